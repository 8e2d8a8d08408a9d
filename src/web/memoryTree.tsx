// Memory as a tree that keys and screen readers can go through: frames, their variables, and from each object on what it holds.
// Read `MemoryTree` first.

import { useSignal } from "@preact/signals";
import type { SceneSlot } from "../ledger/index.ts";
import { plainName } from "./words.tsx";
import { selected } from "./store.ts";
import { texts } from "./texts.ts";
import type { State } from "./timeline.ts";

interface Item {
	/** The way to it: names it among all. */
	readonly path: string;
	readonly level: number;
	readonly text: string;
	/** The object that it is about. */
	readonly name: string | null;
	readonly opens: boolean;
}

export function MemoryTree({ state, find }: { readonly state: State; readonly find: string }) {
	const open = useSignal<ReadonlySet<string>>(new Set(["0"]));
	const focused = useSignal("");
	const items = itemsOf(state, open.value).filter(({ text }) => find === "" || text.toLowerCase().includes(find.toLowerCase()));
	const at = Math.max(0, items.findIndex(({ path }) => path === focused.value));
	const toggle = (path: string, want?: boolean): void => {
		const next = new Set(open.value);
		if (want ?? !next.has(path)) next.add(path);
		else next.delete(path);
		open.value = next;
	};
	const onKey = (event: KeyboardEvent): void => {
		const item = items[at];
		if (item === undefined) return;
		const act: { readonly [key: string]: () => void } = {
			ArrowDown: () => (focused.value = items[Math.min(at + 1, items.length - 1)]!.path),
			ArrowUp: () => (focused.value = items[Math.max(at - 1, 0)]!.path),
			Home: () => (focused.value = items[0]!.path),
			End: () => (focused.value = items.at(-1)!.path),
			ArrowRight: () => toggle(item.path, true),
			ArrowLeft: () => {
				if (open.value.has(item.path)) toggle(item.path, false);
				else focused.value = item.path.replace(/\/[^/]*$/, "");
			},
			Enter: () => item.name !== null && (selected.value = item.name),
			" ": () => toggle(item.path),
		};
		if (!(event.key in act)) return;
		event.preventDefault();
		act[event.key]!();
		requestAnimationFrame(() => document.querySelector<HTMLElement>(".tree [tabindex='0']")?.focus());
	};
	return (
		<div class="tree" role="tree" aria-label={texts.memory} onKeyDown={onKey} tabIndex={-1}>
			{items.map((item, i) => (
				<div
					key={item.path}
					role="treeitem"
					aria-level={item.level + 1}
					aria-expanded={item.opens ? open.value.has(item.path) : undefined}
					aria-selected={item.name !== null && selected.value === item.name}
					tabIndex={i === at ? 0 : -1}
					style={{ paddingLeft: `${item.level * 20 + 8}px` }}
					onClick={() => {
						focused.value = item.path;
						if (item.opens) toggle(item.path);
						if (item.name !== null) selected.value = item.name;
					}}
				>
					<span aria-hidden="true">{item.opens ? (open.value.has(item.path) ? "▾" : "▸") : "·"}</span> {item.text}
				</div>
			))}
		</div>
	);
}

const DEEPEST = 12;

function itemsOf({ frames, objects }: State, open: ReadonlySet<string>): Item[] {
	const items: Item[] = [];
	const add = (slot: SceneSlot, path: string, level: number): void => {
		const { value, label, hold } = slot;
		const name = "ref" in value ? value.ref : null;
		const living = name === null ? undefined : objects.get(name);
		const slots = living?.object?.slots ?? [];
		const how = hold === "owned" ? "" : ` (${hold})`;
		const what = name === null ? ("text" in value ? value.text : "")   : `${plainName(name)}, ${texts.count(living?.count ?? 0)}`;
		items.push({ path, level, name, opens: slots.length > 0 && level < DEEPEST, text: `${label === "" ? "" : `${label}: `}${what}${how}` });
		if (open.has(path) && level < DEEPEST) slots.forEach((each, i) => add(each, `${path}/${i}`, level + 1));
	};
	frames.forEach((frame, f) => {
		const title = frame.title === "<module>" ? texts.globals : `${frame.title}()`;
		const path = String(f);
		items.push({
			path,
			level: 0,
			name: null,
			opens: frame.variables.length + frame.stack.length > 0,
			text: frame.line === null ? title : `${title}, ${texts.atLine(frame.line)}`,
		});
		if (!open.has(path)) return;
		frame.variables.forEach((slot, i) => add(slot, `${path}/${i}`, 1));
		frame.stack.forEach((slot, i) =>
			add({ ...slot, label: `${texts.evaluationStack}, ${slot.label.replaceAll("`", "")}` }, `${path}/s${i}`, 1),
		);
	});
	return items;
}
