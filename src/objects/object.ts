// The struct of a type and the shapes that every other object file shares. No behaviour of any type is here.
//
// A type's slots are CPython's, prefix dropped (`tp_repr` → `repr`), suites by two letters (`nbAdd`, `sqItem`). Unless
// its comment says otherwise a slot borrows its arguments, returns a new reference, may run Python code, and raises by
// throwing (errors.ts). `null` means that neither the type nor (after typeReady) a base of it has the slot.
// Mirrors Include/cpython/object.h.

import type { HeapObject, HeapType, Own, Visit } from "../heap/header.ts";
import {
	DEAD_REFCNT,
	GCObject,
	HeapFault,
	HeapObject as Header,
	IMMORTAL_REFCNT,
	TPFLAGS_HAVE_GC,
	heap,
	standAlone,
} from "../heap/header.ts";
import type { WeakReference } from "../heap/weakref.ts";
import type { MethodDef } from "./args.ts";
import type { PyDict } from "./dict.ts";
import type { PyStr } from "./str.ts";
import type { PyTuple } from "./tuple.ts";

export interface PyObject extends HeapObject {
	type: PyType;
}

/** Base of objects that the collector never sees. */
export abstract class PyPlainObject extends Header implements PyObject {
	declare type: PyType;
	constructor(type: PyType) {
		super(type);
	}
}

/** Base of objects that can be part of a cycle. A constructor ends, or its caller goes on, with `track(this)`. */
export abstract class PyGCObject extends GCObject implements PyObject {
	declare type: PyType;
	constructor(type: PyType) {
		super(type);
	}
}

/**
 * Bases of the structs of native heap types: an instance owns its type, as every object does whose type is not static. Their
 * instances' deaths and traversals are made to agree with it by `typeReady`.
 */
export abstract class PyPlainTypeOwner extends PyPlainObject {
	constructor(type: PyType) {
		super(type);
		ownType(type);
	}
}

export abstract class PyGCTypeOwner extends PyGCObject {
	constructor(type: PyType) {
		super(type);
		ownType(type);
	}
}

/** Counts a new instance's reference to its type. Classes made in Python do that in their `alloc`, static types never. */
export function ownType(type: PyType): void {
	if (type.fromSpec !== null) type.refcnt++;
	else if (type.heap === null && type.refcnt !== IMMORTAL_REFCNT) throw new HeapFault(`instance of ${type.name}, which is not alive`);
}

/** Attribute values lie in the instance, on keys that the class shares. */
export const TPFLAGS_INLINE_VALUES = 1 << 2;
export const TPFLAGS_MANAGED_WEAKREF = 1 << 3;
export const TPFLAGS_MANAGED_DICT = 1 << 4;
export const TPFLAGS_SEQUENCE = 1 << 5;
export const TPFLAGS_MAPPING = 1 << 6;
export const TPFLAGS_DISALLOW_INSTANTIATION = 1 << 7;
export const TPFLAGS_IMMUTABLETYPE = 1 << 8;
export const TPFLAGS_HEAPTYPE = 1 << 9;
export const TPFLAGS_BASETYPE = 1 << 10;
export const TPFLAGS_HAVE_VECTORCALL = 1 << 11;
export const TPFLAGS_READY = 1 << 12;
export { TPFLAGS_HAVE_GC };
export const TPFLAGS_METHOD_DESCRIPTOR = 1 << 17;
export const TPFLAGS_IS_ABSTRACT = 1 << 20;
export const TPFLAGS_MATCH_SELF = 1 << 22;
export const TPFLAGS_LONG_SUBCLASS = 1 << 24;
export const TPFLAGS_LIST_SUBCLASS = 1 << 25;
export const TPFLAGS_TUPLE_SUBCLASS = 1 << 26;
export const TPFLAGS_BYTES_SUBCLASS = 1 << 27;
export const TPFLAGS_UNICODE_SUBCLASS = 1 << 28;
export const TPFLAGS_DICT_SUBCLASS = 1 << 29;
export const TPFLAGS_BASE_EXC_SUBCLASS = 1 << 30;
export const TPFLAGS_TYPE_SUBCLASS = 1 << 31;

/** A hash: a JavaScript integer where it is safe, otherwise a bigint, within 64 bits signed; never -1. */
export type Hash = number | bigint;

/** Operator of a rich comparison, numbered as Py_LT … Py_GE. */
export type CompareOp = 0 | 1 | 2 | 3 | 4 | 5;
export const Py_LT = 0;
export const Py_LE = 1;
export const Py_EQ = 2;
export const Py_NE = 3;
export const Py_GT = 4;
export const Py_GE = 5;

export type UnaryFunc = (self: any) => Own<PyObject>;
/** Either operand may be the one whose type has the slot; returns NotImplemented to pass. */
export type BinaryFunc = (left: any, right: any) => Own<PyObject>;
export type TernaryFunc = (a: any, b: any, c: any) => Own<PyObject>;
/** `args` borrowed: positional ones, then the values of the keywords that `kwnames` names. */
export type VectorcallFunc = (self: any, args: readonly PyObject[], kwnames: PyTuple | null) => Own<PyObject>;
/** Makes the JavaScript object of a type, fields at their defaults: new, not tracked. */
export type AllocFunc = (type: PyType) => Own<PyObject>;

export interface GetSetDef {
	readonly name: string;
	readonly get: ((self: any) => Own<PyObject>) | null;
	/** `value` null means delete; borrowed. */
	readonly set?: ((self: any, value: PyObject | null) => void) | null;
	readonly doc?: string | null;
	/** Whether reading it is an audit event. */
	readonly audited?: boolean;
}

/** A field of the struct shown as attribute (PyMemberDef). A null field raises AttributeError, or is None with `optional`. */
export interface MemberDef {
	readonly name: string;
	/** Field of the JavaScript object; holds a PyObject, null, number, boolean or string. */
	readonly field?: string;
	/** Instead of a field: makes the value. Such a member is read-only. */
	readonly get?: (self: any) => Own<PyObject>;
	readonly readonly?: boolean;
	readonly optional?: boolean;
	readonly doc?: string | null;
	/** Whether reading it is an audit event. */
	readonly audited?: boolean;
}

/** The slots, all of which a type specification may give. */
export interface Slots {
	dealloc: (self: any) => void;
	/** Exactly tp_traverse's visits, in its order. */
	traverse: ((self: any, visit: Visit) => void) | null;
	/** Owned references that tp_traverse leaves out. */
	traverseRest: ((self: any, visit: Visit) => void) | null;
	clear: ((self: any) => void) | null;
	finalize: ((self: any) => void) | null;
	/** 64-bit size of the memory block with its pre-header: for addresses; `sys.getsizeof` goes by `__sizeof__`. */
	blockSize: (self: any) => number;
	freelistSize: number;
	alloc: AllocFunc | null;
	/** `type(args, kwargs)`: returns a new object; args a tuple, kwargs a dict or null, both borrowed. */
	new: ((type: PyType, args: PyTuple, kwargs: PyDict | null) => Own<PyObject>) | null;
	init: ((self: any, args: PyTuple, kwargs: PyDict | null) => void) | null;
	repr: UnaryFunc | null;
	str: UnaryFunc | null;
	hash: ((self: any) => Hash) | null;
	call: ((self: any, args: PyTuple, kwargs: PyDict | null) => Own<PyObject>) | null;
	/** How instances are called when the type supports vectorcall: preferred to `call`. */
	vectorcall: VectorcallFunc | null;
	/** For a type object called itself: `tp_vectorcall` (`list(x)` without an argument tuple). Not inherited. */
	typeVectorcall: VectorcallFunc | null;
	getattro: ((self: any, name: PyStr) => Own<PyObject>) | null;
	/** `value` null deletes. */
	setattro: ((self: any, name: PyStr, value: PyObject | null) => void) | null;
	richcompare: ((self: any, other: any, op: CompareOp) => Own<PyObject>) | null;
	iter: UnaryFunc | null;
	/** Returns null at the end: no exception, no throw. */
	iternext: ((self: any) => Own<PyObject> | null) | null;
	descrGet: ((self: any, object: PyObject | null, type: PyObject | null) => Own<PyObject>) | null;
	descrSet: ((self: any, object: PyObject, value: PyObject | null) => void) | null;
	amAwait: UnaryFunc | null;
	amAiter: UnaryFunc | null;
	amAnext: UnaryFunc | null;
	nbAdd: BinaryFunc | null;
	nbSubtract: BinaryFunc | null;
	nbMultiply: BinaryFunc | null;
	nbRemainder: BinaryFunc | null;
	nbDivmod: BinaryFunc | null;
	nbPower: TernaryFunc | null;
	nbNegative: UnaryFunc | null;
	nbPositive: UnaryFunc | null;
	nbAbsolute: UnaryFunc | null;
	nbBool: ((self: any) => boolean) | null;
	nbInvert: UnaryFunc | null;
	nbLshift: BinaryFunc | null;
	nbRshift: BinaryFunc | null;
	nbAnd: BinaryFunc | null;
	nbXor: BinaryFunc | null;
	nbOr: BinaryFunc | null;
	nbInt: UnaryFunc | null;
	nbFloat: UnaryFunc | null;
	nbInplaceAdd: BinaryFunc | null;
	nbInplaceSubtract: BinaryFunc | null;
	nbInplaceMultiply: BinaryFunc | null;
	nbInplaceRemainder: BinaryFunc | null;
	nbInplacePower: TernaryFunc | null;
	nbInplaceLshift: BinaryFunc | null;
	nbInplaceRshift: BinaryFunc | null;
	nbInplaceAnd: BinaryFunc | null;
	nbInplaceXor: BinaryFunc | null;
	nbInplaceOr: BinaryFunc | null;
	nbFloorDivide: BinaryFunc | null;
	nbTrueDivide: BinaryFunc | null;
	nbInplaceFloorDivide: BinaryFunc | null;
	nbInplaceTrueDivide: BinaryFunc | null;
	nbIndex: UnaryFunc | null;
	nbMatrixMultiply: BinaryFunc | null;
	nbInplaceMatrixMultiply: BinaryFunc | null;
	sqLength: ((self: any) => number) | null;
	sqConcat: BinaryFunc | null;
	sqRepeat: ((self: any, count: number) => Own<PyObject>) | null;
	sqItem: ((self: any, index: number) => Own<PyObject>) | null;
	sqAssItem: ((self: any, index: number, value: PyObject | null) => void) | null;
	sqContains: ((self: any, item: any) => boolean) | null;
	sqInplaceConcat: BinaryFunc | null;
	sqInplaceRepeat: ((self: any, count: number) => Own<PyObject>) | null;
	mpLength: ((self: any) => number) | null;
	mpSubscript: BinaryFunc | null;
	mpAssSubscript: ((self: any, key: any, value: PyObject | null) => void) | null;
	/** The bytes of an object that supports the buffer protocol, not copied; valid until the object changes. */
	getBuffer: ((self: any) => Uint8Array) | null;
	/** Ends a view of the object that `getBuffer` gave out. */
	releaseBuffer: ((self: any, view: any) => void) | null;
}

/** What a native type is defined by; slots as in `Slots`, all optional but the first two groups' required ones. */
export interface TypeSpec extends Partial<Slots> {
	readonly name: string;
	readonly base?: PyType;
	readonly flags?: number;
	readonly doc?: string | null;
	/** Methods of slots that CPython's type inherits: they aren't in its own dictionary. */
	readonly hides?: readonly string[];
	/** `tp_basicsize` and `tp_itemsize` of 64-bit CPython 3.14. */
	readonly basicsize?: number;
	readonly itemsize?: number;
	/** How many items an object has beyond the struct (`ob_size`), if it has any. */
	readonly itemCount?: (self: any) => number;
	/** Bytes of what else an object has allocated: a list's array, a dict's table. */
	readonly bufferSize?: (self: any) => number;
	/** `tp_dictoffset` and `tp_weaklistoffset` of types that have them; -1 and -32 where CPython manages them. */
	readonly dictOffset?: number;
	readonly weakrefOffset?: number;
	readonly methods?: readonly MethodDef[];
	readonly getset?: readonly GetSetDef[];
	readonly members?: readonly MemberDef[];
	/**
	 * CPython makes the type from a PyType_Spec, when its module is initialised: it is counted, its instances own it, it keeps its
	 * `__module__`, and it dies with its module. See heapTypes.ts.
	 */
	readonly heapType?: boolean;
	/** It does not know its module: made by PyType_FromSpec. */
	readonly withoutModule?: boolean;
	/** When a traversal of an instance visits its type: first unless told; or the traversal here does it `itself`. */
	readonly visitsType?: "last" | "itself";
	/** Completes a heap type that has come to life: adds what else is in its dictionary. Runs no Python code. */
	readonly born?: (type: PyType) => void;
	/** Flags that CPython's type has besides, for a struct that is laid out otherwise here. */
	readonly shownFlags?: number;
	/** Its attributes can be set from Python. */
	readonly mutable?: boolean;
	/** Instances have a `weakrefs` field. */
	readonly weakrefable?: boolean;
	/** Instances have a `dict` field (PyDict or null). */
	readonly hasDict?: boolean;
}

/** Every native slot, in one list, so that inheritance can loop. */
export const SLOT_NAMES: readonly (keyof Slots)[] = [
	"dealloc",
	"traverse",
	"traverseRest",
	"clear",
	"finalize",
	"blockSize",
	"freelistSize",
	"alloc",
	"new",
	"init",
	"repr",
	"str",
	"hash",
	"call",
	"vectorcall",
	"typeVectorcall",
	"getattro",
	"setattro",
	"richcompare",
	"iter",
	"iternext",
	"descrGet",
	"descrSet",
	"amAwait",
	"amAiter",
	"amAnext",
	"nbAdd",
	"nbSubtract",
	"nbMultiply",
	"nbRemainder",
	"nbDivmod",
	"nbPower",
	"nbNegative",
	"nbPositive",
	"nbAbsolute",
	"nbBool",
	"nbInvert",
	"nbLshift",
	"nbRshift",
	"nbAnd",
	"nbXor",
	"nbOr",
	"nbInt",
	"nbFloat",
	"nbInplaceAdd",
	"nbInplaceSubtract",
	"nbInplaceMultiply",
	"nbInplaceRemainder",
	"nbInplacePower",
	"nbInplaceLshift",
	"nbInplaceRshift",
	"nbInplaceAnd",
	"nbInplaceXor",
	"nbInplaceOr",
	"nbFloorDivide",
	"nbTrueDivide",
	"nbInplaceFloorDivide",
	"nbInplaceTrueDivide",
	"nbIndex",
	"nbMatrixMultiply",
	"nbInplaceMatrixMultiply",
	"sqLength",
	"sqConcat",
	"sqRepeat",
	"sqItem",
	"sqAssItem",
	"sqContains",
	"sqInplaceConcat",
	"sqInplaceRepeat",
	"mpLength",
	"mpSubscript",
	"mpAssSubscript",
	"getBuffer",
	"releaseBuffer",
];

/** Slots that are not inherited one by one like the others. */
export const SLOTS_APART: ReadonlySet<keyof Slots> = new Set([
	"traverse",
	"traverseRest",
	"clear",
	"new",
	"richcompare",
	"hash",
	"call",
	"vectorcall",
	"typeVectorcall",
	"blockSize",
	"freelistSize",
	"descrGet",
	"getBuffer",
	"releaseBuffer",
	"dealloc",
] as const);

const SLOT_SET: ReadonlySet<string> = new Set(SLOT_NAMES);

export interface PyType extends Slots {}

/**
 * A class. Static types are immortal; heap types are ordinary collectable objects, whether they were made in Python (`heap`) or by
 * a native module (`fromSpec`).
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the slots are declared once, in Slots.
export class PyType extends PyGCObject implements HeapType {
	static {
		standAlone(PyType);
	}

	/** `tp_name`: for a native type in a module other than builtins with the module's name and a dot. */
	name: string;
	doc: string | null;
	/** Py_TPFLAGS_*; the header's `flags` are the type's own as an object. */
	typeFlags: number;
	/** Owned. Null only for `object` and before typeReady. */
	base: PyType | null;
	/** Owned; null before typeReady. */
	bases: PyTuple | null;
	mro: PyTuple | null;
	/** What `dict` gives. */
	ownDict: PyDict | null;
	/** A static type whose dictionary is still empty: `typeHooks.fill` is due. */
	unfilled: boolean;
	basicsize: number;
	itemsize: number;
	/** Changes whenever an attribute of the type or of a base changes; 0 while no cache depends on it. */
	versionTag: number;
	weakrefable: boolean;
	/** Instances have a `dict` field (directly; a managed dictionary is a flag). */
	hasDict: boolean;
	/** See HeapType. */
	freelistLength: number;
	weakrefs: WeakReference[] | null;
	/** Direct subclasses, in order of creation; weak, as CPython's `tp_subclasses`. */
	subclasses: Set<PyType> | null;
	/** How a native type was specified; null for classes made in Python. */
	spec: TypeSpec | null;
	/** What only classes made in Python have; see type.ts. */
	heap: HeapTypeData | null;
	/** What only native heap types have, while they live; see heapTypes.ts. */
	fromSpec: SpecTypeData | null;

	constructor(metatype: PyType, name: string) {
		super(metatype);
		this.typeFlags = 0;
		this.name = name;
		this.doc = null;
		this.base = null;
		this.bases = null;
		this.mro = null;
		this.ownDict = null;
		this.unfilled = false;
		this.basicsize = 16;
		this.itemsize = 0;
		this.versionTag = 0;
		this.weakrefable = false;
		this.hasDict = false;
		this.freelistLength = 0;
		this.weakrefs = null;
		this.subclasses = null;
		this.spec = null;
		this.heap = null;
		this.fromSpec = null;
		// FAST: each slot by name. Assigned in a loop they would make V8 keep types as hash tables, and slots are read all the time.
		this.dealloc = null as unknown as Slots["dealloc"];
		this.freelistSize = 0;
		this.blockSize = fixedBlockSize;
		this.traverse = null;
		this.traverseRest = null;
		this.clear = null;
		this.finalize = null;
		this.alloc = null;
		this.new = null;
		this.init = null;
		this.repr = null;
		this.str = null;
		this.hash = null;
		this.call = null;
		this.vectorcall = null;
		this.typeVectorcall = null;
		this.getattro = null;
		this.setattro = null;
		this.richcompare = null;
		this.iter = null;
		this.iternext = null;
		this.descrGet = null;
		this.descrSet = null;
		this.amAwait = null;
		this.amAiter = null;
		this.amAnext = null;
		this.nbAdd = null;
		this.nbSubtract = null;
		this.nbMultiply = null;
		this.nbRemainder = null;
		this.nbDivmod = null;
		this.nbPower = null;
		this.nbNegative = null;
		this.nbPositive = null;
		this.nbAbsolute = null;
		this.nbBool = null;
		this.nbInvert = null;
		this.nbLshift = null;
		this.nbRshift = null;
		this.nbAnd = null;
		this.nbXor = null;
		this.nbOr = null;
		this.nbInt = null;
		this.nbFloat = null;
		this.nbInplaceAdd = null;
		this.nbInplaceSubtract = null;
		this.nbInplaceMultiply = null;
		this.nbInplaceRemainder = null;
		this.nbInplacePower = null;
		this.nbInplaceLshift = null;
		this.nbInplaceRshift = null;
		this.nbInplaceAnd = null;
		this.nbInplaceXor = null;
		this.nbInplaceOr = null;
		this.nbFloorDivide = null;
		this.nbTrueDivide = null;
		this.nbInplaceFloorDivide = null;
		this.nbInplaceTrueDivide = null;
		this.nbIndex = null;
		this.nbMatrixMultiply = null;
		this.nbInplaceMatrixMultiply = null;
		this.sqLength = null;
		this.sqConcat = null;
		this.sqRepeat = null;
		this.sqItem = null;
		this.sqAssItem = null;
		this.sqContains = null;
		this.sqInplaceConcat = null;
		this.sqInplaceRepeat = null;
		this.mpLength = null;
		this.mpSubscript = null;
		this.mpAssSubscript = null;
		this.getBuffer = null;
		this.releaseBuffer = null;
	}

	/** `tp_dict`: owned; null before typeReady. FAST: a static type's is filled when it is first asked for; few ever are. */
	get dict(): PyDict | null {
		if (this.unfilled) typeHooks.fill(this);
		return this.ownDict;
	}

	/** Bytes that an object of the type has allocated beside its own block. */
	extraBytesOf(object: PyObject): number {
		let type: PyType | null = this;
		while (type !== null && type.spec?.bufferSize === undefined) type = type.base;
		return type === null ? 0 : type.spec!.bufferSize!(object);
	}

	/** `__flags__`. */
	get visibleFlags(): number {
		const heapType = this.spec?.heapType === true ? TPFLAGS_HEAPTYPE : 0;
		return (this.typeFlags | heapType | (this.spec?.shownFlags ?? 0) | (this.versionTag === 0 ? 0 : VALID_VERSION_TAG)) >>> 0;
	}

	/** `__dictoffset__`: -1 for a managed dictionary. */
	get dictOffset(): number {
		if ((this.typeFlags & TPFLAGS_MANAGED_DICT) !== 0) return -1;
		if (!this.hasDict) return 0;
		return this.base?.hasDict === true ? this.base.dictOffset : (this.spec?.dictOffset ?? 16);
	}

	/** `__weakrefoffset__`. */
	get weakrefOffset(): number {
		if ((this.typeFlags & TPFLAGS_MANAGED_WEAKREF) !== 0) return MANAGED_WEAKREF_OFFSET;
		if (!this.weakrefable) return 0;
		return this.base?.weakrefable === true ? this.base.weakrefOffset : (this.spec?.weakrefOffset ?? this.basicsize - 8);
	}
}

const MANAGED_WEAKREF_OFFSET = -32;
const VALID_VERSION_TAG = 1 << 19;

function fixedBlockSize(self: PyObject): number {
	return self.type.basicsize + ((self.type.typeFlags & TPFLAGS_HAVE_GC) !== 0 ? 16 : 0);
}

/** The fields of PyHeapTypeObject. All references owned. */
export interface HeapTypeData {
	name: PyStr;
	qualname: PyStr;
	/** `__slots__` in storage order (sorted by name), mangled; null without `__slots__`. */
	slots: PyTuple | null;
	/** Number of slot storage places of instances, those of the bases included. */
	slotCount: number;
	/** Keys shared by the instances' inline values (dictkeys.ts); null when instances have none. */
	cachedKeys: unknown;
	module: PyObject | null;
}

/** What a native heap type owns besides. */
export interface SpecTypeData {
	/** `__name__` and `__qualname__`; owned twice. */
	readonly name: PyStr;
	/** The module that it was made for. Owned. */
	module: PyObject | null;
}

/** Connected by typeReady.ts. */
export const typeHooks = {
	/** Fills the dictionary of a static type. */
	fill: (_type: PyType): void => {},
};

/** Every static type, in order of definition; `typeReady` has them made complete at start. */
export const staticTypes: PyType[] = [];

/** `type`, and `object`: made here so that every file can name them; type.ts and objectType.ts give them their slots. */
export const TypeType: PyType = makeFirstType();
export const ObjectType: PyType = makeStaticType("object");

function makeFirstType(): PyType {
	const type = new PyType({ freelistLength: 0 } as unknown as PyType, "type");
	type.type = type;
	return makeImmortal(type);
}

function makeStaticType(name: string): PyType {
	return makeImmortal(new PyType(TypeType, name));
}

function makeImmortal(type: PyType): PyType {
	type.refcnt = IMMORTAL_REFCNT;
	heap.births--;
	staticTypes.push(type);
	return type;
}

/**
 * Defines a native type. A static one becomes usable from Python when the runtime has called `typeReady` on it, a heap type when
 * its module brings it to life (heapTypes.ts).
 */
export function defineType(spec: TypeSpec): PyType {
	return specifyType(spec.heapType === true ? makeUnbornType(spec.name) : makeStaticType(spec.name), spec);
}

function makeUnbornType(name: string): PyType {
	const type = new PyType(TypeType, name);
	type.refcnt = DEAD_REFCNT;
	heap.births--;
	return type;
}

/** Fills a static type made earlier: for `type` and `object`, and where files need one another's types. */
export function specifyType(type: PyType, spec: TypeSpec): PyType {
	type.spec = spec;
	type.base = spec.base ?? (type === ObjectType ? null : ObjectType);
	type.typeFlags = (spec.flags ?? 0) | (spec.mutable === true ? 0 : TPFLAGS_IMMUTABLETYPE);
	type.doc = spec.doc ?? null;
	type.basicsize = spec.basicsize ?? 0;
	type.itemsize = spec.itemsize ?? 0;
	type.weakrefable = spec.weakrefable ?? false;
	type.hasDict = spec.hasDict ?? false;
	for (const key of Object.keys(spec)) if (SLOT_SET.has(key)) (type as any)[key] = spec[key as keyof Slots];
	return type;
}

export function isSubtype(type: PyType, base: PyType): boolean {
	if (type === base) return true;
	const mro = type.mro;
	if (mro === null) return isSubtypeByBase(type, base);
	for (const item of mro.items) if (item === base) return true;
	return false;
}

function isSubtypeByBase(type: PyType, base: PyType): boolean {
	for (let t: PyType | null = type; t !== null; t = t.base) if (t === base) return true;
	return base === ObjectType;
}

/** `PyObject_TypeCheck`: by real type, not by `__class__`. */
export function isInstanceOf(object: PyObject, type: PyType): boolean {
	return object.type === type || isSubtype(object.type, type);
}
