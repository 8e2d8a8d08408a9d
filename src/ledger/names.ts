// The names by which people are told of objects: `C#1`, `list#4`, class `C`, function `f`. Names are stable: an object
// keeps its own as long as decref runs, and no other gets it. Giving one adds no reference. Read `Names.of` first.

import { describeObject } from "../heap/audit.ts";
import type { HeapObject } from "../heap/header.ts";
import { isType } from "../objects/abstractClass.ts";
import { BoolType } from "../objects/bool.ts";
import { PyBuiltinFunction } from "../objects/builtinFunction.ts";
import { isCode } from "../objects/code.ts";
import { PyMethodDescr } from "../objects/descrMethod.ts";
import { PyWrapperDescr } from "../objects/descrWrapper.ts";
import { dictGetStr, type PyDict } from "../objects/dict.ts";
import { isFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import { isInt } from "../objects/int.ts";
import { PyMethod } from "../objects/method.ts";
import { isModule, type PyModule } from "../objects/module.ts";
import type { PyObject, PyType } from "../objects/object.ts";
import { internStr, isStr, type PyStr } from "../objects/str.ts";

/** `C` of a type, however deep its module. */
export function typeNameOf(type: PyType): string {
	const name = type.heap === null ? type.name.slice(type.name.lastIndexOf(".") + 1) : type.heap.name.value;
	return name === "ReferenceType" ? "weakref" : name;
}

/** The module that a type says it is from. */
export function moduleOfType(type: PyType): string {
	const said = type.heap === null || type.dict === null ? null : dictGetStr(type.dict as PyDict, internStr("__module__"));
	if (said !== null && isStr(said)) return said.value;
	const dot = type.name.lastIndexOf(".");
	return dot < 0 ? "builtins" : type.name.slice(0, dot);
}

/** A callable as a person writes it in a call: `sys.getrefcount`, `list.append`, `f`; null for what has no name of its own. */
export function callableText(object: PyObject): string | null {
	if (isFunction(object)) return object.qualname.value;
	if (isType(object)) return typeNameOf(object);
	if (object instanceof PyBuiltinFunction) return builtinText(object);
	if (object instanceof PyMethodDescr || object instanceof PyWrapperDescr) return `${typeNameOf(object.objclass)}.${object.name.value}`;
	if (object instanceof PyMethod) return callableText(object.func);
	return null;
}

function builtinText({ self, module, def }: PyBuiltinFunction): string {
	if (self !== null && !isModule(self)) return `${typeNameOf(isType(self) ? self : self.type)}.${def.name}`;
	const from = module !== null && isStr(module) ? module.value : "builtins";
	return from === "builtins" ? def.name : `${from}.${def.name}`;
}

export function moduleName(module: PyModule): string {
	const name = module.dict === null ? null : dictGetStr(module.dict, internStr("__name__"));
	return name !== null && isStr(name) ? name.value : "?";
}

/** The last number that was given. */
interface Counter {
	last: number;
}

export class Names {
	private readonly given = new WeakMap<HeapObject, string>();
	/** How many names begin so. */
	private readonly counters = new Map<string, Counter>();
	/** Objects with the numbers that they got at birth, as recorders keep them. */
	private births: readonly ReadonlyMap<HeapObject, number>[] = [];
	/** FAST: the next object is mostly of the same type. */
	private lastType: unknown = null;
	private lastCounter: Counter = { last: 0 };

	/** From now on objects may have their numbers there. */
	addBirths(births: ReadonlyMap<HeapObject, number>): void {
		this.births = [...this.births, births];
	}

	/** Its objects get their names, for the numbers are there no longer. */
	removeBirths(births: ReadonlyMap<HeapObject, number>): void {
		for (const object of births.keys()) this.of(object);
		this.births = this.births.filter((other) => other !== births);
	}

	/** An object of the program is born, whose fields are not set yet: its number among those of its type, from 1. */
	numberAtBirth(object: HeapObject): number {
		if (this.births.length > 1) {
			const number = this.numberOf(object);
			if (number > 0) return number;
		}
		if (object.type !== this.lastType) {
			this.lastType = object.type;
			this.lastCounter = this.counterFor(typeNameOf(object.type as PyType));
		}
		return ++this.lastCounter.last;
	}

	private numberOf(object: HeapObject): number {
		for (const births of this.births) {
			const number = births.get(object);
			if (number !== undefined) return number;
		}
		return 0;
	}

	private counterFor(text: string): Counter {
		let counter = this.counters.get(text);
		if (counter === undefined) this.counters.set(text, (counter = { last: 0 }));
		return counter;
	}

	private nextNumber(text: string): number {
		return ++this.counterFor(text).last;
	}

	/** The name of an object that has died, with its number at birth; 0 if it has none. */
	ofDead(object: HeapObject, number: number): string {
		const name = this.given.get(object);
		if (name !== undefined || number === 0) return name ?? this.of(object);
		const own = ownName(object as PyObject);
		return own === null ? `${typeNameOf(object.type as PyType)}#${number}` : this.of(object);
	}

	/** The name of an object. Runs no Python code. */
	of(object: HeapObject): string {
		let name = this.given.get(object);
		if (name === undefined) {
			name = this.make(object as PyObject);
			this.given.set(object, name);
		}
		return name;
	}

	private make(object: PyObject): string {
		const own = ownName(object);
		if (own !== null) return own.unique ? own.text : this.numbered(own.text);
		const type = typeNameOf(object.type);
		return `${type}#${this.numberOf(object) || this.nextNumber(type)}`;
	}

	/** `text`, `text#2`, `text#3` … */
	private numbered(text: string): string {
		const number = this.nextNumber(text);
		return number === 1 ? text : `${text}#${number}`;
	}
}

const SINGLETONS: ReadonlyMap<string, string> = new Map([
	["NoneType", "None"],
	["NotImplementedType", "NotImplemented"],
	["ellipsis", "Ellipsis"],
]);

/** What tells the object by itself; `unique`: no two things that a person would tell apart are called so. */
function ownName(object: PyObject): { text: string; unique: boolean } | null {
	if (isModule(object)) return { text: `module \`${moduleName(object)}\``, unique: false };
	if (isType(object)) return { text: `class \`${typeNameOf(object)}\``, unique: false };
	if (isFunction(object)) return { text: `function \`${object.qualname.value}\``, unique: false };
	if (isCode(object)) return { text: `code of \`${object.qualname.value}\``, unique: false };
	if (object instanceof PyGenerator) return { text: `${object.type.name} \`${object.qualname.value}\``, unique: false };
	if (SINGLETONS.has(object.type.name)) return { text: SINGLETONS.get(object.type.name)!, unique: true };
	if (isInt(object) && object.type === BoolType) return { text: object.value === 0 ? "False" : "True", unique: true };
	if (object.type.name.endsWith("_lru_cache_wrapper")) return { text: `lru_cache of \`${wrappedName(object)}\``, unique: false };
	const callable = callableText(object);
	if (callable !== null) return { text: `${object instanceof PyMethod ? "bound method" : "built-in"} \`${callable}\``, unique: false };
	const short = describeObject.short(object);
	return short.startsWith("<") ? null : { text: `${object.type.name} ${short}`, unique: true };
}

/** The function that a wrapper such as lru_cache's was made for. */
function wrappedName(object: PyObject): string {
	const { dict } = object as PyObject & { dict: PyDict | null };
	const wrapped = dict === null ? null : dictGetStr(dict, internStr("__wrapped__"));
	return (wrapped === null ? null : callableText(wrapped)) ?? "?";
}

/** The text of a name that `traverse` gave as a key. */
export function keyText(key: unknown): string {
	if (typeof key === "string") return key;
	if (typeof key === "object" && key !== null && isStr(key as PyObject)) return (key as PyStr).value;
	return typeof key === "object" && key !== null ? describeObject.short(key as HeapObject) : String(key);
}
