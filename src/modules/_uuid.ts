// The module `_uuid`: UUIDs of time and node as libuuid makes them where it finds no network card: the node is random, with the
// bit that no card's address has. Read `timeBased` first. Mirrors Modules/_uuidmodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def } from "../objects/args.ts";
import { newFreshBytes } from "../objects/bytes.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { newTrackedTuple } from "../objects/tuple.ts";
import type { PyObject } from "../objects/object.ts";
import { buildModule, setOwned } from "./define.ts";
import { host } from "./host.ts";

/** Between 15 October 1582 and 1970, in units of 100 nanoseconds. */
const GREGORIAN_OFFSET = 0x01b21dd213814000n;
/** What uuid_generate_time_safe() says where no daemon keeps two processes apart. */
const UNSAFE = -1;

const state = { last: 0n, clockAndNode: null as Uint8Array | null };

function timeBased(): Uint8Array {
	const now = host().now() / 100n + GREGORIAN_OFFSET;
	state.last = now > state.last ? now : state.last + 1n;
	const bytes = new Uint8Array(16);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, Number(state.last & 0xffffffffn));
	view.setUint16(4, Number((state.last >> 32n) & 0xffffn));
	view.setUint16(6, Number((state.last >> 48n) & 0x0fffn) | 0x1000);
	bytes.set((state.clockAndNode ??= randomClockAndNode()), 8);
	return bytes;
}

function randomClockAndNode(): Uint8Array {
	const bytes = host().randomBytes(8);
	bytes[0] = (bytes[0]! & 0x3f) | 0x80;
	bytes[2]! |= 1;
	return bytes;
}

function generate(): Own<PyObject> {
	return newTrackedTuple([newFreshBytes(timeBased()), newInt(UNSAFE)]);
}

export function initUuid(): Own<PyModule> {
	const module = hold(
		buildModule("_uuid", "UUIDs of time and node.", [
			def("generate_time_safe", "($self, /)", "A UUID's bytes, and how safe it is.", generate),
		]),
		"module _uuid",
	);
	setOwned(module.dict!, "has_uuid_generate_time_safe", newInt(1));
	setOwned(module.dict!, "has_stable_extractable_node", newInt(0));
	return take(module);
}
