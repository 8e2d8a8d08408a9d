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

export class Names {
	private readonly given = new WeakMap<HeapObject, string>();
	/** How many names begin so. */
	private readonly counts = new Map<string, number>();

	/** The number that an object got at birth among those of its type. */
	private readonly numbers = new Map<HeapObject, number>();

	/** An object of the program is born: it gets the next number. Its fields are not set yet. */
	noteBirth(object: HeapObject): void {
		this.numbers.set(object, this.nextNumber(typeNameOf(object.type as PyType)));
	}

	/** The object is dead, and nobody will ask for its name. */
	forget(object: HeapObject): void {
		this.numbers.delete(object);
	}

	private nextNumber(text: string): number {
		const count = (this.counts.get(text) ?? 0) + 1;
		this.counts.set(text, count);
		return count;
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
		return `${type}#${this.numbers.get(object) ?? this.nextNumber(type)}`;
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
