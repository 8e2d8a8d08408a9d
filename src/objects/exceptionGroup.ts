// BaseExceptionGroup and ExceptionGroup: exceptions that hold exceptions, and what `except*` does with them.
// Read `splitRecursive` first. Mirrors Objects/exceptions.c.

import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import { decref, decrefBoth, incref } from "../heap/refcount.ts";
import { callMethod, callOneArg, callTuple, isTrue, lookupAttr, repr, sequenceList, sequenceTuple, setAttr, str } from "./abstract.ts";
import { def } from "./args.ts";
import { dictSetStr, newDict, type PyDict } from "./dict.ts";
import { exceptionTypes, typeError, valueError } from "./errors.ts";
import { PyBaseException } from "./exception.ts";
import {
	BASE_EXCEPTION_SIZE,
	BaseExceptionType,
	baseExceptionInit,
	baseExceptionNew,
	defineException,
	givenExceptionMatches,
	isException,
	isExceptionClass,
	setCause,
	setContextOf,
	setTraceback,
	structSlots,
} from "./exceptions.ts";
import { isSubtype, type PyObject, type PyType, TPFLAGS_TUPLE_SUBCLASS, TPFLAGS_TYPE_SUBCLASS, TypeType } from "./object.ts";
import { isList, listAppend, listAppendSteal, ListType, newList, type PyList } from "./list.ts";
import { newGenericAlias } from "./genericalias.ts";
import { newNone, None } from "./singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "./str.ts";
import { newTuple, type PyTuple, tupleOf, TupleType } from "./tuple.ts";

export class PyBaseExceptionGroup extends PyBaseException {
	msg: PyObject | null;
	excs: PyTuple | null;
	/** How the sequence that was given is shown, if it is neither a list nor a tuple. */
	shown: PyObject | null;
	constructor(type: PyType) {
		super(type);
		this.msg = null;
		this.excs = null;
		this.shown = null;
	}
}

/** Made at start, since it has two bases; held here. */
let exceptionGroupType: PyType | null = null;
registerRoots("exception types", (visit) => {
	if (exceptionGroupType !== null) visit(exceptionGroupType, "ExceptionGroup");
});

/** Makes `ExceptionGroup(BaseExceptionGroup, Exception)`. To be called once, when types can be made. */
export function initExceptionGroup(): void {
	if (exceptionGroupType !== null) return;
	const dict = hold(newDict(), "namespace of ExceptionGroup");
	dictSetStr(dict, internStr("__module__"), internStr("builtins"));
	dictSetStr(dict, internStr("__doc__"), None);
	const bases = hold(tupleOf(BaseExceptionGroupType, exceptionTypes.Exception!), "bases of ExceptionGroup");
	const args = hold(tupleOf(internStr("ExceptionGroup"), bases, dict), "arguments of type");
	exceptionGroupType = callTuple(TypeType, args, null) as Own<PyType>;
	exceptionTypes.ExceptionGroup = exceptionGroupType;
	drop(args);
	drop(bases);
	drop(dict);
}

export function isExceptionGroup(o: PyObject): o is PyBaseExceptionGroup {
	return isSubtype(o.type, BaseExceptionGroupType);
}

function isPlainException(o: PyObject): boolean {
	return isSubtype(o.type, exceptionTypes.Exception!);
}

function checkGroupArguments(args: PyTuple): void {
	const given = args.items.length;
	if (given !== 2) typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${given} given)`);
	const message = args.items[0]!;
	if (!isStr(message))
		typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${message === None ? "None" : message.type.name}`);
	const { sqItem } = args.items[1]!.type;
	if (sqItem === null) typeError("second argument (exceptions) must be a sequence");
}

function checkedExceptions(sequence: PyObject): Own<PyTuple> {
	const excs = sequenceTuple(sequence);
	if (excs.items.length === 0) {
		decref(excs);
		valueError("second argument (exceptions) must be a non-empty sequence");
	}
	hold(excs, "exceptions of the group");
	excs.items.forEach((exc, i) => {
		if (!isException(exc)) valueError(`Item ${i} of second argument (exceptions) is not an exception`);
	});
	return take(excs);
}

/** Which class the group gets: BaseExceptionGroup gives way to ExceptionGroup when it can. */
function groupClass(cls: PyType, excs: PyTuple): PyType {
	const nestsBase = !excs.items.every(isPlainException);
	if (cls === exceptionGroupType) {
		if (nestsBase) typeError("Cannot nest BaseExceptions in an ExceptionGroup");
	} else if (cls === BaseExceptionGroupType) {
		if (!nestsBase) return exceptionGroupType!;
	} else if (nestsBase && isSubtype(cls, exceptionTypes.Exception!)) {
		typeError(`Cannot nest BaseExceptions in '${cls.name}'`);
	}
	return cls;
}

function groupNew(type: PyType, args: PyTuple, kwargs: PyDict | null): Own<PyObject> {
	checkGroupArguments(args);
	const excs = hold(checkedExceptions(args.items[1]!), "exceptions of the group");
	const cls = groupClass(type, excs);
	const sequence = args.items[1]!;
	const isPlain = sequence.type === ListType || sequence.type === TupleType;
	const shown = isPlain ? null : hold(repr(sequence), "how the sequence is shown");
	const self = baseExceptionNew(cls, args, kwargs) as Own<PyBaseExceptionGroup>;
	self.msg = incref(args.items[0]!);
	if (shown !== null) self.shown = take(shown);
	self.excs = take(excs);
	return self;
}

/** The exceptions as they were given, whatever has become of the arguments. */
function groupRepr(self: PyBaseExceptionGroup): Own<PyObject> {
	const sequence = (self.args as PyTuple | null)?.items[1];
	const asList = self.shown === null && sequence !== undefined && isList(sequence);
	const list = asList ? hold<PyObject>(sequenceList(self.excs!), "exceptions shown") : null;
	const exceptions = hold<PyObject>(self.shown === null ? repr(list ?? self.excs!) : incref(self.shown), "text of the exceptions");
	const message = hold(repr(self.msg!), "text of the message");
	const name = self.type.name.slice(self.type.name.lastIndexOf(".") + 1);
	const result = newStr(`${name}(${message.value}, ${(exceptions as PyStr).value})`);
	const left = dropKeeping(exceptions, dropKeeping(message, result));
	return list === null ? left : dropKeeping(list, left);
}

function groupStr(self: PyBaseExceptionGroup): Own<PyObject> {
	const message = str(self.msg!);
	const count = self.excs!.items.length;
	const text = `${message.value} (${count} sub-exception${count > 1 ? "s" : ""})`;
	decref(message);
	return newStr(text);
}

function derive(self: PyBaseExceptionGroup, excs: PyObject): Own<PyObject> {
	return createExceptionGroup(self.msg!, excs);
}

/** `BaseExceptionGroup(message, excs)`. Borrows both. */
function createExceptionGroup(message: PyObject, excs: PyObject): Own<PyObject> {
	const args = hold(tupleOf(message, excs), "arguments of a new exception group");
	const group = callTuple(BaseExceptionGroupType, args, null);
	drop(args);
	return group;
}

/** A group like `original` of some of its exceptions; null for none. */
function subset(original: PyBaseExceptionGroup, excs: PyList): Own<PyObject> | null {
	if (excs.items.length === 0) return null;
	const group = hold(callMethod(original, internStr("derive"), [excs]), "derived exception group");
	if (!isExceptionGroup(group)) typeError("derive must return an instance of BaseExceptionGroup");
	copyMetadata(original, group as PyBaseExceptionGroup);
	return take(group);
}

function copyMetadata(from: PyBaseExceptionGroup, to: PyBaseExceptionGroup): void {
	setTraceback(to, from.traceback ?? None);
	setContextOf(to, from.context);
	setCause(to, from.cause);
	// To set a cause, even none, suppresses the context.
	to.suppressContext = true;
	const name = internStr("__notes__");
	const notes = lookupAttr(from, name);
	if (notes === null) return;
	hold(notes, "notes of the group");
	if (notes.type.sqItem !== null) {
		const copy = hold(sequenceList(notes), "copy of the notes");
		setAttr(to, name, copy);
		drop(copy);
	}
	drop(notes);
}

type Matcher = (exception: PyBaseException) => boolean;

function matcherFor(condition: PyObject): Matcher {
	const isType = (condition.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
	if (!isType && (condition.type.call !== null || condition.type.vectorcall !== null)) return (exception) => holdsFor(condition, exception);
	const classes = (condition.type.typeFlags & TPFLAGS_TUPLE_SUBCLASS) !== 0 ? (condition as PyTuple).items : [condition];
	if (!classes.every(isExceptionClass)) {
		typeError("expected an exception type, a tuple of exception types, or a callable (other than a class)");
	}
	return (exception) => givenExceptionMatches(exception, condition);
}

function holdsFor(predicate: PyObject, exception: PyObject): boolean {
	const answer = hold(callOneArg(predicate, exception), "answer of the predicate");
	const holds = isTrue(answer);
	drop(answer);
	return holds;
}

interface Split {
	match: Own<PyObject> | null;
	rest: Own<PyObject> | null;
}

/** Divides an exception into what matches and, if asked for, the rest; new references. May run Python code. */
function splitRecursive(exception: PyBaseException, matches: Matcher, wantRest: boolean): Split {
	if (matches(exception)) return { match: incref(exception), rest: null };
	if (!isExceptionGroup(exception)) return { match: null, rest: wantRest ? incref(exception) : null };
	const match = hold(newList([]), "matching exceptions");
	const rest = wantRest ? hold(newList([]), "other exceptions") : null;
	for (const inner of exception.excs!.items) {
		const part = splitRecursive(inner as PyBaseException, matches, wantRest);
		if (part.match !== null) listAppendSteal(match, part.match);
		if (part.rest !== null) listAppendSteal(rest!, part.rest);
	}
	const matched = subset(exception, match);
	if (rest === null) return { match: dropKeeping(match, matched), rest: null };
	if (matched !== null) hold(matched, "matching part of the group");
	const others = subset(exception, rest);
	if (matched !== null) take(matched);
	dropLists(match, rest, [matched, others]);
	return { match: matched, rest: others };
}

/** Drops two lists, `second` held last, first to last, while results wait in their place. */
function dropLists(first: PyList, second: PyList, results: readonly (Own<PyObject> | null)[]): void {
	take(second);
	take(first);
	const waiting = results.filter((result) => result !== null);
	for (const result of waiting) hold(result, "result");
	decrefBoth(first, second);
	for (const result of waiting.reverse()) take(result);
}

/** `split`: what matches and the rest. Used by `except*` too. */
export function exceptionGroupSplit(self: PyBaseExceptionGroup, condition: PyObject): Own<PyObject> {
	const { match, rest } = splitRecursive(self, matcherFor(condition), true);
	return newTuple([match ?? newNone(), rest ?? newNone()]);
}

function subgroup(self: PyBaseExceptionGroup, condition: PyObject): Own<PyObject> {
	return splitRecursive(self, matcherFor(condition), false).match ?? newNone();
}

export const BaseExceptionGroupType: PyType = defineException(
	"BaseExceptionGroup",
	BaseExceptionType,
	"A combination of multiple unrelated exceptions.",
	{
		basicsize: BASE_EXCEPTION_SIZE + 16,
		alloc: (type) => own(new PyBaseExceptionGroup(type)),
		new: groupNew,
		init: (self, args, kwargs) => baseExceptionInit(self, args, kwargs),
		str: groupStr,
		repr: groupRepr,
		...structSlots([
			["msg", "message"],
			["excs", "exceptions"],
			["shown", "text of the exceptions as given"],
		]),
		methods: [
			def("__class_getitem__", "($type, object, /)", "See PEP 585", (cls, item) => newGenericAlias(cls, item), "class"),
			def("derive", "($self, excs, /)", null, derive),
			def("split", "($self, matcher_value, /)", null, exceptionGroupSplit),
			def("subgroup", "($self, matcher_value, /)", null, subgroup),
		],
		members: [
			{ name: "message", field: "msg", readonly: true, doc: "exception message" },
			{ name: "exceptions", field: "excs", readonly: true, doc: "nested exceptions" },
		],
	},
);

function sameMetadata(a: PyBaseException, b: PyBaseException): boolean {
	return a.notes === b.notes && a.traceback === b.traceback && a.cause === b.cause && a.context === b.context;
}

function collectLeaves(exception: PyObject, leaves: Set<PyObject>): void {
	if (exception === None) return;
	if (isExceptionGroup(exception)) for (const inner of exception.excs!.items) collectLeaves(inner, leaves);
	else leaves.add(exception);
}

/** The part of `group` whose leaves occur in `keep`; null for none. New. */
function projection(group: PyBaseExceptionGroup, keep: readonly PyObject[]): Own<PyObject> | null {
	const leaves = new Set<PyObject>();
	for (const exception of keep) collectLeaves(exception, leaves);
	return splitRecursive(group, (exception) => !isExceptionGroup(exception) && leaves.has(exception), false).match;
}

/**
 * What is raised after the `except*` clauses: `results` are the exceptions that they raised, None where none, the
 * unhandled rest last. New; None for nothing. Borrows. Source: `_PyExc_PrepReraiseStar`.
 */
export function prepReraiseStar(original: PyBaseException, results: readonly PyObject[]): Own<PyObject> {
	if (results.length === 0) return newNone();
	if (!isExceptionGroup(original)) return incref(results[0]!);
	const raised = hold(newList([]), "exceptions that were raised");
	const reraised = hold(newList([]), "exceptions that were raised again");
	for (const exception of results)
		if (exception !== None) listAppend(sameMetadata(exception as PyBaseException, original) ? reraised : raised, exception);
	const again = projection(original, reraised.items) ?? newNone();
	if (raised.items.length === 0) {
		dropLists(raised, reraised, [again]);
		return again;
	}
	if (again === None) decref(again);
	else listAppendSteal(raised, again);
	const result = raised.items.length > 1 ? createExceptionGroup(newStr(""), raised) : incref(raised.items[0]!);
	dropLists(raised, reraised, [result]);
	return result;
}
