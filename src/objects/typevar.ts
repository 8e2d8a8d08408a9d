// Type parameters (PEP 695): `def f[T](x)`, `class C[T]`, `type A[T] = …`. Mirrors Objects/typevarobject.c.

import type { Own } from "../heap/header.ts";
import { notImplementedError } from "./errors.ts";
import type { PyObject } from "./object.ts";

const missing = (what: string) => (): Own<PyObject> => notImplementedError(`${what} is not there yet`);

export const makeTypeVar: (name: PyObject) => Own<PyObject> = missing("typing.TypeVar");
export const makeParamSpec: (name: PyObject) => Own<PyObject> = missing("typing.ParamSpec");
export const makeTypeVarTuple: (name: PyObject) => Own<PyObject> = missing("typing.TypeVarTuple");
export const makeTypeAlias: (parts: PyObject) => Own<PyObject> = missing("typing.TypeAliasType");
export const subscriptGeneric: (params: PyObject) => Own<PyObject> = missing("typing.Generic");
export const typeVarWithBound: (name: PyObject, bound: PyObject) => Own<PyObject> = missing("typing.TypeVar");
export const typeVarWithConstraints: (name: PyObject, constraints: PyObject) => Own<PyObject> = missing("typing.TypeVar");
export const setTypeParamDefault: (param: PyObject, value: PyObject) => Own<PyObject> = missing("a type parameter's default");
