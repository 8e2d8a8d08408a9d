// Classes, descriptors, super and the protocols through their TypeScript functions, with an audit after each test.
// Python functions are stood in for by native methods of `object`. Counts are those of FACTS A18, orders those of B4 and
// B5, messages CPython 3.14's.

import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assertAudit } from "../../../src/heap/audit.ts";
import { isTracked } from "../../../src/heap/gc/tracking.ts";
import { hold, mark, unwind } from "../../../src/heap/handles.ts";
import type { Own } from "../../../src/heap/header.ts";
import { decref, incref } from "../../../src/heap/refcount.ts";
import {
	binaryOp,
	call,
	getAttr,
	hasAttr,
	isInstance,
	isSubclass,
	isTrue,
	iterNext,
	length,
	lookupAttr,
	NB_ADD,
	NB_MULTIPLY,
	repr,
	richCompareBool,
	setAttr,
} from "../../../src/objects/abstract.ts";
import { defRaw } from "../../../src/objects/args.ts";
import { newClassMethod } from "../../../src/objects/classmethod.ts";
import { newMethodDescr } from "../../../src/objects/descrMethod.ts";
import { DictType, dictSetStr, newDict } from "../../../src/objects/dict.ts";
import { fetchException, PYTHON_EXCEPTION, raiseError } from "../../../src/objects/errors.ts";
import type { PyBaseException } from "../../../src/objects/exception.ts";
import { initObjects } from "../../../src/objects/init.ts";
import { IntType, newInt } from "../../../src/objects/int.ts";
import { ListType, listAppend, newList, type PyList } from "../../../src/objects/list.ts";
import { newMappingProxy } from "../../../src/objects/mappingproxy.ts";
import { newNamespace } from "../../../src/objects/namespace.ts";
import { ObjectType, type PyObject, type PyType, Py_EQ, Py_LT, TypeType } from "../../../src/objects/object.ts";
import { PropertyType } from "../../../src/objects/property.ts";
import { newNone } from "../../../src/objects/singletons.ts";
import { internStr, newStr, type PyStr } from "../../../src/objects/str.ts";
import { newSuper } from "../../../src/objects/super.ts";
import { newTuple } from "../../../src/objects/tuple.ts";
import { typeLookup } from "../../../src/objects/typeCache.ts";
import { unionOf } from "../../../src/objects/union.ts";
import { newRef } from "../../../src/objects/weakref.ts";

beforeAll(initObjects);

let start = 0;

beforeEach(() => {
	start = mark();
});

afterEach(() => {
	unwind(start);
	assertAudit("after the test");
});

/** Keeps an owned object until the end of the test. */
function keep<T extends PyObject>(o: Own<T>): T {
	return hold(o, "test");
}

/** What a Python function in a class body would be. Arguments borrowed, result new. */
function method(impl: (self: any, args: readonly PyObject[]) => Own<PyObject>): PyObject {
	return keep(newMethodDescr(ObjectType, defRaw("method", null, null, impl)));
}

/** `class name(*bases)` with the attributes given; the caller owns it. */
function ownClass(name: string, bases: readonly PyType[], attributes: { readonly [name: string]: PyObject } = {}): Own<PyType> {
	const since = mark();
	const namespace = keep(newDict());
	for (const [key, value] of Object.entries(attributes)) dictSetStr(namespace, internStr(key), value);
	const args = [keep(newStr(name)), keep(newTuple(bases.map((base) => incref(base)))), namespace];
	const cls = call(TypeType, args);
	unwind(since);
	return cls as Own<PyObject> as Own<PyType>;
}

function makeClass(name: string, bases: readonly PyType[] = [], attributes: { readonly [name: string]: PyObject } = {}): PyType {
	return keep(ownClass(name, bases, attributes));
}

const instanceOf = (cls: PyObject, ...args: PyObject[]): PyObject => keep(call(cls, args));
const attr = (o: PyObject, name: string): PyObject => keep(getAttr(o, internStr(name)));
const text = (o: PyObject): string => keep(repr(o)).value;

/** The message of the exception that `body` raises, after its type. */
function error(body: () => unknown): string {
	const since = mark();
	try {
		body();
	} catch (thrown) {
		expect(thrown).toBe(PYTHON_EXCEPTION);
		unwind(since);
		const exception = keep(fetchException()) as PyBaseException;
		return `${exception.type.name}: ${exception.args!.items.map((arg) => (arg as PyStr).value).join()}`;
	}
	throw new Error("nothing was raised");
}

/** A list to which finalizers and callbacks write their names. */
function recorder(): { readonly names: () => string[]; readonly dying: (name: string) => PyObject } {
	const log: string[] = [];
	const del = method((self) => {
		const label = getAttr(self, internStr("label")) as Own<PyStr>;
		log.push(label.value);
		decref(label);
		return newNone();
	});
	const cls = makeClass("Dying", [], { __del__: del });
	return {
		names: () => log,
		dying: (label) => {
			const object = call(cls, []);
			const value = newStr(label);
			setAttr(object, internStr("label"), value);
			decref(value);
			return object;
		},
	};
}

describe("a new class", () => {
	it("is owned by its mro and by its two descriptors", () => {
		const cls = makeClass("C");
		expect(cls.refcnt).toBe(4);
		const object = instanceOf(cls);
		expect(cls.refcnt).toBe(5);
		expect(isTracked(object)).toBe(true);
		expect(text(cls)).toBe("<class 'C'>");
	});

	it("has no descriptors for what its base gives already", () => {
		const sub = makeClass("D", [makeClass("C")]);
		expect(sub.refcnt).toBe(2);
	});

	it("gets its mro by C3", () => {
		const a = makeClass("A");
		const b = makeClass("B", [a]);
		const c = makeClass("C", [a]);
		const d = makeClass("D", [b, c]);
		expect(d.mro!.items).toEqual([d, b, c, a, ObjectType]);
		expect(error(() => ownClass("E", [a, b]))).toBe("TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B");
		expect(error(() => ownClass("E", [a, a]))).toBe("TypeError: duplicate base class A");
	});

	it("must have one layout", () => {
		expect(error(() => ownClass("E", [IntType, ListType]))).toBe("TypeError: multiple bases have instance lay-out conflict");
		const slots = keep(newStr("x"));
		const one = makeClass("One", [], { __slots__: slots });
		const two = makeClass("Two", [], { __slots__: slots });
		expect(error(() => ownClass("E", [one, two]))).toBe("TypeError: multiple bases have instance lay-out conflict");
		expect(error(() => ownClass("E", [keep(newNone()) as PyType]))).toBe(
			"TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
		);
	});

	it("knows its subclasses until they die", () => {
		const a = makeClass("A");
		const b = makeClass("B", [a]);
		expect((keep(call(attr(a, "__subclasses__"), [])) as PyList).items).toEqual([b]);
	});
});

describe("attributes", () => {
	it("are found on the instance, then on the class and its bases", () => {
		const base = makeClass("Base", [], { shared: keep(newInt(1)) });
		const object = instanceOf(makeClass("C", [base]));
		expect(attr(object, "shared")).toMatchObject({ value: 1 });
		setAttr(object, internStr("shared"), keep(newInt(2)));
		expect(attr(object, "shared")).toMatchObject({ value: 2 });
		setAttr(object, internStr("shared"), null);
		expect(attr(object, "shared")).toMatchObject({ value: 1 });
		expect(hasAttr(object, internStr("nothing"))).toBe(false);
		expect(error(() => getAttr(object, internStr("nothing")))).toBe("AttributeError: 'C' object has no attribute 'nothing'");
	});

	it("are looked up anew when a base changes", () => {
		const base = makeClass("Base");
		const cls = makeClass("C", [base]);
		const name = internStr("later");
		expect(typeLookup(cls, name)).toBeNull();
		const version = cls.versionTag;
		expect(version).toBeGreaterThan(0);
		setAttr(base, name, keep(newInt(7)));
		expect(cls.versionTag).toBe(0);
		expect(typeLookup(cls, name)).toMatchObject({ value: 7 });
		expect(cls.versionTag).not.toBe(version);
	});

	it("of native types can't be set", () => {
		expect(error(() => setAttr(IntType, internStr("x"), ObjectType))).toBe("TypeError: cannot set 'x' attribute of immutable type 'int'");
		const plain = instanceOf(ObjectType);
		expect(error(() => setAttr(plain, internStr("x"), plain))).toBe(
			"AttributeError: 'object' object has no attribute 'x' and no __dict__ for setting new attributes",
		);
	});

	it("in slots have places sorted by name", () => {
		const names = keep(newTuple([newStr("b"), newStr("a"), newStr("__p")]));
		const cls = makeClass("C", [], { __slots__: names });
		expect(cls.heap!.slots!.items.map((name) => (name as PyStr).value)).toEqual(["_C__p", "a", "b"]);
		expect(cls.basicsize).toBe(16 + 24);
		const object = instanceOf(cls);
		setAttr(object, internStr("a"), keep(newInt(500)));
		expect(attr(object, "a")).toMatchObject({ value: 500 });
		expect(error(() => getAttr(object, internStr("b")))).toBe("AttributeError: 'C' object has no attribute 'b'");
		expect(lookupAttr(object, internStr("__dict__"))).toBeNull();
	});

	it("that are properties call functions", () => {
		const getter = method((self) => incref(self.type));
		const cls = makeClass("C", [], { p: keep(call(PropertyType, [getter])) });
		const object = instanceOf(cls);
		expect(attr(object, "p")).toBe(cls);
		expect(error(() => setAttr(object, internStr("p"), object))).toBe("AttributeError: property 'p' of 'C' object has no setter");
	});

	it("that are class methods are bound to the class", () => {
		const cls = makeClass("C", [], { make: keep(newClassMethod(method((self) => incref(self)))) });
		const sub = makeClass("D", [cls]);
		expect(keep(call(attr(instanceOf(sub), "make"), []))).toBe(sub);
	});
});

describe("special methods", () => {
	it("fill the slots of the class and of its subclasses", () => {
		const cls = makeClass("C");
		const object = instanceOf(makeClass("D", [cls]));
		expect(error(() => length(object))).toBe("TypeError: object of type 'D' has no len()");
		setAttr(
			cls,
			internStr("__len__"),
			method(() => newInt(0)),
		);
		expect(length(object)).toBe(0);
		expect(isTrue(object)).toBe(false);
		setAttr(cls, internStr("__len__"), null);
		expect(isTrue(object)).toBe(true);
		expect(error(() => length(object))).toBe("TypeError: object of type 'D' has no len()");
	});

	it("of operators are tried on both sides, a subclass's first", () => {
		const says = (word: string): PyObject => method(() => newStr(word));
		const cls = makeClass("C", [], { __add__: says("C.add"), __radd__: says("C.radd") });
		const sub = makeClass("D", [cls], { __radd__: says("D.radd") });
		const c = instanceOf(cls);
		const d = instanceOf(sub);
		expect(keep(binaryOp(NB_ADD, c, d))).toMatchObject({ value: "D.radd" });
		expect(keep(binaryOp(NB_ADD, d, c))).toMatchObject({ value: "C.add" });
		expect(keep(binaryOp(NB_ADD, keep(newInt(1)), c))).toMatchObject({ value: "C.radd" });
		expect(error(() => binaryOp(NB_MULTIPLY, c, d))).toBe("TypeError: unsupported operand type(s) for *: 'C' and 'D'");
	});

	it("of native bases stay native functions", () => {
		const cls = makeClass("L", [ListType]);
		expect(cls.sqLength).toBe(ListType.mpLength);
		expect(cls.mpAssSubscript).toBe(ListType.mpAssSubscript);
		expect(cls.iter).toBe(ListType.iter);
		expect(cls.hash).toBe(ListType.hash);
	});

	it("end iterations by StopIteration", () => {
		let left = 2;
		const next = method(() => (left-- > 0 ? newInt(left) : raiseError("StopIteration")));
		const object = instanceOf(makeClass("C", [], { __next__: next }));
		expect(iterNext(object)).toMatchObject({ value: 1 });
		expect(iterNext(object)).toMatchObject({ value: 0 });
		expect(iterNext(object)).toBeNull();
	});

	it("that define equality take hashing away", () => {
		const object = instanceOf(makeClass("C", [], { __eq__: method(() => newNone()) }));
		expect(error(() => object.type.hash!(object))).toBe("TypeError: unhashable type: 'C'");
		expect(richCompareBool(object, instanceOf(ObjectType), Py_EQ)).toBe(false);
		expect(error(() => richCompareBool(object, object, Py_LT))).toBe("TypeError: '<' not supported between instances of 'C' and 'C'");
	});

	it("for attributes come after the ordinary lookup", () => {
		const getattr = method((_self, [name]) => incref(name!));
		const object = instanceOf(makeClass("C", [], { __getattr__: getattr, known: keep(newInt(3)) }));
		expect(attr(object, "known")).toMatchObject({ value: 3 });
		expect(attr(object, "unknown")).toMatchObject({ value: "unknown" });
	});
});

describe("death", () => {
	it("takes slots by name, then attributes in the class's order, then what the native base holds", () => {
		const { names, dying } = recorder();
		const slots = keep(newTuple([newStr("z"), newStr("a"), newStr("__dict__")]));
		const cls = makeClass("C", [], { __slots__: slots });
		const object = call(cls, []);
		for (const name of ["z", "second", "a", "first"]) {
			const value = dying(name);
			setAttr(object, internStr(name), value);
			decref(value);
		}
		decref(object);
		expect(names()).toEqual(["a", "z", "second", "first"]);
		const list = call(makeClass("L", [ListType]), []) as Own<PyObject> as Own<PyList>;
		const [item, attribute] = [dying("item"), dying("attribute")];
		listAppend(list, item);
		setAttr(list, internStr("x"), attribute);
		decref(item);
		decref(attribute);
		decref(list);
		expect(names().slice(4)).toEqual(["attribute", "item"]);
	});

	it("runs the finalizer while weak references live, once, and not for what it brought back", () => {
		const log: string[] = [];
		const saved: PyObject[] = [];
		const del = method((self) => {
			log.push("del", String(self.refcnt));
			saved.push(incref(self));
			return newNone();
		});
		const callback = method(() => {
			log.push("callback");
			return newNone();
		});
		const object = call(makeClass("C", [], { __del__: del }), []);
		const ref = keep(newRef(object, callback));
		decref(object);
		expect(log).toEqual(["del", "1"]);
		expect(ref.referent).toBe(object);
		decref(saved[0]!);
		expect(log).toEqual(["del", "1", "callback"]);
		expect(ref.referent).toBeNull();
	});

	it("of a long chain needs no stack", () => {
		const cls = makeClass("Node");
		let head = call(cls, []);
		const next = internStr("next");
		for (let i = 0; i < 50_000; i++) {
			const node = call(cls, []);
			setAttr(node, next, head);
			decref(head);
			head = node;
		}
		decref(head);
		expect(cls.refcnt).toBe(4);
	});
});

describe("classes of objects", () => {
	it("are tested by real type, by __class__ and by unions", () => {
		const one = keep(newInt(1));
		expect(isInstance(one, IntType)).toBe(true);
		expect(isInstance(one, keep(newTuple([ListType as Own<PyType>, IntType as Own<PyType>])))).toBe(true);
		expect(isInstance(one, keep(unionOf([ListType, DictType])))).toBe(false);
		const liar = instanceOf(makeClass("Liar", [], { __class__: IntType }));
		expect(isInstance(liar, IntType)).toBe(true);
		expect(isSubclass(liar.type, IntType)).toBe(false);
		expect(error(() => isInstance(one, one))).toBe("TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union");
	});

	it("can be changed when the layout is the same", () => {
		const a = makeClass("A");
		const b = makeClass("B", [], { word: keep(newStr("from B")) });
		const object = instanceOf(a);
		setAttr(object, internStr("x"), keep(newInt(1000)));
		setAttr(object, internStr("__class__"), b);
		expect(object.type).toBe(b);
		expect(a.refcnt).toBe(4);
		expect(attr(object, "x")).toMatchObject({ value: 1000 });
		expect(attr(object, "word")).toMatchObject({ value: "from B" });
		expect(error(() => setAttr(object, internStr("__class__"), IntType))).toBe(
			"TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses",
		);
	});

	it("give way to super after themselves", () => {
		const base = makeClass("Base", [], { word: keep(newStr("base")) });
		const cls = makeClass("C", [base], { word: keep(newStr("derived")) });
		const parent = keep(newSuper(cls, instanceOf(cls)));
		expect(attr(parent, "word")).toMatchObject({ value: "base" });
		expect(error(() => newSuper(cls, keep(newInt(5))))).toBe(
			"TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (C).",
		);
	});
});

describe("small types", () => {
	it("show themselves", () => {
		const dict = keep(newDict());
		dictSetStr(dict, internStr("a"), keep(newInt(1)));
		expect(text(keep(newMappingProxy(dict)))).toBe("mappingproxy({'a': 1})");
		expect(text(keep(newNamespace(dict)))).toBe("namespace(a=1)");
		expect(text(keep(unionOf([IntType, keep(newNone())])))).toBe("int | None");
		expect(text(keep(newList([])))).toBe("[]");
	});
});
