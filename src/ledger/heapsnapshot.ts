// The graph as a .heapsnapshot, which Chrome's DevTools opens: Python's names, CPython's sizes, and who retains whom.
//
// Node 0 is above all roots. An object's name is its class, by which DevTools groups; a function's, a class's or a text's is
// its own. Read `heapSnapshot` first. The format is that of V8's heap profiler.

import type { HeapObject } from "../heap/header.ts";
import { isType } from "../objects/abstractClass.ts";
import { isCode } from "../objects/code.ts";
import { isFunction } from "../objects/function.ts";
import { isInt } from "../objects/int.ts";
import type { PyObject } from "../objects/object.ts";
import { isStr } from "../objects/str.ts";
import { PyCell } from "../objects/cell.ts";
import { type Edge, FRAME_SLOT, frameOf, type Graph, isObject, type Node, OWNED, RootSet, WEAK } from "./graph.ts";
import { keyText, type Names, typeNameOf } from "./names.ts";
import { sizeOfNode } from "./sizes.ts";

const NODE_TYPES = "hidden array string object code closure regexp number native synthetic".split(" ");
const EDGE_TYPES = "context element property internal hidden shortcut weak".split(" ");
const NODE_FIELDS = ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"];

class Strings {
	readonly texts: string[] = [];
	private readonly numbers = new Map<string, number>();

	number(text: string): number {
		let number = this.numbers.get(text);
		if (number === undefined) this.numbers.set(text, (number = this.texts.push(text) - 1));
		return number;
	}
}

/** The snapshot as text of the file. */
export function heapSnapshot(graph: Graph, names: Names): string {
	const strings = new Strings();
	const nodes: number[] = [];
	const edges: number[] = [];
	const roots = graph.nodes.filter((node) => !isObject(node));
	const addNode = (type: string, name: string, id: number, size: number, edgeCount: number): void => {
		nodes.push(NODE_TYPES.indexOf(type), strings.number(name), id, size, edgeCount, 0, 0);
	};
	addNode("synthetic", "", 1, 0, roots.length);
	roots.forEach((root, i) => edges.push(EDGE_TYPES.indexOf("element"), i + 1, indexOf(graph, root)));
	graph.nodes.forEach((node, i) => {
		// A borrowed reference keeps nothing alive.
		const owned = graph.outgoing(node).filter(({ hold }) => hold === OWNED || hold === WEAK);
		const [type, name] = isObject(node) ? objectNode(node, names) : ["synthetic", placeName(node)];
		addNode(type, name, 2 * i + 3, sizeOfNode(node), owned.length);
		for (const edge of owned) edges.push(...edgeFields(edge, strings), indexOf(graph, edge.to));
	});
	return JSON.stringify({
		snapshot: { meta: META, node_count: graph.nodes.length + 1, edge_count: edges.length / 3, trace_function_count: 0 },
		nodes,
		edges,
		trace_function_infos: [],
		trace_tree: [],
		samples: [],
		locations: [],
		strings: strings.texts,
	});
}

const META = {
	node_fields: NODE_FIELDS,
	node_types: [NODE_TYPES, "string", "number", "number", "number", "number", "number"],
	edge_fields: ["type", "name_or_index", "to_node"],
	edge_types: [EDGE_TYPES, "string_or_number", "node"],
	trace_function_info_fields: ["function_id", "name", "script_name", "script_id", "line", "column"],
	trace_node_fields: ["id", "function_info_index", "count", "size", "children"],
	sample_fields: ["timestamp_us", "last_assigned_id"],
	location_fields: ["object_index", "script_id", "line", "column"],
};

/** `to_node` is the place of the node's first field. */
function indexOf(graph: Graph, node: Node): number {
	return (graph.numberOf(node) + 1) * NODE_FIELDS.length;
}

function objectNode(object: HeapObject, names: Names): [string, string] {
	const it = object as PyObject;
	if (isStr(it)) return ["string", it.value];
	if (isInt(it)) return ["number", String(it.value)];
	if (isFunction(it)) return ["closure", it.qualname.value];
	if (isCode(it)) return ["code", it.qualname.value];
	if (isType(it)) return ["object", names.of(it).replace(/`/g, "")];
	return ["object", typeNameOf(it.type)];
}

function placeName(node: Node): string {
	return node instanceof RootSet ? `(${node.name})` : `(running ${frameOf(node)!.code.qualname.value})`;
}

function edgeFields({ from, slot, key, hold }: Edge, strings: Strings): [number, number] {
	const named = (type: string, name: string): [number, number] => [EDGE_TYPES.indexOf(type), strings.number(name)];
	if (hold === WEAK) return named("weak", "referent");
	if (slot === FRAME_SLOT) return named("internal", frameSlotName(from, key as number));
	if (slot === "element" && typeof key === "number") return [EDGE_TYPES.indexOf("element"), key];
	if (from instanceof PyCell) return named("context", "contents");
	if (slot === "attribute" || slot === "slot" || slot === "value") return named("property", key === undefined ? slot : keyText(key));
	return named("internal", key === undefined ? slot : `${slot} ${keyText(key)}`);
}

function frameSlotName(node: Node, slot: number): string {
	const { code } = frameOf(node)!;
	return slot < code.nlocalsplus ? `local ${code.localsplusnames[slot]!.value}` : `stack slot ${slot - code.nlocalsplus}`;
}
