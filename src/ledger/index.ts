// The ledger's public face: who holds what, and why.

export type { HeapObject } from "../heap/header.ts";
export { counted, type Explanation, explain, explanationJson, explanationText, isAlive, names } from "./explain.ts";
export type { Holder, HolderKind, Step } from "./holders.ts";
export { type Death, deathText, Recorder } from "./recorder.ts";
export { type Change, type Counted, isOfInterest, isSpecialMethod, type Step as TraceStep, StepRecorder } from "./steps.ts";
export { changeText, countedText, explainStep, type Piece, type Tone } from "./stepText.ts";
