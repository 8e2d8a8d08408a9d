// Issuing warnings from native code. The module `_warnings` connects the hook; until then warnings vanish.
// Mirrors PyErr_WarnEx (Python/_warnings.c).

import { hold, mark, take } from "../heap/handles.ts";
import { own } from "../heap/header.ts";
import { caught, fetchException, setException, writeUnraisable } from "./errors.ts";
import type { PyObject } from "./object.ts";
import { thread } from "./state.ts";

export const warningHooks = {
	/** Warns in the name of the code `stacklevel` frames up. Raises if a filter makes an error of it; runs Python code. */
	warn: (_category: string, _message: string, _stacklevel: number, _source: PyObject | null): void => {},
};

/**
 * `category` is the name of a built-in warning ("DeprecationWarning"), `source` what it is about (borrowed). May raise; runs
 * Python code.
 */
export function warn(category: string, message: string, stacklevel = 1, source: PyObject | null = null): void {
	warningHooks.warn(category, message, stacklevel, source);
}

/** The same where nothing may be raised: an error that a filter makes of the warning is reported with `text`, as unraisable. */
export function warnWhileFinalizing(category: string, message: string, source: PyObject, text: () => string): void {
	withoutException(() => warn(category, message, 1, source), text);
}

/** Runs something while an exception may be in flight, which stays so; what is raised is reported as unraisable. */
export function withoutException(body: () => void, text: () => string): void {
	const pending = thread.currentException;
	thread.currentException = null;
	if (pending !== null) hold(own(pending), "exception in flight");
	const since = mark();
	try {
		body();
	} catch (thrown) {
		caught(thrown, since);
		const exception = hold(fetchException(), "exception to be reported");
		const message = text();
		setException(take(exception));
		writeUnraisable(message, null);
	}
	if (pending !== null) thread.currentException = take(pending);
}
