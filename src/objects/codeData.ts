// The plain data that a code object is made of. Declared by the compiler; objects need the type only.

export type { Code, CodeConstant } from "../compile/code.ts";
