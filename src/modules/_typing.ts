// The module `_typing`: the native types that `typing` starts from. Mirrors Modules/_typingmodule.c.

import { typeShortName } from "../objects/typeNames.ts";
import { internStr } from "../objects/str.ts";
import { dictSetStr } from "../objects/dict.ts";
import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import type { PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { TypeAliasTypeType } from "../objects/typeAlias.ts";
import {
	GenericType,
	noDefault,
	ParamSpecArgsType,
	ParamSpecKwargsType,
	ParamSpecType,
	TypeVarTupleType,
	TypeVarType,
} from "../objects/typevar.ts";
import { UnionType } from "../objects/union.ts";
import { buildModule, setOwned } from "./define.ts";

const functions: readonly MethodDef[] = [def("_idfunc", "($module, x, /)", "Returns its argument.", (_m, x) => incref(x as PyObject))];

export function initTyping(): Own<PyModule> {
	const module = hold(buildModule("_typing", "Primitives of typing.", functions), "module _typing");
	for (const type of [TypeVarType, ParamSpecType, TypeVarTupleType, ParamSpecArgsType, ParamSpecKwargsType, GenericType])
		dictSetStr(module.dict!, internStr(typeShortName(type)), type);
	setOwned(module.dict!, "TypeAliasType", incref(TypeAliasTypeType));
	setOwned(module.dict!, "Union", incref(UnionType));
	setOwned(module.dict!, "NoDefault", incref(noDefault()));
	return take(module);
}
