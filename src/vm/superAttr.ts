// LOAD_SUPER_ATTR: `super().name`, once specialised without making a super object.
// Read `loadSuperAttr` first. Mirrors LOAD_SUPER_ATTR and its specialised forms (Python/bytecodes.c) and _PySuper_Lookup
// (Objects/typeobject.c).

import { dropKeeping, hold } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { decref, incref } from "../heap/hotCount.ts";
import { call, getAttr } from "../objects/abstract.ts";
import { dictGetStr } from "../objects/dict.ts";
import { genericGetAttr } from "../objects/genericAttr.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { isSubtype, type PyObject, type PyType, TPFLAGS_METHOD_DESCRIPTOR, TPFLAGS_TYPE_SUBCLASS } from "../objects/object.ts";
import type { PyStr } from "../objects/str.ts";
import { cacheAt } from "./inlineCache.ts";
import { closeInputs, peek, push, replaceInputs } from "./stack.ts";

function isTypeObject(object: PyObject): object is PyType {
	return (object.type.typeFlags & TPFLAGS_TYPE_SUBCLASS) !== 0;
}

/** The builtin `super`, not what a program put in its place. */
function isSuper(object: PyObject): boolean {
	return isTypeObject(object) && object.heap === null && object.name === "super";
}

/** (global_super, class, self -- attr, self_or_null[oparg & 1]) */
export function loadSuperAttr(frame: Frame, oparg: number): void {
	const cls = peek(frame, 2);
	const plain = isSuper(peek(frame, 3)) && isTypeObject(cls);
	const cache = cacheAt(frame.code.caches, frame.pc);
	if (cache.kind === 0 && cache.due()) {
		if (plain) {
			cache.succeeded();
			cache.kind = 1;
		} else cache.failed();
	}
	if (plain && cache.kind === 1 && loadDirectly(frame, oparg, cls as PyType)) return;
	const args = (oparg & 2) !== 0 ? [cls, peek(frame, 1)] : [];
	replaceInputs(frame, 3, call(peek(frame, 3), args, null));
	replaceInputs(frame, 1, getAttr(peek(frame, 1), frame.code.names[oparg >> 2]));
	if ((oparg & 1) !== 0) push(frame, null);
}

/** False if there is nothing to find: the generic way raises the error. */
function loadDirectly(frame: Frame, oparg: number, cls: PyType): boolean {
	const self = peek(frame, 1);
	const start = isTypeObject(self) && isSubtype(self, cls) ? self : self.type;
	const found = isSubtype(start, cls) ? lookupAfter(start, cls, frame.code.names[oparg >> 2]) : null;
	if (found === null) return false;
	const forCall = (oparg & 1) !== 0;
	if (forCall && start === self.type && self.type.getattro === genericGetAttr && (found.type.typeFlags & TPFLAGS_METHOD_DESCRIPTOR) !== 0) {
		pushUnbound(frame, incref(found), self);
		return true;
	}
	const get = found.type.descrGet;
	hold(incref(found), "attribute of super");
	const attr = get === null ? incref(found) : get(found, self === start ? null : self, start);
	hold(dropKeeping(found, attr), "attribute of super");
	closeInputs(frame, 3);
	push(frame, dropKeeping(attr, incref(attr)));
	if (forCall) push(frame, null);
	return true;
}

/** The attribute in the part of the mro after `cls`; borrowed. */
function lookupAfter(start: PyType, cls: PyType, name: PyStr): PyObject | null {
	if (name.value === "__class__") return null;
	const mro = start.mro!.items as unknown as readonly PyType[];
	for (let i = mro.indexOf(cls) + 1; i < mro.length; i++) {
		const found = dictGetStr(mro[i].dict!, name);
		if (found !== null) return found;
	}
	return null;
}

/** The method and, with the mark that it had, self, in the place of the three inputs. */
function pushUnbound(frame: Frame, method: Own<PyObject>, self: PyObject): void {
	const { stack, marks } = frame;
	const at = frame.sp - 3;
	const [globalSuper, cls] = [stack[at]!, stack[at + 1]!];
	const ownedSuper = marks[at];
	const ownedClass = marks[at + 1];
	stack[at] = method;
	marks[at] = 1;
	stack[at + 1] = self;
	marks[at + 1] = marks[at + 2];
	frame.sp = at + 2;
	if (ownedClass !== 0) decref(cls);
	if (ownedSuper !== 0) decref(globalSuper);
}
