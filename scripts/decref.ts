// The command from the sources, for development: `npx tsx scripts/decref.ts …`; the standard library is compiled on the fly.

import { main } from "../src/cli/main.ts";
import { useDevelopmentLibrary } from "./developmentLibrary.ts";

useDevelopmentLibrary();
process.exitCode = main(process.argv.slice(2));
