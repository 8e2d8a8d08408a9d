// The module `_types`: the types that have no name in builtins. Mirrors Modules/_typesmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { AsyncGeneratorType } from "../objects/asyncGenerator.ts";
import { BuiltinFunctionType } from "../objects/builtinFunction.ts";
import { CapsuleType } from "../objects/capsule.ts";
import { CellType } from "../objects/cell.ts";
import { CodeType } from "../objects/code.ts";
import { GetSetDescrType, MemberDescrType } from "../objects/descrMember.ts";
import { ClassMethodDescrType, MethodDescrType } from "../objects/descrMethod.ts";
import { MethodWrapperType, WrapperDescrType } from "../objects/descrWrapper.ts";
import { FrameType } from "../objects/frame.ts";
import { FunctionType } from "../objects/function.ts";
import { CoroutineType, GeneratorType } from "../objects/generatorTypes.ts";
import { GenericAliasType } from "../objects/genericalias.ts";
import { MappingProxyType } from "../objects/mappingproxy.ts";
import { MethodType } from "../objects/method.ts";
import { ModuleType, type PyModule } from "../objects/module.ts";
import { NamespaceType } from "../objects/namespace.ts";
import type { PyType } from "../objects/object.ts";
import { EllipsisType, NoneType, NotImplementedType } from "../objects/singletons.ts";
import { TracebackType } from "../objects/traceback.ts";
import { UnionType } from "../objects/union.ts";
import { buildModule, setOwned } from "./define.ts";

const types: { readonly [name: string]: () => PyType } = {
	AsyncGeneratorType: () => AsyncGeneratorType,
	BuiltinFunctionType: () => BuiltinFunctionType,
	BuiltinMethodType: () => BuiltinFunctionType,
	CapsuleType: () => CapsuleType,
	CellType: () => CellType,
	ClassMethodDescriptorType: () => ClassMethodDescrType,
	CodeType: () => CodeType,
	CoroutineType: () => CoroutineType,
	EllipsisType: () => EllipsisType,
	FrameType: () => FrameType,
	FunctionType: () => FunctionType,
	GeneratorType: () => GeneratorType,
	GenericAlias: () => GenericAliasType,
	GetSetDescriptorType: () => GetSetDescrType,
	LambdaType: () => FunctionType,
	MappingProxyType: () => MappingProxyType,
	MemberDescriptorType: () => MemberDescrType,
	MethodDescriptorType: () => MethodDescrType,
	MethodType: () => MethodType,
	MethodWrapperType: () => MethodWrapperType,
	ModuleType: () => ModuleType,
	NoneType: () => NoneType,
	NotImplementedType: () => NotImplementedType,
	SimpleNamespace: () => NamespaceType,
	TracebackType: () => TracebackType,
	UnionType: () => UnionType,
	WrapperDescriptorType: () => WrapperDescrType,
};

export function initTypes(): Own<PyModule> {
	const module = hold(buildModule("_types", "Types without a name in builtins.", []), "module _types");
	for (const [name, type] of Object.entries(types)) setOwned(module.dict!, name, incref(type()));
	return take(module);
}
