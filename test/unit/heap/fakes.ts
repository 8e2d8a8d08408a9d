// Tiny collectable objects for tests of the heap: nodes that own a list of other nodes.

import { track, untrack } from "../../../src/heap/gc/tracking.ts";
import { GCObject, type HeapType, type Own, own, TPFLAGS_HAVE_GC } from "../../../src/heap/header.ts";
import { decref, decrefEach, free, incref, release } from "../../../src/heap/refcount.ts";
import { clearWeakrefs, insertWeakref, type Weakrefable, WeakReference } from "../../../src/heap/weakref.ts";

export class Node extends GCObject implements Weakrefable {
	readonly name: string;
	children: GCObject[] = [];
	weakrefs: WeakReference[] | null = null;
	/** What the finalizer does, once. */
	onFinalize: (() => void) | null = null;

	constructor(name: string) {
		super(NodeType);
		this.name = name;
	}
}

/** What happened, in order: "finalize a", "clear a", "dealloc a". */
export const events: string[] = [];

const base = { typeFlags: TPFLAGS_HAVE_GC, traverseRest: null, blockSize: () => 64, freelistSize: 0, freelistLength: 0 };

export const NodeType: HeapType = {
	...base,
	weakrefable: true,
	name: "Node",
	dealloc: (self: Node) => {
		untrack(self);
		events.push(`dealloc ${self.name}`);
		clearWeakrefs(self);
		free(self);
		for (let i = self.children.length - 1; i >= 0; i--) release(self.children[i]!);
	},
	traverse: (self: Node, visit) => self.children.forEach((child, i) => visit(child, "child", i)),
	clear: (self: Node) => {
		events.push(`clear ${self.name}`);
		const children = self.children;
		self.children = [];
		decrefEach(children);
	},
	finalize: (self: Node) => {
		events.push(`finalize ${self.name}`);
		self.onFinalize?.();
	},
};

const callbackType: HeapType = { ...base, typeFlags: 0, name: "Callback", dealloc: free, traverse: null, clear: null, finalize: null };
const refType: HeapType = {
	...base,
	name: "ref",
	dealloc: (self: WeakReference) => {
		untrack(self);
		if (self.referent !== null) self.referent.weakrefs = self.referent.weakrefs!.filter((ref) => ref !== self);
		free(self);
		if (self.callback !== null) release(self.callback);
	},
	traverse: (self: WeakReference, visit) => self.callback !== null && visit(self.callback, "callback"),
	clear: null,
	finalize: null,
};

/** A tracked node that owns its children (which the caller keeps, too). */
export function node(name: string, ...children: GCObject[]): Own<Node> {
	const made = new Node(name);
	for (const child of children) made.children.push(incref(child));
	track(made);
	return own(made);
}

export function link(from: Node, to: GCObject): void {
	from.children.push(incref(to));
}

/** A weak reference; with a callback object if `calls`. */
export function weak(referent: Node, calls: boolean): Own<WeakReference> {
	const ref = new WeakReference(refType, referent, calls ? own(new GCObject(callbackType)) : null);
	insertWeakref(ref, -1, 0);
	track(ref);
	return own(ref);
}

/** Gives up the caller's references. */
export function letGo(...objects: GCObject[]): void {
	for (const object of objects) decref(object);
}
