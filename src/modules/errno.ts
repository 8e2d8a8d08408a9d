// The module `errno`: Linux's error numbers. Mirrors Modules/errnomodule.c.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { dictSet, newDict } from "../objects/dict.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { internStr } from "../objects/str.ts";
import { buildModule, setOwned } from "./define.ts";

/** Names in the order of their numbers from 1; a dot for a number without a name. */
const IN_ORDER =
	"EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR " +
	"EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP . " +
	"ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT . EBFONT ENOSTR ENODATA " +
	"ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC " +
	"ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT " +
	"ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS " +
	"EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL " +
	"EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON";

const SAME_AS: { readonly [name: string]: number } = { EWOULDBLOCK: 11, EDEADLOCK: 35, ENOTSUP: 95 };

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
