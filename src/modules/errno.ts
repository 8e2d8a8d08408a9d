// The module `errno`: Linux's error numbers. Mirrors Modules/errnomodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { internStr } from "../objects/str.ts";
import { buildModule, setOwned } from "./define.ts";
import { IN_ORDER, SAME_AS } from "./errorNumbers.ts";

export function initErrno(): Own<PyModule> {
	const module = hold(buildModule("errno", "The system's error numbers.", []), "module errno");
	const codes = hold(newDict(), "errorcode");
	IN_ORDER.split(" ").forEach((name, i) => {
		if (name === ".") return;
		const number = hold(newInt(i + 1), "error number");
		dictSet(codes, number, internStr(name));
		setOwned(module.dict!, name, take(number));
	});
	for (const [name, value] of Object.entries(SAME_AS)) {
		const number = hold(newInt(value), "error number");
		// Both alternative names of an error came after it, and stay.
		if (name !== "EWOULDBLOCK") dictSet(codes, number, internStr(name));
		setOwned(module.dict!, name, take(number));
	}
	setOwned(module.dict!, "errorcode", take(codes));
	return take(module);
}
