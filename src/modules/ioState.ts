// Files in memory as a pickle has them: what their `__getstate__` and `__setstate__` have in common; and the refusal of the
// others. Read `stateItems` first. Mirrors the functions of these names in Modules/_io.

import type { Own } from "../heap/header.ts";
import { incref } from "../heap/refcount.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { dictCopy, dictUpdate, isDict } from "../objects/dict.ts";
import { typeError, valueError } from "../objects/errors.ts";
import { typeShortName } from "../objects/exceptions.ts";
import { intAsNumber, isInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { isTuple } from "../objects/tuple.ts";
import type { PyIOBase } from "./ioBase.ts";

/** The items of a state, borrowed; there may be more than needed. Raises TypeError. */
export function stateItems(self: PyIOBase, state: PyObject, count: number): readonly PyObject[] {
	if (isTuple(state) && state.items.length >= count) return state.items;
	return typeError(`${self.type.name}.__setstate__ argument should be ${count}-tuple, got ${state.type.name}`);
}

/** The position in a state. Raises TypeError in the given words, ValueError. */
export function statePosition(item: PyObject, wrong: string): number {
	if (!isInt(item)) return typeError(`${wrong} ${item.type.name}`);
	const position = intAsNumber(item);
	return position < 0 ? valueError("position value cannot be negative") : position;
}

/** A copy of a file's attributes, or None. */
export function attributesForState(self: PyIOBase): Own<PyObject> {
	return self.dict === null ? newNone() : dictCopy(self.dict);
}

/** Sets attributes as a state has them. Raises TypeError. */
export function setAttributes(self: PyIOBase, item: PyObject, which: string): void {
	if (item === None) return;
	if (!isDict(item)) return typeError(`${which} item of state should be a dict, got a ${item.type.name}`);
	if (self.dict === null) self.dict = incref(item);
	else dictUpdate(self.dict, item);
}

/** `__getstate__` of a file that is more than its bytes. */
export const refuseState: MethodDef = def("__getstate__", "($self, /)", "Refuses to be pickled.", (self: PyObject) =>
	typeError(`cannot pickle '${typeShortName(self.type)}' instances`),
);
