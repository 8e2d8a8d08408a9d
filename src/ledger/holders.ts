// Who holds an object: each reference in the words of a person, and from its holder on to a root.
//
// A reference's slot says what `traverse` knows (element 3, value under a key, attribute); the words come from what the owner
// is to the program: a module's dictionary makes its values globals, an instance's dictionary makes them attributes, a
// function's tuples are defaults and closure. Such containers, which no person names, are left out of the way to the root.
// Runs no Python code and adds no reference. Read `holdersOf` first.

import type { HeapObject } from "../heap/header.ts";
import { isType } from "../objects/abstractClass.ts";
import { PyCell } from "../objects/cell.ts";
import { isCode, KIND_FREE, type PyCode } from "../objects/code.ts";
import { dictGetStr, PyDict } from "../objects/dict.ts";
import { PyBaseException } from "../objects/exception.ts";
import type { PyFrame } from "../objects/frame.ts";
import { isFunction, type PyFunction } from "../objects/function.ts";
import { EXECUTING, PyGenerator } from "../objects/generator.ts";
import type { Frame } from "../objects/interpreterFrame.ts";
import { PyMethod } from "../objects/method.ts";
import { isModule, type PyModule } from "../objects/module.ts";
import type { PyObject } from "../objects/object.ts";
import { interpreter } from "../objects/state.ts";
import { internStr } from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";
import { waitingText } from "./consumerText.ts";
import { BORROWED, type Edge, FRAME_SLOT, frameOf, type Graph, type Hold, isObject, OWNED, RootSet, RunningFrame, WEAK } from "./graph.ts";
import { callableText, keyText, moduleName, type Names } from "./names.ts";
import { consumerOf } from "./stackSlots.ts";

/** What a holder is, for programs; the words are for people. */
export type HolderKind =
	| "global"
	| "local"
	| "stack"
	| "attribute"
	| "element"
	| "value"
	| "key"
	| "cell"
	| "default"
	| "constant"
	| "self"
	| "type"
	| "module"
	| "exception"
	| "history"
	| "frame"
	| "root"
	| "weakref"
	| "other";

/** One step of the way from a holder to a root: `name` is held by what `text` says. */
export interface Step {
	readonly name: string;
	readonly text: string;
}

export interface Holder {
	readonly kind: HolderKind;
	/** "element 3 of list#4" */
	readonly text: string;
	/** Owned references count; borrowed and weak ones do not. */
	readonly hold: Hold;
	/** From the holding object on. Empty when the holder itself is a root to a person. */
	readonly path: readonly Step[];
	/** How the path ends: at a root; at the object itself (a cycle); or nowhere (only the collector knows of it). */
	readonly end: "root" | "cycle" | "nowhere";
}

export type HolderText = Pick<Holder, "kind" | "text">;

/** A reference in words; `next`: the object whose holders lead on to a root, null where a person needs no more. */
interface Described {
	readonly kind: HolderKind;
	readonly text: string;
	readonly next: HeapObject | null;
}

export class Holders {
	readonly graph: Graph;
	readonly names: Names;
	/** Whether a running call is told with the line it is at. */
	private readonly lines: boolean;

	constructor(graph: Graph, names: Names, lines = true) {
		this.graph = graph;
		this.names = names;
		this.lines = lines;
	}

	/** The owned references to an object, each in words, without the way to a root. */
	ownedBy(object: HeapObject): HolderText[] {
		return this.graph.incoming(object).flatMap((edge) => {
			if (edge.hold !== OWNED) return [];
			const { kind, text } = this.describe(edge);
			return [{ kind, text }];
		});
	}

	/** All holders of an object: the owned references first, those nearest to a root first. */
	of(object: HeapObject): Holder[] {
		const holders = this.graph.incoming(object).map((edge) => this.holder(edge, object));
		const rank = ({ hold, end, path }: Holder): number => (hold === OWNED ? 0 : 1e6) + (end === "root" ? 0 : 1e5) + path.length;
		return holders.sort((a, b) => rank(a) - rank(b));
	}

	private holder(edge: Edge, object: HeapObject): Holder {
		const { kind, text, next } = this.describe(edge);
		const path: Step[] = [];
		const seen = new Set<HeapObject>([object]);
		let end: Holder["end"] = "root";
		for (let at = next; at !== null; ) {
			if (seen.has(at)) {
				end = "cycle";
				break;
			}
			seen.add(at);
			const way = this.graph.wayTo(at);
			if (way === null) {
				end = "nowhere";
				break;
			}
			const step = this.describe(way);
			path.push({ name: this.names.of(at), text: step.text });
			at = step.next;
		}
		return { kind, text: edge.hold === OWNED ? text : uncounted(edge, text), hold: edge.hold, path, end };
	}

	/** A reference in words. */
	describe(edge: Edge): Described {
		const { from } = edge;
		if (from instanceof RootSet) return { kind: "root", text: rootText(from.name, edge), next: null };
		if (from instanceof RunningFrame) return this.describeFrame(edge, from);
		if (from instanceof PyGenerator && edge.slot === FRAME_SLOT) return this.describeGenerator(edge, from);
		if (edge.slot === FRAME_SLOT) return this.describeEndedFrame(edge, from as PyFrame);
		if (edge.hold === WEAK) return { kind: "weakref", text: this.names.of(from), next: from };
		if (from instanceof PyDict) return this.describeDict(edge, from);
		if (from instanceof PyTuple) return this.describeTuple(edge, from);
		if (from instanceof PyCell) return this.describeCell(from);
		if (from instanceof PyMethod && edge.slot === "attribute" && edge.key === "__self__") return this.plain("self", "`__self__`", from);
		if (isType(from as PyObject) && edge.slot === "attributes") return this.plain("other", "namespace", from);
		return this.describeSlot(edge, from);
	}

	private plain(kind: HolderKind, what: string, owner: HeapObject): Described {
		return { kind, text: `${what} of ${this.names.of(owner)}`, next: owner };
	}

	private describeSlot({ slot, key }: Edge, owner: HeapObject): Described {
		const machine = slot === "attribute" ? notebookMachine(owner as PyObject) : null;
		if (machine !== null) return { kind: "history", text: `\`.${keyText(key)}\` of ${machine}`, next: owner };
		switch (slot) {
			case "attribute":
			case "slot":
				return this.plain("attribute", `attribute \`.${keyText(key)}\``, owner);
			case "element":
				return this.plain("element", key === undefined ? "element" : `element ${String(key)}`, owner);
			case "value":
				return this.plain("value", key === undefined ? "value" : `value under ${this.keyName(key)}`, owner);
			case "key":
				return this.plain("key", "key", owner);
			case "type":
				return { kind: "type", text: `class of ${this.names.of(owner)}`, next: owner };
			case "exception being handled":
				return this.plain("exception", slot, owner);
			default:
				if (slot.startsWith("attribute ")) return this.plain("attribute", `attribute \`.${slot.slice("attribute ".length)}\``, owner);
				if (slot.endsWith(" iterated over")) return { kind: "other", text: `what ${this.names.of(owner)} goes through`, next: owner };
				return this.plain("other", key === undefined ? slot : `${slot} ${keyText(key)}`, owner);
		}
	}

	/** A key that has no short text of its own goes by its name. */
	private keyName(key: unknown): string {
		const text = shortKey(key);
		return text.startsWith("<") && typeof key === "object" && key !== null ? this.names.of(key as HeapObject) : text;
	}

	private describeFrame(edge: Edge, { frame, thread }: RunningFrame): Described {
		const name = `\`${frame.code.qualname.value}\``;
		const inThread = thread === "" ? "" : ` in thread ${thread}`;
		if (edge.slot !== FRAME_SLOT) return { kind: "frame", text: `${edge.slot} of the running ${name}${inThread}`, next: null };
		const local = localOf(frame, edge.key as number);
		if (local === null) return { kind: "stack", text: `${this.waiting(edge, frame)}${inThread}`, next: null };
		const what = isModuleLevel(frame.code) ? `comprehension's variable \`${local}\`` : `local \`${local}\` of ${name}`;
		return { kind: "local", text: `${what}${this.lineText(frame)}${inThread}`, next: null };
	}

	private describeGenerator(edge: Edge, generator: PyGenerator): Described {
		const { frame } = generator;
		const running = generator.state === EXECUTING && this.lines;
		const name = frame.code.qualname.value;
		const local = localOf(frame, edge.key as number);
		const next = running ? null : generator;
		if (local !== null)
			return {
				kind: "local",
				text: `local \`${local}\` of ${running ? `\`${name}\`${this.lineText(frame)}` : this.names.of(generator)}`,
				next,
			};
		return { kind: "stack", text: `${this.waiting(edge, frame)}, in ${running ? `\`${name}\`` : this.names.of(generator)}`, next };
	}

	/** A frame that has ended, and whose object somebody keeps: mostly a traceback. */
	private describeEndedFrame(edge: Edge, object: PyFrame): Described {
		const { frame } = object;
		const local = localOf(frame, edge.key as number);
		const what = local === null ? "value on the evaluation stack" : `local \`${local}\``;
		return { kind: "frame", text: `${what} of the ended call of \`${frame.code.qualname.value}\`${this.lineText(frame)}`, next: object };
	}

	private lineText(frame: Frame): string {
		const line = this.lines ? frame.code.lineAt(frame.pc) : null;
		return line === null ? "" : ` (line ${line})`;
	}

	private waiting(edge: Edge, frame: Frame): string {
		const depth = (edge.key as number) - frame.code.nlocalsplus;
		return waitingText(frame, consumerOf(frame, this.graph.innerOf.get(frame) ?? null, depth));
	}

	private describeDict(edge: Edge, dict: PyDict): Described {
		const key = keyText(edge.key);
		const isKey = edge.slot === "key";
		if (dict === interpreter.modules)
			return { kind: "module", text: isKey ? "key of `sys.modules`" : `\`sys.modules[${shortKey(edge.key)}]\``, next: null };
		for (const { from, slot, key: by } of this.graph.incoming(dict)) {
			if (from instanceof RunningFrame && slot === "namespace" && !isModuleDict(this.graph, dict))
				return { kind: "local", text: `local \`${key}\` of the running \`${from.frame.code.qualname.value}\``, next: null };
			if (!isObject(from)) continue;
			const object = from as PyObject;
			if (isKey) continue;
			if (isModule(object) && slot === "__dict__") return this.global(key, object);
			if (slot === "value" && by !== undefined && keyText(by) === "Out" && this.isHistory(object))
				return { kind: "history", text: `\`Out[${key}]\``, next: null };
			if (slot === "attribute" && keyText(by) === "user_ns_hidden")
				return { kind: "history", text: `IPython's hidden \`${key}\``, next: null };
			if (slot === "attributes" && isType(object)) return this.plain("attribute", `attribute \`.${key}\``, object);
			if (slot === "__dict__") return this.plain("attribute", `attribute \`.${key}\``, object);
			if (slot === "attribute" && by === "__dict__") return this.plain("attribute", `attribute \`.${key}\``, object);
			if (slot === "attribute" && by === "__kwdefaults__" && isFunction(object))
				return { kind: "default", text: `default of \`${key}\` in ${this.names.of(object)}`, next: object };
		}
		return this.describeSlot(edge, dict);
	}

	private global(key: string, module: PyModule): Described {
		const name = moduleName(module);
		if (name !== "__main__") return { kind: "global", text: `global \`${key}\` of module \`${name}\``, next: null };
		const kind = HISTORY_NAME.test(key) && module.dict !== null && this.isHistory(module.dict) ? "history" : "global";
		return { kind, text: `global \`${key}\``, next: null };
	}

	/** Whether a dictionary is the namespace of a notebook. */
	private isHistory(dict: HeapObject): boolean {
		return dict instanceof PyDict && dictGetStr(dict, internStr("Out")) !== null && dictGetStr(dict, internStr("get_ipython")) !== null;
	}

	private describeTuple(edge: Edge, tuple: PyTuple): Described {
		for (const { from, slot, key } of this.graph.incoming(tuple)) {
			if (!isObject(from)) continue;
			const owner = from as PyObject;
			const index = edge.key as number;
			if (slot === "mro" && isType(owner))
				return { kind: "other", text: `element ${index} of the \`__mro__\` of ${this.names.of(owner)}`, next: owner };
			if (slot === "bases" && isType(owner)) return { kind: "other", text: `base of ${this.names.of(owner)}`, next: owner };
			if (slot !== "attribute") continue;
			if (key === "__defaults__" && isFunction(owner))
				return { kind: "default", text: `default of \`${defaultName(owner, tuple, index)}\` in ${this.names.of(owner)}`, next: owner };
			if (key === "__closure__" && isFunction(owner)) return { kind: "cell", text: `closure of ${this.names.of(owner)}`, next: owner };
			if (key === "co_consts" && isCode(owner)) return { kind: "constant", text: `constant of \`${owner.qualname.value}\``, next: owner };
			if (key === "args" && owner instanceof PyBaseException) return this.plain("attribute", `argument ${index}`, owner);
		}
		return this.describeSlot(edge, tuple);
	}

	/** A variable that functions share. Named by the function that has it in its closure, or by the call that made it. */
	private describeCell(cell: PyCell): Described {
		for (const { from, key, slot } of this.graph.incoming(cell)) {
			if (from instanceof PyTuple) {
				const owner = this.graph
					.incoming(from)
					.find((edge) => edge.key === "__closure__" && isObject(edge.from) && isFunction(edge.from as PyObject))?.from;
				if (owner === undefined) continue;
				const inner = owner as PyFunction;
				const name = freeName(inner.code, from.items.indexOf(cell));
				return { kind: "cell", text: `closure cell \`${name}\` of ${this.names.of(inner)}`, next: inner };
			}
			const frame = frameOf(from);
			if (frame === null || slot !== FRAME_SLOT) continue;
			const name = localOf(frame, key as number) ?? "?";
			return {
				kind: "cell",
				text: `cell variable \`${name}\` of \`${frame.code.qualname.value}\``,
				next: from instanceof RunningFrame ? null : (from as HeapObject),
			};
		}
		return this.plain("cell", "contents", cell);
	}
}

/** Names under which IPython keeps results: `_`, `__`, `___`, `_12`. */
const HISTORY_NAME = /^_(\d+|_{0,2})$/;

/** The parts of IPython that keep a cell's result. */
function notebookMachine(object: PyObject): string | null {
	if (object.type.name === "DisplayHook") return "IPython's display hook";
	return object.type.name === "ExecutionResult" ? "IPython's result of the cell" : null;
}

function isModuleDict(graph: Graph, dict: PyDict): boolean {
	return graph.incoming(dict).some(({ from, slot }) => slot === "__dict__" && isObject(from) && isModule(from as PyObject));
}

/** The variable in a slot; null for the evaluation stack. */
function localOf({ code }: Frame, slot: number): string | null {
	return slot < code.nlocalsplus ? code.localsplusnames[slot]!.value : null;
}

/** A module's code has no locals but the variables of its comprehensions. */
function isModuleLevel(code: PyCode): boolean {
	return code.name.value === "<module>";
}

function defaultName({ code }: PyFunction, defaults: PyTuple, index: number): string {
	return code.localsplusnames[code.argcount - defaults.items.length + index]?.value ?? String(index);
}

function freeName(code: PyCode, index: number): string {
	const free = code.localsplusnames.filter((_, i) => (code.code.localspluskinds[i]! & KIND_FREE) !== 0);
	return free[index]?.value ?? "?";
}

function shortKey(key: unknown): string {
	if (typeof key === "string") return `'${key}'`;
	if (typeof key !== "object" || key === null) return String(key);
	if (key instanceof PyTuple) return key.items.length > 3 ? "a tuple" : `(${key.items.map(shortKey).join(", ")})`;
	const text = callableText(key as PyObject) ?? keyText(key);
	return typeof (key as { value?: unknown }).value === "string" ? `'${text}'` : text;
}

/** The names of the sets of roots in the heap are said before the slot where the slot alone would not be understood. */
const SPEAKING_ROOTS: ReadonlySet<string> = new Set([
	"thread",
	"interpreter",
	"deallocation",
	"static types",
	"common constants",
	"frames",
]);

function rootText(set: string, { slot, key }: Edge): string {
	if (set === "thread" && slot === "exception being handled") return "`sys.exception()`";
	const what = key === undefined ? slot : `${slot} ${keyText(key)}`;
	if (set === "native code") return `native code under way: ${what}`;
	return SPEAKING_ROOTS.has(set) ? what : `${what} (${set})`;
}

function uncounted({ hold }: Edge, text: string): string {
	return hold === BORROWED ? `borrowed by ${text}` : `weak reference ${text}`;
}
