// The module `fcntl`: its constants. There are no descriptors to control: its functions fail as on a system without them.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { def } from "../objects/args.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { buildModule, setOwned } from "./define.ts";

const ENOSYS = 38;

const CONSTANTS: { readonly [name: string]: number } = {
	LOCK_SH: 1,
	LOCK_EX: 2,
	LOCK_NB: 4,
	LOCK_UN: 8,
	FD_CLOEXEC: 1,
	F_DUPFD: 0,
	F_GETFD: 1,
	F_SETFD: 2,
	F_GETFL: 3,
	F_SETFL: 4,
	F_GETLK: 5,
	F_SETLK: 6,
	F_SETLKW: 7,
	F_RDLCK: 0,
	F_WRLCK: 1,
	F_UNLCK: 2,
	F_DUPFD_CLOEXEC: 1030,
};

const refuse = (): never => raiseOSError(ENOSYS, "Function not implemented");

export function initFcntl(): Own<PyModule> {
	const module = hold(
		buildModule("fcntl", "Control of descriptors, of which there are none.", [
			def("fcntl", "($module, fd, cmd, arg=0, /)", "Controls a descriptor: not possible here.", refuse),
			def("ioctl", "($module, fd, request, arg=0, mutate_flag=True, /)", "Controls a device: not possible here.", refuse),
			def("flock", "($module, fd, operation, /)", "Locks a file: not possible here.", refuse),
			def("lockf", "($module, fd, cmd, len=0, start=0, whence=0, /)", "Locks a part of a file: not possible here.", refuse),
		]),
		"module fcntl",
	);
	for (const [name, number] of Object.entries(CONSTANTS)) setOwned(module.dict!, name, newInt(number));
	return take(module);
}
