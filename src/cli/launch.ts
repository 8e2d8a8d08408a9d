// What is started: dist/cli.js. Loads the command (bin.ts, bundled as the script dist/command.js) through a cache of V8's
// compiled code, which takes a third off the start. The rest is in codeCache.ts.

import { runCommand } from "./codeCache.ts";

/** Names the bundle's content; replaced by the build. */
declare const BUILD_ID: string;

runCommand(import.meta.url, BUILD_ID);
