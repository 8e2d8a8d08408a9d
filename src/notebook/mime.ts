// The representations of a displayed object by media type: text always, and what its `_repr_…_` methods give.
//
// Runs Python code (the object's methods). An error in one of them is shown and costs that representation only. The
// attributes are asked for in IPython's order, since a `__getattr__` can see it. Read `Formatter.format` first. Mirrors
// IPython's formatters.py.

import { drop, dropKeeping, hold, mark } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref } from "../heap/refcount.ts";
import { call, isCallable, lookupAttr } from "../objects/abstract.ts";
import { isBytes } from "../objects/bytes.ts";
import { dictGet, dictGetStr, dictLength, isDict, type PyDict } from "../objects/dict.ts";
import { caught, clearException, exceptionMatches, fetchException } from "../objects/errors.ts";
import type { PyBaseException } from "../objects/exception.ts";
import { reprText } from "../objects/exceptions.ts";
import { isList } from "../objects/list.ts";
import { MethodType } from "../objects/method.ts";
import { type PyObject, PyType } from "../objects/object.ts";
import { None } from "../objects/singletons.ts";
import { internStr, isStr } from "../objects/str.ts";
import { isTuple, type PyTuple, tupleOf } from "../objects/tuple.ts";
import type { Json, JsonObject, MimeBundle } from "./document.ts";
import { jsonFrom, namesFrom } from "./json.ts";
import { prettyText, type PrettyOptions } from "./pretty.ts";

export interface Display {
	readonly data: MimeBundle;
	/** By media type. */
	readonly metadata: JsonObject;
}

interface Representation {
	readonly mediaType: string;
	readonly method: string;
	readonly isValid: (value: PyObject) => boolean;
	readonly expected: string;
}

const text = { isValid: isStr, expected: "<class 'str'>" };
const binary = { isValid: (value: PyObject) => isBytes(value) || isStr(value), expected: "(<class 'bytes'>, <class 'str'>)" };
const json = { isValid: (value: PyObject) => isList(value) || isDict(value), expected: "(<class 'list'>, <class 'dict'>)" };

const REPRESENTATIONS: readonly Representation[] = [
	{ mediaType: "text/html", method: "_repr_html_", ...text },
	{ mediaType: "text/markdown", method: "_repr_markdown_", ...text },
	{ mediaType: "image/svg+xml", method: "_repr_svg_", ...text },
	{ mediaType: "image/png", method: "_repr_png_", ...binary },
	{ mediaType: "application/pdf", method: "_repr_pdf_", ...binary },
	{ mediaType: "image/jpeg", method: "_repr_jpeg_", ...binary },
	{ mediaType: "text/latex", method: "_repr_latex_", ...text },
	{ mediaType: "application/json", method: "_repr_json_", ...json },
	{ mediaType: "application/javascript", method: "_repr_javascript_", ...text },
];

/** Keys of the registered printers that are no media types. */
const DISPLAY_ITSELF = "_ipython_display_";
const BUNDLE = "_repr_mimebundle_";
const CANARY = "_ipython_canary_method_should_not_exist_";

export class Formatter {
	private readonly showError: (exception: PyBaseException) => void;
	private readonly warn: (text: string) => void;
	/** `{media type: {class: function}}`, what the program has registered. Borrowed, lives as long as the notebook. */
	private readonly printers: PyDict;
	private readonly pretty: () => PrettyOptions;

	constructor(
		showError: (exception: PyBaseException) => void,
		warn: (text: string) => void,
		printers: PyDict,
		pretty: () => PrettyOptions,
	) {
		this.showError = showError;
		this.warn = warn;
		this.printers = printers;
		this.pretty = pretty;
	}

	/** All wanted representations of an object; none if it displays itself. `include` and `exclude`: collections of media types, or None. */
	format(object: PyObject, include: PyObject, exclude: PyObject): Display {
		const [only, not] = [namesFrom(include), namesFrom(exclude)];
		const wanted = (type: string): boolean => (only === null || only.size === 0 || only.has(type)) && not?.has(type) !== true;
		if (this.displaysItself(object)) return { data: {}, metadata: {} };
		const data: { [mediaType: string]: Json } = {};
		const metadata: JsonObject = {};
		this.addBundle(object, [include, exclude], wanted, { data, metadata });
		if (wanted("text/plain") && this.unset(data, "text/plain", object)) this.addText(object, data);
		for (const representation of REPRESENTATIONS) {
			const { mediaType } = representation;
			if (wanted(mediaType) && this.unset(data, mediaType, object)) this.add(object, representation, data, metadata);
		}
		return { data, metadata };
	}

	private unset(data: MimeBundle, mediaType: string, object: PyObject): boolean {
		return !(mediaType in data) || this.printer(mediaType, object) !== null;
	}

	private printersOf(mediaType: string): PyDict | null {
		const byType = dictLength(this.printers) === 0 ? null : dictGetStr(this.printers, internStr(mediaType));
		return byType !== null && isDict(byType) ? byType : null;
	}

	/** The function registered for a media type and the object's class or a base of it. Borrowed. */
	private printer(mediaType: string, object: PyObject): PyObject | null {
		const byType = this.printersOf(mediaType);
		if (byType === null) return null;
		for (const type of object.type.mro!.items) {
			const found = dictGet(byType, type);
			if (found !== null) return found;
		}
		return null;
	}

	/** What `body` gives; null if it raised, which is shown. */
	private guarded<T>(body: () => T): T | null {
		const since = mark();
		try {
			return body();
		} catch (thrown) {
			caught(thrown, since);
			if (!exceptionMatches("Exception")) throw thrown;
			if (exceptionMatches("NotImplementedError")) clearException();
			else {
				const exception = hold(fetchException(), "exception of a representation");
				this.showError(exception);
				drop(exception);
			}
			return null;
		}
	}

	/** The method as IPython looks for it, or null. New. */
	private realMethod(object: PyObject, name: string): Own<PyObject> | null {
		const canary = this.quietAttribute(object, CANARY);
		if (canary === "raised" || canary !== null) {
			if (canary !== "raised") decref(canary);
			return null;
		}
		const method = this.quietAttribute(object, name);
		if (method === "raised" || method === null) return null;
		if (isCallable(method) && !(object instanceof PyType && method.type !== MethodType)) return method;
		decref(method);
		return null;
	}

	private quietAttribute(object: PyObject, name: string): Own<PyObject> | null | "raised" {
		const since = mark();
		try {
			const value = lookupAttr(object, internStr(name));
			return isNone(value) ? null : value;
		} catch (thrown) {
			caught(thrown, since);
			if (!exceptionMatches("Exception")) throw thrown;
			clearException();
			return "raised";
		}
	}

	/** What a registered function or the object's method gives, held; null for none or an error. */
	private represent(object: PyObject, key: string, method: string, keywords: Keywords | null = null): PyObject | null {
		const value = this.guarded(() => {
			const registered = this.printer(key, object);
			if (registered !== null) return call(registered, [object]);
			const found = this.realMethod(object, method);
			if (found === null) return null;
			hold(found, "method of a representation");
			return dropKeeping(found, keywords === null ? call(found, []) : call(found, keywords.values, keywords.names));
		});
		return value === null ? null : hold(value, "representation");
	}

	private displaysItself(object: PyObject): boolean {
		const result = this.represent(object, DISPLAY_ITSELF, DISPLAY_ITSELF);
		if (result === null) return false;
		drop(result);
		return true;
	}

	private addBundle(
		object: PyObject,
		choice: readonly PyObject[],
		wanted: (mediaType: string) => boolean,
		into: { data: { [mediaType: string]: Json }; metadata: JsonObject },
	): void {
		const names = hold(tupleOf(internStr("include"), internStr("exclude")), "keyword names");
		const result = this.represent(object, BUNDLE, BUNDLE, { values: choice, names });
		if (result !== null) {
			const [bundle, metadata] = isTuple(result) ? result.items : [result];
			if (bundle !== undefined && isDict(bundle)) Object.assign(into.data, wantedOf(jsonFrom(bundle), wanted));
			else if (bundle !== None) this.warnInvalid("", "<class 'dict'>", result, object);
			if (metadata !== undefined && isDict(metadata)) Object.assign(into.metadata, wantedOf(jsonFrom(metadata), wanted));
			drop(result);
		}
		drop(names);
	}

	private addText(object: PyObject, data: { [mediaType: string]: Json }): void {
		const shown = this.guarded(() => prettyText(object, { ...this.pretty(), printers: this.printersOf("text/plain") }));
		if (shown !== null) data["text/plain"] = shown;
	}

	private add(object: PyObject, representation: Representation, data: { [mediaType: string]: Json }, metadata: JsonObject): void {
		const { mediaType, method, isValid, expected } = representation;
		const result = this.represent(object, mediaType, method);
		if (result === null) return;
		const [value, extra] = isTuple(result) && result.items.length > 0 ? result.items : [result];
		if (isValid(value!)) {
			data[mediaType] = jsonFrom(value!);
			if (extra !== undefined && isDict(extra)) metadata[mediaType] = jsonFrom(extra);
		} else if (result !== None) this.warnInvalid(mediaType, expected, result, object);
		drop(result);
	}

	private warnInvalid(mediaType: string, expected: string, value: PyObject, object: PyObject): void {
		const what = this.guarded(() => `${reprText(value.type)} (expected ${expected}) for object: ${reprText(object)}`);
		if (what !== null) this.warn(`FormatterWarning: ${mediaType} formatter returned invalid type ${what}\n`);
	}
}

function isNone(value: PyObject | null): boolean {
	return value === None;
}

function wantedOf(bundle: Json, wanted: (mediaType: string) => boolean): JsonObject {
	return Object.fromEntries(Object.entries(bundle as JsonObject).filter(([mediaType]) => wanted(mediaType)));
}

interface Keywords {
	readonly values: readonly PyObject[];
	readonly names: PyTuple;
}
