// The module `_imp`, and a finder that lets importlib (whose own machinery stays unused) import what decref's import
// system finds: it stands in sys.meta_path as soon as `_imp` is imported. Mirrors the interface of Python/import.c.

import { drop, dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { callItems, getAttr, setAttr } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { dictGetStr } from "../objects/dict.ts";
import { notImplementedError, raiseError } from "../objects/errors.ts";
import { newInt } from "../objects/int.ts";
import { isList, listAppend, newList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { interpreter } from "../objects/state.ts";
import { internStr, newStr, type PyStr } from "../objects/str.ts";
import { tupleOf } from "../objects/tuple.ts";
import { findModule } from "../vm/finder.ts";
import { newModuleSpec } from "../vm/moduleSpec.ts";
import { buildModule, setOwned, strArgument, sysGet } from "./define.ts";
import { moduleHooks } from "./hooks.ts";
import { nativeModules } from "./index.ts";

const loaded = (name: PyObject): PyObject | null => dictGetStr(interpreter.modules!, name as PyStr);

class PyFinder extends PyPlainObject {}

/** The spec of what can be found, else None. That of a package without code has the finder as its loader. */
function findSpec(self: PyFinder, name: PyObject, path: PyObject | null): Own<PyObject> {
	const text = strArgument(name, "find_spec() argument 1");
	const found = findModule(text, path === null || path === None ? null : path);
	if (found === null) return newNone();
	if (found.native !== null || found.code !== null) return newModuleSpec(text, found);
	const bootstrap = loaded(internStr("importlib._bootstrap")) ?? raiseError("ImportError", "importlib is not loaded");
	const type = hold(getAttr(bootstrap, internStr("ModuleSpec")), "ModuleSpec");
	const spec = hold(callItems(type, [name, self], null), "module spec");
	const folders = hold(newList(found.path!.map((folder) => newStr(folder))), "folders of the package");
	setAttr(spec, internStr("submodule_search_locations"), folders);
	drop(folders);
	return dropKeeping(type, take(spec) as Own<PyObject>);
}

/** Imports by decref's own system: the module comes with its code already run. */
function createModule(_self: PyObject, spec: PyObject): Own<PyObject> {
	const name = hold(getAttr(spec, internStr("name")), "name of the module");
	const fromlist = hold(tupleOf(internStr("__name__")), "fromlist");
	const module = moduleHooks.importModule(name, null, null, fromlist, 0);
	return dropKeeping(name, dropKeeping(fromlist, module));
}

const FinderType = defineType({
	name: "_imp.Finder",
	basicsize: 16,
	doc: "Finds modules by decref's own import system.",
	methods: [
		def("find_spec", "($self, fullname, path=None, target=None)", "What is known of a module before it is imported.", findSpec),
		def("create_module", "($self, spec, /)", "Imports a module.", createModule),
		def("exec_module", "($self, module, /)", "Nothing is left to do.", () => newNone()),
	],
});

function installFinder(): void {
	const path = sysGet("meta_path");
	if (path === null || !isList(path)) return;
	const finder = hold(own(new PyFinder(FinderType)), "finder");
	listAppend(path, finder);
	drop(finder);
}

const no = (name: string, signature: string): MethodDef => def(name, signature, null, () => newBool(false));
const refuse = (name: string, signature: string): MethodDef =>
	def(name, signature, null, () => notImplementedError(`decref has no _imp.${name}()`));

const functions: readonly MethodDef[] = [
	def("is_builtin", "($module, name, /)", "Whether a module is native; -1 if it is, and cannot be made anew.", (_m, name) => {
		const text = strArgument(name, "is_builtin() argument");
		if (text === "sys" || text === "builtins") return newInt(-1);
		return newInt(Object.hasOwn(nativeModules, text) ? 1 : 0);
	}),
	no("is_frozen", "($module, name, /)"),
	no("is_frozen_package", "($module, name, /)"),
	no("lock_held", "($module, /)"),
	def("acquire_lock", "($module, /)", null, () => newNone()),
	def("release_lock", "($module, /)", null, () => newNone()),
	def("extension_suffixes", "($module, /)", null, () => newList([])),
	def("find_frozen", "($module, name, /, *, withdata=False)", null, () => newNone()),
	def("_fix_co_filename", "($module, code, path, /)", null, () => newNone()),
	def("_frozen_module_names", "($module, /)", null, () => newList([])),
	def("_override_frozen_modules_for_tests", "($module, override, /)", null, () => newNone()),
	def("create_builtin", "($module, spec, /)", "Imports a native module.", createModule),
	def("exec_builtin", "($module, mod, /)", "Nothing is left to do.", () => newInt(0)),
	refuse("create_dynamic", "($module, spec, file=None, /)"),
	refuse("exec_dynamic", "($module, mod, /)"),
	refuse("get_frozen_object", "($module, name, data=None, /)"),
	refuse("source_hash", "($module, /, key, source)"),
];

export function initImp(): Own<PyModule> {
	const module = hold(buildModule("_imp", "What importlib needs natively.", functions), "module _imp");
	setOwned(module.dict!, "check_hash_based_pycs", newStr("default"));
	setOwned(module.dict!, "pyc_magic_number_token", newInt(168627755));
	installFinder();
	return take(module);
}
