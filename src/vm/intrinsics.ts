// CALL_INTRINSIC_1 and CALL_INTRINSIC_2. The typing ones are in objects/typevar.ts.
// Mirrors Python/intrinsics.c.

import { drop, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { callOneArg, unaryPositive } from "../objects/abstract.ts";
import { wrapAsyncGeneratorValue } from "../objects/asyncGenerator.ts";
import { dictGetStr } from "../objects/dict.ts";
import { errorHooks, exceptionTypes, notImplementedError, runtimeError } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { prepReraiseStar } from "../objects/exceptionGroup.ts";
import { givenExceptionMatches, setCause, setContextOf } from "../objects/exceptions.ts";
import { type PyFunction, setFunctionTypeParams } from "../objects/function.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { listAsTuple, type PyList } from "../objects/list.ts";
import type { PyObject } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { importStar } from "./import.ts";
import { peek, replaceInputs } from "./stack.ts";
import {
	makeParamSpec,
	makeTypeAlias,
	makeTypeVar,
	makeTypeVarTuple,
	setTypeParamDefault,
	subscriptGeneric,
	typeVarWithBound,
	typeVarWithConstraints,
} from "../objects/typevar.ts";

type Unary = (frame: Frame, value: PyObject) => Own<PyObject>;

/** INTRINSIC_PRINT: gives an expression statement's value to sys.displayhook. */
function printExpression(_frame: Frame, value: PyObject): Own<PyObject> {
	const found = dictGetStr(interpreter.sysDict!, internStr("displayhook"));
	if (found === null) runtimeError("lost sys.displayhook");
	const hook = hold(incref(found!), "sys.displayhook");
	const result = callOneArg(hook, value);
	drop(hook);
	return result;
}

/** A StopIteration that leaves a generator becomes a RuntimeError (PEP 479). */
function stopIterationError(frame: Frame, value: PyObject): Own<PyObject> {
	const flags = frame.code.codeFlags;
	const CO_COROUTINE = 0x80;
	const CO_ASYNC_GENERATOR = 0x200;
	let message: string | null = null;
	if (givenExceptionMatches(value, exceptionTypes.StopIteration!)) {
		message =
			(flags & CO_ASYNC_GENERATOR) !== 0
				? "async generator raised StopIteration"
				: (flags & CO_COROUTINE) !== 0
					? "coroutine raised StopIteration"
					: "generator raised StopIteration";
	} else if ((flags & CO_ASYNC_GENERATOR) !== 0 && givenExceptionMatches(value, exceptionTypes.StopAsyncIteration!)) {
		message = "async generator raised StopAsyncIteration";
	}
	if (message === null) return incref(value);
	const error = errorHooks.create(exceptionTypes.RuntimeError!, [message]);
	setCause(error, value);
	setContextOf(error, value as unknown as PyBaseException);
	return error;
}

const missing =
	(name: string): Unary =>
	() =>
		notImplementedError(name);

const unary: readonly Unary[] = [
	missing("intrinsic 0"),
	printExpression,
	(frame, value) => {
		importStar(frame, value);
		return own(None);
	},
	stopIterationError,
	(_frame, value) => wrapAsyncGeneratorValue(value),
	(_frame, value) => unaryPositive(value),
	(_frame, value) => listAsTuple(value as PyList),
	(_frame, value) => makeTypeVar(value),
	(_frame, value) => makeParamSpec(value),
	(_frame, value) => makeTypeVarTuple(value),
	(_frame, value) => subscriptGeneric(value),
	(_frame, value) => makeTypeAlias(value),
];

/** CALL_INTRINSIC_1: (value -- res) */
export function intrinsic1(frame: Frame, oparg: number): void {
	replaceInputs(frame, 1, unary[oparg]!(frame, peek(frame, 1)));
}

type Binary = (first: PyObject, second: PyObject) => Own<PyObject>;

const binary: readonly Binary[] = [
	() => notImplementedError("intrinsic 0"),
	(original, results) => prepReraiseStar(original as unknown as PyBaseException, (results as PyList).items),
	(name, bound) => typeVarWithBound(name, bound),
	(name, constraints) => typeVarWithConstraints(name, constraints),
	(func, params) => setFunctionTypeParams(func as PyFunction, params),
	(param, value) => setTypeParamDefault(param, value),
];

/** CALL_INTRINSIC_2: (value2, value1 -- res) */
export function intrinsic2(frame: Frame, oparg: number): void {
	replaceInputs(frame, 2, binary[oparg]!(peek(frame, 2), peek(frame, 1)));
}
