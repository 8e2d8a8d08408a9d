// decref as a library: one Python interpreter whose memory is exact and visible. Needs neither Node nor a browser.
//
//     const runtime = createRuntime({ host });
//     const exitCode = runtime.runMain("print('hello')", "<string>");
//
// A JavaScript realm has one heap and so one runtime; use a worker for a second one.

export * from "../ledger/index.ts";
export { HeapFault } from "../heap/header.ts";
export type { Frame } from "../objects/interpreterFrame.ts";
export { TimeLimit } from "../vm/limits.ts";
export { unicodeSource } from "../objects/unicodeData.ts";
export {
	type DirectoryEntry,
	FileError,
	type FileKind,
	type FileStatus,
	type FileSystem,
	type FileSystemStatus,
} from "../modules/fileTypes.ts";
export { emptyHost, type Host, type SignalSource, type SystemInfo } from "../modules/host.ts";
export { Archive } from "./archive.ts";
export { type RunCode, runCompiled } from "./compiled.ts";
export { decodeCode } from "./codeArchive.ts";
export { complete, type Completion } from "./completion.ts";
export { type InteractiveInput, InteractiveSession } from "./interactive.ts";
export { type PackedLibrary, packedLibrary } from "./packedLibrary.ts";
export { type Census, createRuntime, type Runtime, type RuntimeOptions, version } from "./runtime.ts";
export { ProgramWatch, type Found, lookUp, runUntil, type StopLine } from "./stopping.ts";
export { type LibraryModule, standardLibrary } from "./stdlib.ts";
