// The struct of an exception instance. The exception types themselves are in exceptions.ts.
// Mirrors PyBaseExceptionObject (Include/cpython/pyerrors.h).

import { standAlone } from "../heap/header.ts";
import type { PyDict } from "./dict.ts";
import { PyGCObject, type PyObject, type PyType } from "./object.ts";
import type { PyTuple } from "./tuple.ts";

/** All references owned. */
export class PyBaseException extends PyGCObject {
	static {
		standAlone(PyBaseException);
	}

	dict: PyDict | null;
	args: PyTuple | null;
	notes: PyObject | null;
	traceback: PyObject | null;
	context: PyBaseException | null;
	cause: PyObject | null;
	suppressContext: boolean;

	constructor(type: PyType) {
		super(type);
		this.dict = null;
		this.args = null;
		this.notes = null;
		this.traceback = null;
		this.context = null;
		this.cause = null;
		this.suppressContext = false;
	}
}
