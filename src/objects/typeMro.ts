// The method resolution order: C3, the metaclass's own `mro()`, and which of several bases decides the layout.
// Read `computeMro` first. Mirrors mro_implementation, pmerge, mro_invoke, best_base and solid_base (Objects/typeobject.c).

import { dropKeeping, hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { sequenceTuple } from "./abstractSequence.ts";
import { isType } from "./abstractClass.ts";
import { typeError } from "./errors.ts";
import { isSubtype, ObjectType, type PyObject, type PyType, TPFLAGS_BASETYPE, TypeType } from "./object.ts";
import { callSlotMethod, slotName } from "./slotFunctions.ts";
import { type PyTuple, tupleOf } from "./tuple.ts";
import { neverCache, typeLookup } from "./typeCache.ts";
import { typeShortName } from "./typeNames.ts";

/** The order by C3, as an array of borrowed types. Raises TypeError. */
export function c3Order(type: PyType): PyType[] {
	const bases = type.bases!.items as PyType[];
	for (const base of bases) {
		if (base.mro === null) typeError(`Cannot extend an incomplete type '${base.name}'`);
	}
	if (bases.length === 1) return [type, ...(bases[0].mro!.items as PyType[])];
	checkDuplicates(bases);
	const lists = [...bases.map((base) => base.mro!.items as PyType[]), bases];
	return merge([type], lists);
}

function checkDuplicates(bases: readonly PyType[]): void {
	bases.forEach((base, i) => {
		if (bases.indexOf(base) < i) typeError(`duplicate base class ${typeShortName(base)}`);
	});
}

/** Takes, again and again, the first head that is in no other list's tail. */
function merge(order: PyType[], lists: readonly (readonly PyType[])[]): PyType[] {
	const heads = lists.map(() => 0);
	for (;;) {
		let empty = 0;
		let next: PyType | null = null;
		for (let i = 0; i < lists.length && next === null; i++) {
			if (heads[i] >= lists[i].length) {
				empty++;
				continue;
			}
			const candidate = lists[i][heads[i]];
			if (!lists.some((list, j) => list.indexOf(candidate, heads[j] + 1) >= 0)) next = candidate;
		}
		if (next === null) return empty === lists.length ? order : inconsistent(lists, heads);
		order.push(next);
		for (let j = 0; j < lists.length; j++) if (lists[j][heads[j]] === next) heads[j]++;
	}
}

function inconsistent(lists: readonly (readonly PyType[])[], heads: readonly number[]): never {
	const left = new Set(lists.flatMap((list, j) => (heads[j] < list.length ? [list[heads[j]]] : [])));
	const names = [...left].map(typeShortName).join(", ");
	return typeError(`Cannot create a consistent method resolution order (MRO) for bases ${names}`);
}

/** The new mro of a type: by its metaclass's `mro` if that overrides it. May run Python code. Raises TypeError. */
export function computeMro(type: PyType): Own<PyTuple> {
	if (type.type === TypeType || typeLookup(type.type, slotName("mro")) === typeLookup(TypeType, slotName("mro"))) {
		return tupleOf(...c3Order(type));
	}
	const result = hold(callSlotMethod(slotName("mro"), [type]), "result of mro()");
	const mro = hold(sequenceTuple(result), "mro");
	checkMro(type, mro);
	neverCache(type);
	return dropKeeping(result, take(mro));
}

function checkMro(type: PyType, mro: PyTuple): void {
	if (mro.items.length === 0) typeError("type MRO must not be empty");
	const solid = solidBase(type);
	for (const base of mro.items) {
		if (!isType(base)) typeError(`mro() returned a non-class ('${base.type.name}')`);
		if (!isSubtype(solid, solidBase(base as PyType))) typeError(`mro() returned base with unsuitable layout ('${(base as PyType).name}')`);
	}
}

/** The nearest base, or the type itself, that gives instances their struct. */
export function solidBase(type: PyType): PyType {
	const base = type.base === null ? ObjectType : solidBase(type.base);
	return type !== base && (type.basicsize !== base.basicsize || type.itemsize !== base.itemsize) ? type : base;
}

/** The base whose struct the new class extends. Raises TypeError. Source: best_base. */
export function bestBase(bases: readonly PyObject[]): PyType {
	let winner: PyType | null = null;
	let best: PyType | null = null;
	for (const base of bases) {
		if (!isType(base)) return typeError("bases must be types");
		if ((base.typeFlags & TPFLAGS_BASETYPE) === 0) typeError(`type '${base.name}' is not an acceptable base type`);
		const candidate = solidBase(base);
		if (winner === null || (candidate !== winner && isSubtype(candidate, winner))) {
			winner = candidate;
			best = base;
		} else if (!isSubtype(winner, candidate)) {
			typeError("multiple bases have instance lay-out conflict");
		}
	}
	return best!;
}

/** The most derived metaclass. Raises TypeError. Source: _PyType_CalculateMetaclass. */
export function calculateMetaclass(metatype: PyType, bases: readonly PyObject[]): PyType {
	let winner = metatype;
	for (const base of bases) {
		const meta = base.type;
		if (isSubtype(winner, meta)) continue;
		if (!isSubtype(meta, winner)) {
			typeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
		}
		winner = meta;
	}
	return winner;
}
