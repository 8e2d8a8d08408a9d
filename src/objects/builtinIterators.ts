// zip, map and filter. (Types; the rest follows.)

import { defineType, type PyType, TPFLAGS_BASETYPE, TPFLAGS_HAVE_GC } from "./object.ts";

export const ZipType: PyType = defineType({ name: "zip", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE, basicsize: 48 });
export const MapType: PyType = defineType({ name: "map", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE, basicsize: 40 });
export const FilterType: PyType = defineType({ name: "filter", flags: TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE, basicsize: 32 });
