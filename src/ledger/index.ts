// The ledger's public face: who holds what, and why.

export type { HeapObject } from "../heap/header.ts";
export { counted, type Explanation, explain, explanationText, holderText, isAlive, names } from "./explain.ts";
export { annotatedDis } from "./annotatedDis.ts";
export { disassembly } from "./disassembly.ts";
export * from "./reports.ts";
export type { Span } from "./spans.ts";
export type { StepInstruction } from "./instructions.ts";
export { InstructionCounts } from "./instructionCounts.ts";
export { cellNote } from "./cellNote.ts";
export { takeGraph } from "./graph.ts";
export { heapSnapshot } from "./heapsnapshot.ts";
export { findLeaks, type LeakGroup, type Pattern } from "./leaks.ts";
export { svgText } from "./svg.ts";
export { dotText, partOf, type Picture } from "./picture.ts";
export type { Holder, HolderKind, HolderText, Step } from "./holders.ts";
export { type Death, deathText, Recorder } from "./recorder.ts";
export { type Change, type Counted, isOfInterest, isSpecialMethod, type Step as TraceStep, StepRecorder } from "./steps.ts";
export { changeText, collectionText, countedText, explainStep, type Piece, type Tone } from "./stepText.ts";
export { isProgramFile } from "./programFiles.ts";
export { Recording } from "./recording.ts";
export { type SceneFrame, type SceneHold, type SceneObject, SceneRecorder, type SceneSlot, type SceneValue } from "./scene.ts";
