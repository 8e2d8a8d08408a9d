// The protocols that every object follows, in one place to import from: attributes, calls, numbers, sequences,
// mappings, iteration. Mirrors Objects/abstract.c, Objects/call.c and the protocol half of Objects/object.c.

export * from "./abstractAttr.ts";
export * from "./abstractCall.ts";
export * from "./abstractClass.ts";
export * from "./abstractIter.ts";
export * from "./abstractNumber.ts";
export * from "./abstractObject.ts";
export * from "./abstractSequence.ts";
export * from "./recursion.ts";
