// enumerate and reversed. (Types; the rest follows.)

import { defineType, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";

export const EnumerateType: PyType = defineType({ name: "enumerate", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE, basicsize: 56 });
export const ReversedType: PyType = defineType({ name: "reversed", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE, basicsize: 32 });
