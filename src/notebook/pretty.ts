// The text of a displayed value: `repr` as IPython lays it out (`Out[n]:`).
//
// Containers are broken over lines at 79 columns, sets sorted, classes and functions shown by their full names, and an
// object with the default repr as `<__main__.A at 0x…>`, without "object". Everything else is `repr(o)`. Runs Python
// code (reprs, comparisons) and may raise. Read `prettyText` first. Behaves as IPython.lib.pretty.

import { addressOf } from "../heap/address.ts";
import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { binaryOp, call, getAttr, getItem, getIter, isCallable, iterNext, length, lookupAttr, repr } from "../objects/abstract.ts";
import { caught, clearException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { exceptionTypes } from "../objects/errors.ts";
import { newBool } from "../objects/bool.ts";
import { BuiltinFunctionType } from "../objects/builtinFunction.ts";
import { dictGet, dictGetStr, DictType, type PyDict } from "../objects/dict.ts";
import { FunctionType } from "../objects/function.ts";
import { FloatType } from "../objects/float.ts";
import { IntType } from "../objects/int.ts";
import { listSort, ListType, newList, type PyList } from "../objects/list.ts";
import { MappingProxyType } from "../objects/mappingproxy.ts";
import { NamespaceType } from "../objects/namespace.ts";
import { isInstanceOf, ObjectType, type PyObject, PyType, TypeType } from "../objects/object.ts";
import { FrozensetType, SetType } from "../objects/set.ts";
import { internStr, isStr, newStr, type PyStr, StrType } from "../objects/str.ts";
import { SuperType } from "../objects/super.ts";
import { type PyTuple, TupleType } from "../objects/tuple.ts";
import { Layout } from "./layout.ts";
import { newPrinter } from "./printer.ts";
import { signatureText } from "./signature.ts";

const MAX_WIDTH = 79;
const MAX_SEQUENCE = 1000;

export interface PrettyOptions {
	readonly maxWidth?: number;
	readonly maxSequence?: number;
	/** How floats are written, as the left side of `%`; null for their repr. */
	readonly floatFormat?: string | null;
	/** `{class: function(object, printer, cycle)}`, what the program has registered. */
	readonly printers?: PyDict | null;
}

type Printer = (p: Pretty, object: PyObject, cycle: boolean) => void;

/** The text that IPython displays for an object. Borrows it. */
export function prettyText(object: PyObject, options: PrettyOptions = {}): string {
	const pretty = new Pretty(options);
	pretty.print(object);
	return pretty.layout.finish();
}

export class Pretty {
	readonly options: PrettyOptions;
	readonly maxWidth: number;
	readonly maxSequence: number;
	readonly layout: Layout;
	private readonly path: PyObject[] = [];

	constructor(options: PrettyOptions = {}) {
		this.options = options;
		this.maxWidth = options.maxWidth ?? MAX_WIDTH;
		this.maxSequence = options.maxSequence ?? MAX_SEQUENCE;
		this.layout = new Layout(this.maxWidth);
	}

	/** Prints an object as part of what is being printed. Borrows it. May run Python code and raise. */
	print(object: PyObject): void {
		const cycle = this.path.includes(object);
		const { length } = this.path;
		this.path.push(object);
		this.layout.beginGroup();
		try {
			printObject(this, object, cycle);
		} finally {
			this.layout.endGroup();
			this.path.length = length;
		}
	}
}

const NB_REMAINDER = 6;

let printers: Map<PyType, Printer> | null = null;

function typePrinters(): Map<PyType, Printer> {
	printers ??= new Map<PyType, Printer>([
		[IntType, printRepr],
		[FloatType, printRepr],
		[StrType, printRepr],
		[TupleType, sequencePrinter("(", ")")],
		[ListType, sequencePrinter("[", "]")],
		[DictType, mappingPrinter("{", "}")],
		[MappingProxyType, mappingPrinter("mappingproxy({", "})")],
		[SetType, setPrinter("{", "}")],
		[FrozensetType, setPrinter("frozenset({", "})")],
		[SuperType, printSuper],
		[TypeType, printType],
		[FunctionType, printFunction],
		[BuiltinFunctionType, printFunction],
		[NamespaceType, printNamespace],
		[exceptionTypes["BaseException"]!, printException],
	]);
	return printers;
}

/** Printers of types that are known by module and name only. */
const namedPrinters: { readonly [name: string]: Printer } = {
	"collections.defaultdict": (p, o, cycle) => printCall(p, o, cycle, () => [attribute(o, "default_factory"), callType(DictType, o)]),
	"collections.OrderedDict": (p, o, cycle) => printCall(p, o, cycle, () => (length(o) > 0 ? [itemsList(o)] : [])),
	"collections.deque": printDeque,
	"collections.Counter": (p, o, cycle) => printCall(p, o, cycle, () => (length(o) > 0 ? [callType(DictType, o)] : [])),
	"collections.UserList": (p, o, cycle) => printCall(p, o, cycle, () => [attribute(o, "data")]),
};

/** By the first class of the object that has a printer registered, one here, `_repr_pretty_`, or a repr of its own. */
function printObject(p: Pretty, object: PyObject, cycle: boolean): void {
	const { printers } = p.options;
	for (const type of classOf(object).mro!.items as readonly PyObject[] as readonly PyType[]) {
		const registered = printers ? dictGet(printers, type) : null;
		if (registered !== null) return printBy(p, registered, object, cycle);
		if (type === FloatType && p.options.floatFormat) return printFloat(p, p.options.floatFormat, object);
		const printer = typePrinters().get(type) ?? namedPrinters[namedKey(type)];
		if (printer !== undefined) return printer(p, object, cycle);
		const method = dictGetStr(type.dict!, internStr("_repr_pretty_"));
		if (method !== null && isCallable(method)) return printBy(p, method, object, cycle);
		if (type !== ObjectType && dictGetStr(type.dict!, internStr("__repr__")) !== null) return printRepr(p, object);
	}
	printDefault(p, object, cycle);
}

/** `object.__class__`, which a proxy has from what it stands for. Borrowed. */
function classOf(object: PyObject): PyType {
	const type = safeAttribute(object, "__class__");
	if (type === null) return object.type;
	decref(type);
	return type instanceof PyType ? type : object.type;
}

/** Calls a program's own printer: a registered function, or `_repr_pretty_`. */
function printBy(p: Pretty, method: PyObject, object: PyObject, cycle: boolean): void {
	const held = hold(incref(method), "printer of a class");
	const printer = hold(newPrinter(p), "printer");
	decref(call(held, [object, printer, newBool(cycle)]));
	drop(printer);
	drop(held);
}

function printFloat(p: Pretty, format: string, object: PyObject): void {
	const text = hold(newStr(format), "float format");
	const shown = dropKeeping(text, binaryOp(NB_REMAINDER, text, object));
	p.layout.text(isStr(shown) ? shown.value : "");
	decref(shown);
}

/** `module.name`, but only for types that could be in the table: others need no look at their module. */
function namedKey(type: PyType): string {
	const name = type.heap?.name.value ?? type.name;
	return name.startsWith("collections.")
		? name
		: `collections.${name}` in namedPrinters && moduleOf(type) === "collections"
			? `collections.${name}`
			: "";
}

function moduleOf(type: PyType): string | null {
	const module = safeAttribute(type, "__module__");
	if (module === null) return null;
	const text = isStr(module) ? module.value : null;
	decref(module);
	return text;
}

function safeAttribute(object: PyObject, name: string): Own<PyObject> | null {
	const since = mark();
	try {
		return lookupAttr(object, internStr(name));
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return null;
	}
}

function attribute(object: PyObject, name: string): Own<PyObject> {
	return getAttr(object, internStr(name));
}

function callType(type: PyType, argument: PyObject): Own<PyObject> {
	return call(type, [argument]);
}

function itemsList(mapping: PyObject): Own<PyObject> {
	const method = hold(attribute(mapping, "items"), "method items");
	const items = hold(call(method, []), "items");
	const list = callType(ListType, items);
	drop(items);
	drop(method);
	return list;
}

/** `repr(o)`, its own line breaks kept and indented. */
function printRepr(p: Pretty, object: PyObject): void {
	const text = repr(object);
	const lines = text.value.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
	decref(text);
	if (lines.length > 1 && lines.at(-1) === "") lines.pop();
	p.layout.beginGroup();
	lines.forEach((line, i) => {
		if (i > 0) p.layout.hardBreak();
		p.layout.text(line);
	});
	p.layout.endGroup();
}

function printDefault(p: Pretty, object: PyObject, cycle: boolean): void {
	p.layout.beginGroup(1, "<");
	p.print(classOf(object));
	p.layout.text(` at 0x${addressOf(object).toString(16)}`);
	if (cycle) p.layout.text(" ...");
	p.layout.endGroup(1, ">");
}

/** Prints what `next` gives until it gives null, at most `maxSequence` of it. Each item is owned by this function meanwhile. */
function printItems(p: Pretty, next: () => Own<PyObject> | null, printItem: (item: PyObject) => void): void {
	for (let i = 0; ; i++) {
		const item = next();
		if (item === null) return;
		hold(item, "item being displayed");
		if (i > 0) {
			p.layout.text(",");
			p.layout.breakable();
		}
		if (i < p.maxSequence) printItem(item);
		else p.layout.text("...");
		drop(item);
		if (i >= p.maxSequence) return;
	}
}

function printIterable(p: Pretty, iterable: PyObject, printItem: (item: PyObject) => void): void {
	const iterator = hold(getIter(iterable), "iterator of what is displayed");
	printItems(p, () => iterNext(iterator), printItem);
	drop(iterator);
}

function sequencePrinter(opening: string, closing: string): Printer {
	return (p, object, cycle) => {
		if (cycle) return p.layout.text(`${opening}...${closing}`);
		p.layout.beginGroup(opening.length, opening);
		printIterable(p, object, (item) => p.print(item));
		if (isInstanceOf(object, TupleType) && (object as PyTuple).items.length === 1) p.layout.text(",");
		p.layout.endGroup(opening.length, closing);
	};
}

function mappingPrinter(opening: string, closing: string): Printer {
	return (p, object, cycle) => {
		if (cycle) return p.layout.text("{...}");
		p.layout.beginGroup(opening.length, opening);
		const method = hold(attribute(object, "keys"), "method keys");
		const keys = hold(call(method, []), "keys");
		printIterable(p, keys, (key) => {
			p.print(key);
			p.layout.text(": ");
			const value = hold(getItem(object, key), "value being displayed");
			p.print(value);
			drop(value);
		});
		drop(keys);
		drop(method);
		p.layout.endGroup(opening.length, closing);
	};
}

function setPrinter(opening: string, closing: string): Printer {
	return (p, object, cycle) => {
		if (cycle) return p.layout.text(`${opening}...${closing}`);
		const size = length(object);
		if (size === 0) return p.layout.text(`${typeName(object.type)}()`);
		p.layout.beginGroup(opening.length, opening);
		const items = hold(size < p.maxSequence ? sortedItems(object) : incref(object), "items in order");
		printIterable(p, items, (item) => p.print(item));
		drop(items);
		p.layout.endGroup(opening.length, closing);
	};
}

/** Sorted by value, else by text, else as they come. */
function sortedItems(object: PyObject): Own<PyObject> {
	const list = hold(callType(ListType, object) as Own<PyList>, "items to sort");
	for (const key of [null, StrType]) {
		const copy = hold(newList(list.items.map((item) => incref(item))), "items being sorted");
		if (sorts(copy, key)) {
			const sorted = incref(copy);
			drop(copy);
			drop(list);
			return sorted;
		}
		drop(copy);
	}
	const unsorted = incref(list);
	drop(list);
	return unsorted;
}

function sorts(list: PyList, key: PyObject | null): boolean {
	const since = mark();
	try {
		listSort(list, key, false);
		return true;
	} catch (thrown) {
		caught(thrown, since);
		clearException();
		return false;
	}
}

function printSuper(p: Pretty, object: PyObject): void {
	p.layout.beginGroup(8, "<super: ");
	for (const name of ["__thisclass__", "__self__"]) {
		if (name === "__self__") {
			p.layout.text(",");
			p.layout.breakable();
		}
		const part = hold(attribute(object, name), "part of the super object");
		p.print(part);
		drop(part);
	}
	p.layout.endGroup(8, ">");
}

function typeName(type: PyType): string {
	return type.heap?.name.value ?? type.name.slice(type.name.lastIndexOf(".") + 1);
}

function printType(p: Pretty, object: PyObject): void {
	const metaclass = (object.type.mro!.items as readonly PyObject[] as readonly PyType[]).find(
		(type) => dictGetStr(type.dict!, internStr("__repr__")) !== null,
	);
	if (metaclass !== TypeType) return printRepr(p, object);
	const type = object as PyType;
	const module = moduleOf(type);
	const name = type.heap?.qualname.value ?? typeName(type);
	p.layout.text(module === null || module === "builtins" ? name : `${module}.${name}`);
}

function printFunction(p: Pretty, object: PyObject): void {
	const name = textAttribute(object, "__qualname__") ?? textAttribute(object, "__name__") ?? "?";
	const module = textAttribute(object, "__module__");
	const full = module === null || module === "builtins" ? name : `${module}.${name}`;
	p.layout.text(`<function ${full}${signatureText(object) ?? ""}>`);
}

function textAttribute(object: PyObject, name: string): string | null {
	const value = safeAttribute(object, name);
	if (value === null) return null;
	const text = isStr(value) ? value.value : null;
	decref(value);
	return text;
}

function printException(p: Pretty, object: PyObject, cycle: boolean): void {
	const module = moduleOf(object.type);
	const name = object.type.heap?.qualname.value ?? typeName(object.type);
	const full = module === "builtins" || module === null ? name : `${module}.${name}`;
	if (cycle) return p.layout.text(`${full}(...)`);
	printArguments(
		p,
		full,
		[...((object as PyBaseException).args?.items ?? [])].map((argument) => [null, incref(argument)]),
	);
}

function printNamespace(p: Pretty, object: PyObject, cycle: boolean): void {
	if (cycle) return p.layout.text("namespace(...)");
	const dict = hold(attribute(object, "__dict__"), "namespace's dictionary");
	const items = hold(itemsList(dict) as Own<PyList>, "namespace's items");
	const pairs = items.items.map((pair) => (pair as PyTuple).items);
	printArguments(
		p,
		"namespace",
		pairs.map(([name, value]) => [(name as PyStr).value, incref(value!)]),
	);
	drop(items);
	drop(dict);
}

/** `Name(argument, …)` for containers that show themselves as a call. `make` gives owned arguments. */
function printCall(p: Pretty, object: PyObject, cycle: boolean, make: () => Own<PyObject>[]): void {
	const name = typeName(object.type);
	if (cycle) return p.layout.text(`${name}(...)`);
	printArguments(
		p,
		name,
		make().map((argument) => [null, argument]),
	);
}

function printDeque(p: Pretty, object: PyObject, cycle: boolean): void {
	if (cycle) return p.layout.text("deque(...)");
	const list = callType(ListType, object);
	hold(list, "items of the deque");
	const maxlen = attribute(object, "maxlen");
	const bounded = isInstanceOf(maxlen, IntType);
	const listArgument: Argument = [null, incref(list)];
	drop(list);
	if (!bounded) decref(maxlen);
	printArguments(p, typeName(object.type), bounded ? [listArgument, ["maxlen", maxlen]] : [listArgument]);
}

type Argument = readonly [name: string | null, value: Own<PyObject>];

/** Steals the values. */
function printArguments(p: Pretty, name: string, args: readonly Argument[]): void {
	for (const [, value] of args) hold(value, "argument being displayed");
	p.layout.beginGroup(name.length + 1, `${name}(`);
	args.forEach(([keyword, value], i) => {
		if (i > 0) {
			p.layout.text(",");
			p.layout.breakable();
		}
		if (keyword === null) return p.print(value);
		p.layout.beginGroup(keyword.length + 1, `${keyword}=`);
		p.print(value);
		p.layout.endGroup(keyword.length + 1);
	});
	p.layout.endGroup(name.length + 1, ")");
	for (const [, value] of args.toReversed()) drop(value);
}
