// ModuleSpec: what a module's `__spec__` says of where it comes from. A class like one written in Python, made of native
// functions when the first module is imported; importlib's Python code, once loaded, takes it for its own.
// Read `newModuleSpec` first. Mirrors ModuleSpec of Lib/importlib/_bootstrap.py.

import { registerRoots } from "../heap/audit.ts";
import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { decref, incref } from "../heap/refcount.ts";
import { callOneArg, callTuple, getAttr, isTrue, lookupAttr, richCompareBool, setAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool, True } from "../objects/bool.ts";
import { newBuiltinFunction } from "../objects/builtinFunction.ts";
import { newMethodDescr } from "../objects/descrMethod.ts";
import { dictSetStr, newDict, type PyDict } from "../objects/dict.ts";
import { unless } from "../objects/errors.ts";
import { reprText } from "../objects/exceptions.ts";
import { newInt } from "../objects/int.ts";
import { newList } from "../objects/list.ts";
import { Py_EQ, type PyObject, type PyType, TypeType } from "../objects/object.ts";
import { PropertyType } from "../objects/property.ts";
import { newNone, newNotImplemented, None } from "../objects/singletons.ts";
import { internStr, isStr, newStr, type PyStr } from "../objects/str.ts";
import { emptyTuple, newTuple, tupleOf } from "../objects/tuple.ts";
import { builtinImporter } from "./builtinImporter.ts";
import type { FoundModule } from "./finder.ts";
import { importByName } from "./import.ts";
import { newSourceLoader } from "./sourceLoader.ts";

/** The attributes that `__init__` gives an instance, sorted. */
const ATTRIBUTES = [
	"_cached",
	"_set_fileattr",
	"_uninitialized_submodules",
	"loader",
	"loader_state",
	"name",
	"origin",
	"submodule_search_locations",
];

const get = (self: PyObject, name: string): Own<PyObject> => getAttr(self, internStr(name));

/** Sets an attribute. Steals the value. */
function put(self: PyObject, name: string, value: Own<PyObject>): void {
	hold(value, name);
	setAttr(self, internStr(name), value);
	decref(take(value));
}

interface Fields {
	readonly name: PyObject;
	readonly loader: PyObject;
	readonly origin: PyObject | null;
	readonly loaderState: PyObject | null;
	/** New, or null for no package. */
	readonly path: Own<PyObject> | null;
	readonly hasLocation: boolean;
}

function fill(self: PyObject, { name, loader, origin, loaderState, path, hasLocation }: Fields): void {
	put(self, "name", incref(name));
	put(self, "loader", incref(loader));
	put(self, "origin", incref(origin ?? None));
	put(self, "loader_state", incref(loaderState ?? None));
	put(self, "submodule_search_locations", path ?? newNone());
	put(self, "_uninitialized_submodules", newList([]));
	put(self, "_set_fileattr", newBool(hasLocation));
	put(self, "_cached", newNone());
}

function init(
	self: PyObject,
	name: PyObject,
	loader: PyObject,
	origin: PyObject | null,
	loaderState: PyObject | null,
	isPackage: PyObject | null,
): Own<PyObject> {
	const path = isPackage !== null && isTrue(isPackage) ? newList([]) : null;
	fill(self, { name, loader, origin, loaderState, path, hasLocation: false });
	return newNone();
}

/** Uses the value of an attribute. */
function withAttribute<T>(self: PyObject, name: string, use: (value: PyObject) => T): T {
	const value = hold(get(self, name), name);
	const result = use(value);
	drop(value);
	return result;
}

function repr(self: PyObject): Own<PyObject> {
	const parts = [`name=${withAttribute(self, "name", reprText)}`, `loader=${withAttribute(self, "loader", reprText)}`];
	for (const name of ["origin", "submodule_search_locations"])
		withAttribute(self, name, (value) => {
			if (value !== None) parts.push(`${name}=${reprText(value)}`);
		});
	return newStr(`${self.type.name}(${parts.join(", ")})`);
}

const COMPARED = ["name", "loader", "origin", "submodule_search_locations", "cached", "has_location"];

function equals(self: PyObject, other: PyObject): Own<PyObject> {
	const compare = (): Own<PyObject> =>
		newBool(
			COMPARED.every((name) =>
				withAttribute(self, name, (mine) => withAttribute(other, name, (theirs) => richCompareBool(mine, theirs, Py_EQ))),
			),
		);
	return unless<Own<PyObject> | null>("AttributeError", compare, null) ?? newNotImplemented();
}

/** Where the compiled code of a file would be. */
function cachedPath(origin: PyObject): Own<PyObject> {
	const external = hold(importByName("importlib._bootstrap_external"), "module importlib._bootstrap_external");
	const f = hold(get(external, "_get_cached"), "_get_cached");
	return dropKeeping(external, dropKeeping(f, callOneArg(f, origin)));
}

function getCached(_none: PyObject, self: PyObject): Own<PyObject> {
	const known = get(self, "_cached");
	if (known !== None || !withAttribute(self, "_set_fileattr", isTrue)) return known;
	const origin = hold(get(self, "origin"), "origin");
	if (origin !== None) put(self, "_cached", cachedPath(origin));
	drop(origin);
	return get(self, "_cached");
}

function setCached(_none: PyObject, self: PyObject, value: PyObject): Own<PyObject> {
	put(self, "_cached", incref(value));
	return newNone();
}

/** The package that a module is in; a package's is itself. */
function getParent(_none: PyObject, self: PyObject): Own<PyObject> {
	const isPackage = withAttribute(self, "submodule_search_locations", (path) => path !== None);
	const name = get(self, "name");
	if (isPackage || !isStr(name)) return name;
	const text = (name as PyStr).value;
	decref(name);
	return newStr(text.slice(0, Math.max(0, text.lastIndexOf("."))));
}

function setHasLocation(_none: PyObject, self: PyObject, value: PyObject): Own<PyObject> {
	put(self, "_set_fileattr", newBool(isTrue(value)));
	return newNone();
}

const methods: readonly MethodDef[] = [
	def("__init__", "($self, name, loader, *, origin=None, loader_state=None, is_package=None)", null, init),
	def("__repr__", "($self, /)", null, repr),
	def("__eq__", "($self, other, /)", null, equals),
];

interface Property {
	readonly name: string;
	readonly get: MethodDef;
	readonly set: MethodDef | null;
}

const properties: readonly Property[] = [
	{ name: "cached", get: def("cached", "(self, /)", null, getCached), set: def("cached", "(self, cached, /)", null, setCached) },
	{ name: "parent", get: def("parent", "(self, /)", "The package that the module is in.", getParent), set: null },
	{
		name: "has_location",
		get: def("has_location", "(self, /)", null, (_none, self) => get(self, "_set_fileattr")),
		set: def("has_location", "(self, value, /)", null, setHasLocation),
	},
];

let specType: PyType | null = null;

registerRoots("class of module specs", (visit) => {
	if (specType !== null) visit(specType, "ModuleSpec");
});

/** The class, made when first asked for. Borrowed. */
export function moduleSpecType(): PyType {
	specType ??= makeType();
	return specType;
}

const FIRST_LINE = 581;

function makeType(): Own<PyType> {
	const namespace = hold(newDict(), "namespace of ModuleSpec");
	enter(namespace, "__module__", incref(internStr("_frozen_importlib")));
	enter(namespace, "__firstlineno__", newInt(FIRST_LINE));
	enter(namespace, "__doc__", newStr("Where a module comes from, and what imports it."));
	enter(namespace, "__static_attributes__", newTuple(ATTRIBUTES.map((name) => incref(internStr(name)) as Own<PyObject>)));
	enter(namespace, "__hash__", newNone());
	for (const property of properties) enter(namespace, property.name, newProperty(property));
	const args = hold(tupleOf(internStr("ModuleSpec"), emptyTuple, namespace), "arguments of type");
	const type = hold(callTuple(TypeType, args, null) as Own<PyType>, "ModuleSpec");
	for (const d of methods) put(type, d.name, newMethodDescr(type, d));
	take(type);
	drop(args);
	drop(namespace);
	return own(type);
}

/** Steals the value. */
function enter(dict: PyDict, name: string, value: Own<PyObject>): void {
	hold(value, name);
	dictSetStr(dict, internStr(name), value);
	decref(take(value));
}

function newProperty({ get: getter, set: setter }: Property): Own<PyObject> {
	const module = internStr("_frozen_importlib");
	const functions = [getter, setter].map((d) =>
		hold(d === null ? newNone() : newBuiltinFunction(d, null, module), "function of a property"),
	);
	const args = hold(tupleOf(...(functions as PyObject[])), "functions of a property");
	const property = dropKeeping(args, callTuple(PropertyType, args, null));
	return functions.reverse().reduce<Own<PyObject>>((kept, f) => dropKeeping(f, kept), property);
}

/** The spec of a module that decref's own import system found. */
export function newModuleSpec(name: string, found: FoundModule): Own<PyObject> {
	const type = moduleSpecType();
	const spec = hold(type.alloc!(type), "module spec");
	const nameText = hold(newStr(name), "name");
	const loader = hold(
		found.native === null ? newSourceLoader(name, found.origin!) : (incref(builtinImporter()) as Own<PyObject>),
		"loader",
	);
	const origin = hold(newStr(found.origin!), "origin");
	fill(spec, {
		name: nameText,
		loader,
		origin,
		loaderState: null,
		path: found.path === null ? null : newList(found.path.map((entry) => newStr(entry))),
		hasLocation: found.native === null,
	});
	put(spec, "_initializing", newBool(false));
	drop(origin);
	drop(loader);
	drop(nameText);
	return take(spec);
}

/** The spec of a namespace package. */
export function newNamespaceSpec(name: string, loader: PyObject, path: PyObject): Own<PyObject> {
	const type = moduleSpecType();
	const spec = hold(type.alloc!(type), "module spec");
	const nameText = hold(newStr(name), "name");
	fill(spec, { name: nameText, loader, origin: null, loaderState: null, path: incref(path), hasLocation: false });
	put(spec, "_initializing", newBool(false));
	drop(nameText);
	return take(spec);
}

export function setInitializing(module: PyObject, value: boolean): void {
	const spec = lookupAttr(module, internStr("__spec__"));
	if (spec === null) return;
	hold(spec, "module spec");
	if (spec !== None) setAttr(spec, internStr("_initializing"), newBool(value));
	drop(spec);
}

/** Whether the module's code is still running. */
export function isInitializing(module: PyObject): boolean {
	const spec = lookupAttr(module, internStr("__spec__"));
	if (spec === null) return false;
	hold(spec, "module spec");
	const value = spec === None ? null : lookupAttr(spec, internStr("_initializing"));
	drop(spec);
	if (value === null) return false;
	const answer = value === (True as PyObject);
	hold(value, "flag");
	drop(value);
	return answer;
}
