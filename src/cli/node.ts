// decref as a library for Node: what the portable one (runtime/index.ts) needs from the world outside.
//
//     import { createRuntime } from "decref";
//     import { nodeHost, standardStreams, useBuiltLibrary } from "decref/node";
//     useBuiltLibrary();
//     const runtime = createRuntime({ host: nodeHost(["program.py"], standardStreams) });

export { useBuiltLibrary } from "./library.ts";
export { BrokenPipe, nodeHost, type Streams, standardStreams } from "./nodeHost.ts";
