import { useBuiltLibrary } from "./library.ts";
import { main } from "./main.ts";

useBuiltLibrary();
process.exitCode = main(process.argv.slice(2));
