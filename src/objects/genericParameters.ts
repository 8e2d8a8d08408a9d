// Type parameters of generic aliases and unions: which are free, putting arguments in their places, and how aliases are
// written. Mirrors _Py_make_parameters, _Py_subs_parameters and ga_repr (Objects/genericaliasobject.c).

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { lookupAttr } from "./abstractAttr.ts";
import { call, callOneArg } from "./abstractCall.ts";
import { isType } from "./abstractClass.ts";
import { isTrue, repr, str } from "./abstractObject.ts";
import { getItem } from "./abstractSequence.ts";
import { indexError, typeError } from "./errors.ts";
import { reprText } from "./exceptions.ts";
import { isList, listAppend, listAsTuple, newList, type PyList } from "./list.ts";
import type { PyObject } from "./object.ts";
import { Ellipsis, None, NoneType } from "./singletons.ts";
import { internStr } from "./str.ts";
import { fullyQualifiedName } from "./typeNames.ts";
import { isTuple, newTuple, type PyTuple } from "./tuple.ts";

/** How a type argument is written. Runs Python code. */
export function argumentText(object: PyObject): string {
	if (object === NoneType) return "None";
	if (object === Ellipsis) return "...";
	if (!hasAttribute(object, "__origin__") || !hasAttribute(object, "__args__")) {
		const qualname = attributeText(object, "__qualname__");
		const module = qualname === null ? null : attributeText(object, "__module__");
		if (module !== null) return module === "builtins" ? qualname! : `${module}.${qualname}`;
	}
	const shown = hold(repr(object), "repr of the argument");
	const text = shown.value;
	drop(shown);
	return text;
}

/** An attribute's `str()`; null without one or if it is None. */
function attributeText(object: PyObject, name: string): string | null {
	const found = lookupAttr(object, internStr(name));
	if (found === null) return null;
	hold(found, name);
	const shown = found === None ? null : hold(str(found), `text of ${name}`);
	const text = shown === null ? null : shown.value;
	if (shown !== null) drop(shown);
	drop(found);
	return text;
}

function hasAttribute(object: PyObject, name: string): boolean {
	const found = lookupAttr(object, internStr(name));
	if (found === null) return false;
	hold(found, name);
	drop(found);
	return true;
}

/** Raises IndexError if what runs for the texts shortens the list. */
function listText(list: PyList): string {
	const texts: string[] = [];
	const count = list.items.length;
	for (let i = 0; i < count; i++) {
		if (i >= list.items.length) indexError("list index out of range");
		const item = hold(incref(list.items[i]!), "argument");
		texts.push(argumentText(item));
		drop(item);
	}
	return `[${texts.join(", ")}]`;
}

export function aliasText(origin: PyObject, args: PyTuple, starred: boolean): string {
	const texts = args.items.map((arg) => (isList(arg) ? listText(arg) : argumentText(arg)));
	return `${starred ? "*" : ""}${argumentText(origin)}[${texts.length === 0 ? "()" : texts.join(", ")}]`;
}

/** The free type parameters among arguments, each once, in order. */
export function makeParameters(args: PyTuple): Own<PyTuple> {
	const found: PyObject[] = [];
	for (const arg of args.items) collectParameters(arg, found);
	return newTuple(found.map((parameter) => incref(parameter)));
}

function collectParameters(arg: PyObject, found: PyObject[]): void {
	if (isType(arg)) return;
	if (hasAttribute(arg, "__typing_subst__")) {
		if (!found.includes(arg)) found.push(arg);
		return;
	}
	if (isTuple(arg) || isList(arg)) {
		for (const each of arg.items) collectParameters(each, found);
		return;
	}
	const inner = lookupAttr(arg, internStr("__parameters__"));
	if (inner === null) return;
	hold(inner, "__parameters__");
	if (isTuple(inner)) for (const each of inner.items) if (!found.includes(each)) found.push(each);
	drop(inner);
}

/** New arguments, with the parameters replaced by the items of `item`. Raises TypeError. */
export function substituteParameters(self: PyObject, args: PyTuple, parameters: PyTuple, item: PyObject): Own<PyTuple> {
	if (parameters.items.length === 0) {
		const shown = hold(repr(self), "repr of the alias");
		return typeError(`${shown.value} is not a generic class`);
	}
	const given = hold(prepareItem(self, parameters, item), "arguments given");
	const values = isTuple(given) ? given.items : [given];
	if (values.length !== parameters.items.length) {
		const shown = hold(repr(self), "repr of the alias");
		const much = values.length > parameters.items.length ? "many" : "few";
		typeError(`Too ${much} arguments for ${shown.value}; actual ${values.length}, expected ${parameters.items.length}`);
	}
	return dropKeeping(given, substituteAll(args, parameters, values));
}

/** The items, a tuple; a parameter may want to change them first (`__typing_prepare_subst__`), to anything: that is one then. */
function prepareItem(self: PyObject, parameters: PyTuple, item: PyObject): Own<PyObject> {
	let items: PyObject = hold(unpackItems(isTuple(item) ? item.items : [item]), "arguments given");
	for (const parameter of parameters.items) {
		const prepare = lookupAttr(parameter, internStr("__typing_prepare_subst__"));
		if (prepare === null || prepare === None) continue;
		hold(prepare, "__typing_prepare_subst__");
		const prepared = dropKeeping(prepare, call(prepare, [self, items]));
		items = hold(dropKeeping(items, prepared), "arguments given");
	}
	return take(items);
}

/** The items, with those of `*tuple[int, str]` in its place. New. */
function unpackItems(items: readonly PyObject[]): Own<PyTuple> {
	const unpacked = hold(newList([]), "arguments given");
	for (const item of items) {
		const inner = isType(item) ? null : lookupAttr(item, internStr("__typing_unpacked_tuple_args__"));
		if (inner !== null) hold(inner, "unpacked arguments");
		const isFixed = inner !== null && isTuple(inner) && inner.items.at(-1) !== Ellipsis;
		for (const each of isFixed ? inner.items : [item]) listAppend(unpacked, each);
		if (inner !== null) drop(inner);
	}
	return dropKeeping(unpacked, listAsTuple(unpacked));
}

function substituteAll(args: PyTuple, parameters: PyTuple, values: readonly PyObject[]): Own<PyTuple> {
	const result = hold(newList([]), "arguments");
	for (const arg of args.items) {
		const replaced = hold(substituteOne(arg, parameters, values), "argument");
		if (!isUnpacked(arg)) listAppend(result, replaced);
		else if (isTuple(replaced)) for (const each of replaced.items) listAppend(result, each);
		else
			typeError(
				`expected __typing_subst__ of ${fullyQualifiedName(arg.type)} objects to return a tuple, not ${fullyQualifiedName(replaced.type)}`,
			);
		drop(replaced);
	}
	return dropKeeping(result, listAsTuple(result));
}

/** Whether an argument stands for several: `*Ts`. */
function isUnpacked(arg: PyObject): boolean {
	if (isType(arg)) return false;
	const flag = lookupAttr(arg, internStr("__typing_is_unpacked_typevartuple__"));
	if (flag === null) return false;
	hold(flag, "flag");
	const truth = isTrue(flag);
	drop(flag);
	return truth;
}

function substituteOne(arg: PyObject, parameters: PyTuple, values: readonly PyObject[]): Own<PyObject> {
	if (isType(arg)) return incref(arg);
	if (isTuple(arg)) return substituteAll(arg, parameters, values);
	if (isList(arg)) return substituteList(arg, parameters, values);
	const substitute = lookupAttr(arg, internStr("__typing_subst__"));
	if (substitute !== null) {
		hold(substitute, "__typing_subst__");
		return dropKeeping(substitute, callOneArg(substitute, valueOf(arg, parameters, values)));
	}
	return substituteInside(arg, parameters, values);
}

/** An argument may have become a parameter since the alias looked for them. */
function valueOf(parameter: PyObject, parameters: PyTuple, values: readonly PyObject[]): PyObject {
	const i = parameters.items.indexOf(parameter);
	return i >= 0 ? values[i]! : typeError(`${reprText(parameter)} not found in __parameters__`);
}

function substituteList(list: PyList, parameters: PyTuple, values: readonly PyObject[]): Own<PyObject> {
	const items = hold(listAsTuple(list), "items");
	const replaced = hold(substituteAll(items, parameters, values), "arguments");
	return dropKeeping(items, dropKeeping(replaced, newList(replaced.items.map((each) => incref(each)))));
}

/** An argument that is itself generic gets its own parameters' values. */
function substituteInside(arg: PyObject, parameters: PyTuple, values: readonly PyObject[]): Own<PyObject> {
	const inner = lookupAttr(arg, internStr("__parameters__"));
	if (inner === null) return incref(arg);
	hold(inner, "__parameters__");
	if (!isTuple(inner) || inner.items.length === 0) return dropKeeping(inner, incref(arg));
	const own = inner.items.flatMap((each) => {
		const i = parameters.items.indexOf(each);
		const value = i < 0 ? each : values[i]!;
		// What stands for a TypeVarTuple is several.
		return i >= 0 && each.type.iter !== null && isTuple(value) ? value.items : [value];
	});
	const item = hold(newTuple(own.map((each) => incref(each))), "arguments");
	return dropKeeping(inner, dropKeeping(item, getItem(arg, item)));
}
