// The module `_socket` as far as a program without a network needs it: pairs of connected sockets, in memory. An event loop
// wakes itself by such a pair. Every other socket is refused as on a system without the address family.
//
// A descriptor is a number from `FIRST` on, so that it can't be taken for a file's. Read `Endpoint` first. Mirrors
// Modules/socketmodule.c in the methods it has.

import { hold, take } from "../heap/handles.ts";
import type { Own } from "../heap/header.ts";
import { own } from "../heap/header.ts";
import { addressOf } from "../heap/address.ts";
import { free, incref } from "../heap/refcount.ts";
import { asDouble, indexAsNumber, isTrue } from "../objects/abstract.ts";
import { def, type MethodDef } from "../objects/args.ts";
import { newBool } from "../objects/bool.ts";
import { newBytes } from "../objects/bytes.ts";
import { requireBuffer } from "../objects/bytesSource.ts";
import { exceptionTypes, valueError } from "../objects/errors.ts";
import { raiseOSError } from "../objects/exceptionsRaise.ts";
import { newFloat } from "../objects/float.ts";
import { newInt } from "../objects/int.ts";
import type { PyModule } from "../objects/module.ts";
import { defineType, type PyObject, PyPlainTypeOwner, type PyType, TPFLAGS_BASETYPE } from "../objects/object.ts";
import { newNone, None } from "../objects/singletons.ts";
import { newStr } from "../objects/str.ts";
import { newTuple } from "../objects/tuple.ts";
import { addType, bindSlotArguments, buildModule, eitherParameters, newExceptionType, setOwned } from "./define.ts";

const EAGAIN = 11;
const EBADF = 9;
const EPIPE = 32;
const EDEADLK = 35;
const EAFNOSUPPORT = 97;

const CONSTANTS: { readonly [name: string]: number } = {
	AF_UNSPEC: 0,
	AF_UNIX: 1,
	AF_INET: 2,
	AF_INET6: 10,
	SOCK_STREAM: 1,
	SOCK_DGRAM: 2,
	SOCK_RAW: 3,
	SOCK_NONBLOCK: 2048,
	SOCK_CLOEXEC: 524288,
	SOL_SOCKET: 1,
	SO_REUSEADDR: 2,
	SO_TYPE: 3,
	SO_ERROR: 4,
	SO_BROADCAST: 6,
	SO_KEEPALIVE: 9,
	SO_REUSEPORT: 15,
	SOMAXCONN: 4096,
	IPPROTO_IP: 0,
	IPPROTO_TCP: 6,
	IPPROTO_UDP: 17,
	IPPROTO_IPV6: 41,
	IPV6_V6ONLY: 26,
	TCP_NODELAY: 1,
	SHUT_RD: 0,
	SHUT_WR: 1,
	SHUT_RDWR: 2,
	MSG_PEEK: 2,
	AI_PASSIVE: 1,
	AI_ADDRCONFIG: 32,
	NI_NUMERICHOST: 1,
	NI_NUMERICSERV: 2,
	EAI_NONAME: -2,
	EAI_FAMILY: -6,
	INADDR_ANY: 0,
	INADDR_LOOPBACK: 0x7f000001,
};

/** One end of a pair: what has arrived, and the other end while that is open. */
class Endpoint {
	readonly arrived: Uint8Array[] = [];
	peer: Endpoint | null = null;
	/** The peer has gone: what has arrived is all there will be. */
	ended = false;

	get readable(): boolean {
		return this.arrived.length > 0 || this.ended;
	}

	/** Up to `count` bytes; null if there are none yet. */
	take(count: number): Uint8Array | null {
		const first = this.arrived[0];
		if (first === undefined) return this.ended ? new Uint8Array(0) : null;
		if (first.length <= count) return this.arrived.shift()!;
		this.arrived[0] = first.subarray(count);
		return first.subarray(0, count);
	}

	close(): void {
		if (this.peer !== null) {
			this.peer.ended = true;
			this.peer.peer = null;
		}
		this.peer = null;
	}
}

const FIRST = 1000;
const endpoints = new Map<number, Endpoint>();

function newDescriptor(endpoint: Endpoint): number {
	let descriptor = FIRST;
	while (endpoints.has(descriptor)) descriptor++;
	endpoints.set(descriptor, endpoint);
	return descriptor;
}

/** Whether a descriptor can be read from, and written to, without waiting; null if it is none of a socket. */
export function readiness(descriptor: number): { readonly readable: boolean; readonly writable: boolean } | null {
	const endpoint = endpoints.get(descriptor);
	return endpoint === undefined ? null : { readable: endpoint.readable, writable: true };
}

/** Sends a byte through the socket with that descriptor; false if there is none. */
export function sendByte(descriptor: number, byte: number): boolean {
	const peer = endpoints.get(descriptor)?.peer ?? null;
	peer?.arrived.push(Uint8Array.of(byte));
	return peer !== null;
}

class PySocket extends PyPlainTypeOwner {
	descriptor: number;
	family: number;
	kind: number;
	protocol: number;
	/** Seconds, 0 for not waiting, null for ever. */
	timeout: number | null;

	constructor(type: PyType) {
		super(type);
		this.descriptor = -1;
		this.family = -1;
		this.kind = -1;
		this.protocol = -1;
		this.timeout = null;
	}
}

function numberOr(value: PyObject | null | undefined, otherwise: number): number {
	return value === null || value === undefined || value === None ? otherwise : indexAsNumber(value, "OverflowError");
}

function init(self: PySocket, values: readonly (PyObject | null)[]): void {
	const descriptor = numberOr(values[3], -1);
	if (descriptor < 0) raiseOSError(EAFNOSUPPORT, "Address family not supported by protocol");
	if (!endpoints.has(descriptor)) raiseOSError(EBADF, "Bad file descriptor");
	self.descriptor = descriptor;
	self.family = numberOr(values[0], CONSTANTS.AF_UNIX!);
	self.kind = numberOr(values[1], CONSTANTS.SOCK_STREAM!);
	self.protocol = numberOr(values[2], 0);
}

function endpointOf(self: PySocket): Endpoint {
	return endpoints.get(self.descriptor) ?? raiseOSError(EBADF, "Bad file descriptor");
}

function close(self: PySocket): Own<PyObject> {
	endpoints.get(self.descriptor)?.close();
	endpoints.delete(self.descriptor);
	self.descriptor = -1;
	return newNone();
}

function receive(self: PySocket, count: number): Uint8Array {
	if (count < 0) valueError("negative buffersize in recv");
	const bytes = endpointOf(self).take(count);
	if (bytes !== null) return bytes;
	if (self.timeout === 0) return raiseOSError(EAGAIN, "Resource temporarily unavailable");
	return raiseOSError(EDEADLK, "Resource deadlock avoided: nobody else runs who could send");
}

function send(self: PySocket, data: PyObject): Own<PyObject> {
	const { peer } = endpointOf(self);
	if (peer === null) return raiseOSError(EPIPE, "Broken pipe");
	const bytes = requireBuffer(data).slice();
	if (bytes.length > 0) peer.arrived.push(bytes);
	return newInt(bytes.length);
}

function setTimeout(self: PySocket, value: PyObject): Own<PyObject> {
	const seconds = value === None ? null : asDouble(value);
	if (seconds !== null && seconds < 0) valueError("Timeout value out of range");
	self.timeout = seconds;
	return newNone();
}

const methods: readonly MethodDef[] = [
	def("fileno", "($self, /)", "The descriptor, -1 when closed.", (self: PySocket) => newInt(self.descriptor)),
	def("detach", "($self, /)", "Closes the object but not the descriptor, which is returned.", (self: PySocket) => {
		const { descriptor } = self;
		self.descriptor = -1;
		return newInt(descriptor);
	}),
	def("close", "($self, /)", "Closes the socket.", close),
	def("recv", "($self, buffersize, flags=0, /)", "Up to that many bytes.", (self: PySocket, count) =>
		newBytes(receive(self, indexAsNumber(count, "OverflowError")).slice()),
	),
	def(
		"recv_into",
		"($self, /, buffer, nbytes=0, flags=0)",
		"Reads into a buffer; the number of bytes.",
		(self: PySocket, buffer, nbytes) => {
			const target = requireBuffer(buffer);
			const bytes = receive(self, numberOr(nbytes, 0) || target.length);
			target.set(bytes);
			return newInt(bytes.length);
		},
	),
	def("send", "($self, data, flags=0, /)", "Sends; the number of bytes.", send),
	def("sendall", "($self, data, flags=0, /)", "Sends everything.", (self: PySocket, data) => {
		send(self, data);
		return newNone();
	}),
	def("setblocking", "($self, flag, /)", "Whether operations wait.", (self: PySocket, flag) => {
		self.timeout = isTrue(flag) ? null : 0;
		return newNone();
	}),
	def("getblocking", "($self, /)", "Whether operations wait.", (self: PySocket) => newBool(self.timeout !== 0)),
	def("settimeout", "($self, timeout, /)", "How long operations wait.", setTimeout),
	def("gettimeout", "($self, /)", "How long operations wait.", (self: PySocket) =>
		self.timeout === null ? newNone() : newFloat(self.timeout),
	),
	def("getsockname", "($self, /)", "The address of this end.", () => newStr("")),
	def("getpeername", "($self, /)", "The address of the other end.", () => newStr("")),
	def("setsockopt", "($self, level, option, value, optlen=0, /)", "Sets an option, which has no effect.", () => newNone()),
	def("getsockopt", "($self, level, option, buflen=0, /)", "The value of an option.", () => newInt(0)),
	def("shutdown", "($self, how, /)", "Ends one or both directions.", (self: PySocket) => {
		endpointOf(self).close();
		return newNone();
	}),
];

const SocketType: PyType = defineType({
	name: "_socket.socket",
	heapType: true,
	flags: TPFLAGS_BASETYPE,
	basicsize: 48,
	doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None) -> socket object\n\nOne end of a connection.",
	alloc: (type) => own(new PySocket(type)),
	new: (type) => type.alloc!(type),
	init: (self: PySocket, args, kwargs) =>
		init(self, bindSlotArguments("socket", eitherParameters(["family", "type", "proto", "fileno"], 0), args, kwargs)),
	dealloc: (self: PySocket) => {
		endpoints.get(self.descriptor)?.close();
		endpoints.delete(self.descriptor);
		free(self);
	},
	repr: (self: PySocket) =>
		newStr(
			`<socket object, fd=${self.descriptor}, family=${self.family}, type=${self.kind}, proto=${self.protocol} at 0x${addressOf(self).toString(16)}>`,
		),
	methods,
	getset: [
		{ name: "timeout", get: (self: PySocket) => (self.timeout === null ? newNone() : newFloat(self.timeout)) },
		{ name: "family", get: (self: PySocket) => newInt(self.family) },
		{ name: "type", get: (self: PySocket) => newInt(self.kind) },
		{ name: "proto", get: (self: PySocket) => newInt(self.protocol) },
	],
});

function newSocket(endpoint: Endpoint): Own<PyObject> {
	const socket = new PySocket(SocketType);
	socket.descriptor = newDescriptor(endpoint);
	socket.family = CONSTANTS.AF_UNIX!;
	socket.kind = CONSTANTS.SOCK_STREAM!;
	socket.protocol = 0;
	return own(socket);
}

function socketpair(): Own<PyObject> {
	const [a, b] = [new Endpoint(), new Endpoint()];
	a.peer = b;
	b.peer = a;
	return newTuple([newSocket(a), newSocket(b)]);
}

const refuse = (): never => raiseOSError(EAFNOSUPPORT, "Address family not supported by protocol");

const functions: readonly MethodDef[] = [
	def("socketpair", "($module, family=1, type=1, proto=0, /)", "Two connected sockets.", socketpair),
	def("getdefaulttimeout", "($module, /)", "How long new sockets wait.", () => newNone()),
	def("setdefaulttimeout", "($module, timeout, /)", "How long new sockets wait.", () => newNone()),
	def("gethostname", "($module, /)", "This machine's name.", () => newStr("localhost")),
	def("getaddrinfo", "($module, host, port, family=0, type=0, proto=0, flags=0)", "Addresses of a host: there are none.", refuse),
	def("close", "($module, fd, /)", "Closes a socket's descriptor.", (_, fd) => {
		const descriptor = indexAsNumber(fd, "OverflowError");
		endpoints.get(descriptor)?.close();
		endpoints.delete(descriptor);
		return newNone();
	}),
];

export function initSocket(): Own<PyModule> {
	const module = hold(buildModule("_socket", "Connected sockets in memory.", functions), "module _socket");
	const dict = module.dict!;
	addType(module, SocketType);
	setOwned(dict, "SocketType", incref(SocketType));
	setOwned(dict, "has_ipv6", newBool(false));
	setOwned(dict, "error", incref(exceptionTypes.OSError!));
	setOwned(dict, "timeout", incref(exceptionTypes.TimeoutError!));
	for (const name of ["herror", "gaierror"]) setOwned(dict, name, newExceptionType(`socket.${name}`, exceptionTypes.OSError));
	for (const [name, number] of Object.entries(CONSTANTS)) setOwned(dict, name, newInt(number));
	return take(module);
}
