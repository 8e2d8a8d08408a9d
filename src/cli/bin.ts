import { useBuiltLibrary } from "./library.ts";
import { main } from "./main.ts";
import { useBuiltNotebook } from "./notebookLibrary.ts";

useBuiltLibrary();
useBuiltNotebook();
process.exitCode = main(process.argv.slice(2));
