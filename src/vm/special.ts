// `with` statements: finding `__enter__` and `__exit__`, and calling the latter with an exception.
// Mirrors LOAD_SPECIAL and WITH_EXCEPT_START of Python/bytecodes.c and the messages of Python/ceval.c.

import { lookupSpecialMethod, methodIsUnbound, call } from "../objects/abstract.ts";
import { typeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr } from "../objects/str.ts";
import { typeLookup } from "../objects/typeCache.ts";
import { fullyQualifiedName } from "../objects/typeNames.ts";
import { peek, push, replaceInputs } from "./stack.ts";
import { hold, dropKeeping } from "../heap/handles.ts";
import { incref } from "../heap/hotCount.ts";

const NAMES = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

/** LOAD_SPECIAL: (self -- method, self_or_null) */
export function loadSpecial(frame: Frame, oparg: number): void {
	const owner = peek(frame, 1);
	const method = lookupSpecialMethod(owner, internStr(NAMES[oparg]!));
	if (method === null) return missingSpecial(owner, oparg);
	const unbound = methodIsUnbound;
	const i = frame.sp - 1;
	if (!unbound) {
		replaceInputs(frame, 1, method);
		push(frame, null);
		return;
	}
	frame.stack[frame.sp] = owner;
	frame.marks[frame.sp++] = frame.marks[i];
	frame.stack[i] = method;
	frame.marks[i] = 1;
}

/** A plain `with` on what only `async with` takes, and the reverse, gets a hint. */
function missingSpecial(owner: PyObject, which: number): never {
	const type = owner.type;
	const isAsync = which >= 2;
	const kind = isAsync ? "asynchronous context manager" : "context manager";
	const message = `'${fullyQualifiedName(type)}' object does not support the ${kind} protocol (missed ${NAMES[which]} method)`;
	const [enter, exit] = isAsync ? [NAMES[0]!, NAMES[1]!] : [NAMES[2]!, NAMES[3]!];
	const other = typeLookup(type, internStr(enter)) !== null && typeLookup(type, internStr(exit)) !== null;
	if (!other) return typeError(message);
	return typeError(
		`${message} but it supports the ${isAsync ? "context manager" : "asynchronous context manager"} protocol. Did you mean to use '${isAsync ? "with" : "async with"}'?`,
	);
}

/** WITH_EXCEPT_START: (exit_func, exit_self, lasti, prev_exc, exc -- …, res) */
export function withExceptStart(frame: Frame): void {
	const exception = peek(frame, 1) as unknown as PyBaseException;
	const self = frame.stack[frame.sp - 4];
	const traceback = exception.traceback ?? None;
	if (traceback !== None) hold(incref(traceback), "traceback");
	const args = [exception.type, exception, traceback];
	const result = call(peek(frame, 5), self === null ? args : [self, ...args], null);
	push(frame, traceback === None ? result : dropKeeping(traceback, result));
}
