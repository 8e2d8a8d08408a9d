// The picture of memory after a step: frames with their variables and evaluation stacks, objects with their slots, and an arrow
// for each reference: owned solid, borrowed dashed, weak dotted. The same as a tree, for those who do not look at pictures.
//
// All places come from layout.ts, so that nothing is measured; what a step leaves as it was is not drawn again. Read `MemoryPane`.

import { useSignal } from "@preact/signals";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { SceneFrame, SceneHold, SceneSlot, SceneValue } from "../ledger/index.ts";
import { BOX_WIDTH, boxHeight, FRAME_WIDTH, framePlaces, frameRowY, HEAD, type Layout, MOST_ROWS, type Place, ROW } from "./layout.ts";
import { MemoryTree } from "./memoryTree.tsx";
import type { WebStep } from "./protocol.ts";
import { layout, now, selected, state, step, stepCount, timeline } from "./store.ts";
import { texts } from "./texts.ts";
import type { Living, State, Timeline } from "./timeline.ts";

/** Ghosts stay for so many steps. */
const GHOST_STEPS = 8;
const SMALLEST = 0.1;
const LARGEST = 3;

interface View {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
}

export function MemoryPane() {
	const asTree = useSignal(false);
	const find = useSignal("");
	return (
		<section class="memory" aria-label={texts.memory}>
			<h2>
				{texts.memory}
				<input
					type="search"
					placeholder={texts.findObject}
					aria-label={texts.findObject}
					value={find.value}
					onInput={(event) => (find.value = event.currentTarget.value)}
				/>
				<label class="check">
					<input type="checkbox" checked={asTree.value} onChange={(event) => (asTree.value = event.currentTarget.checked)} />
					{texts.tree}
				</label>
			</h2>
			<Told />
			{stepCount.value === 0 ? (
				<p class="empty">{texts.nothingYet}</p>
			) : asTree.value ? (
				<MemoryTree state={state.value} find={find.value} />
			) : (
				<Picture find={find.value} />
			)}
		</section>
	);
}

/** What the step did, in sentences. */
function Told() {
	const current = step.value;
	if (current === null) return null;
	const told = current.told.length > 0 ? current.told : [texts.noChange];
	return (
		<ul class="told" aria-live="polite">
			{told.slice(0, 6).map((text) => (
				<li>
					<Coded text={text} />
				</li>
			))}
			{told.length > 6 && <li class="soft">{texts.more(told.length - 6)}</li>}
		</ul>
	);
}

/** Text with code between backquotes; names of objects are links to them. */
export function Coded({ text }: { readonly text: string }) {
	return (
		<>
			{text.split("`").map((part, i) => (i % 2 === 1 ? <code>{part}</code> : <Linked text={part} />))}
		</>
	);
}

function Linked({ text }: { readonly text: string }) {
	const { lives } = timeline();
	return (
		<>
			{text.split(/([\p{L}_][\p{L}\p{N}_]*#\d+)/u).map((part) =>
				lives.has(part) ? (
					<button type="button" class="link" onClick={() => (selected.value = part)}>
						{part}
					</button>
				) : (
					part
				),
			)}
		</>
	);
}

function Picture({ find }: { readonly find: string }) {
	const view = useSignal<View>({ x: 16, y: 16, scale: 1 });
	const pane = useRef<HTMLDivElement>(null);
	const plane = useRef<HTMLDivElement>(null);
	usePanAndZoom(pane, plane, view);
	const current = state.value;
	const { places } = layout();
	const currentStep = step.value;
	const tops = framePlaces(current.frames);
	const bounds = boundsOf(current, places, tops);
	const changed = useMemo(() => new Map((currentStep?.changes ?? []).map((change) => [change.name, change])), [currentStep]);
	const fit = (): void => {
		const { clientWidth, clientHeight } = pane.current!;
		const scale = Math.min(1.25, Math.max(SMALLEST, Math.min(clientWidth / (bounds.width + 48), clientHeight / (bounds.height + 48))));
		view.value = { x: 24 * scale, y: 24 * scale, scale };
	};
	// In the first picture all is to be seen.
	useEffect(() => {
		if (bounds.width * view.value.scale > pane.current!.clientWidth || bounds.height * view.value.scale > pane.current!.clientHeight) {
			const { clientWidth } = pane.current!;
			const scale = Math.max(0.6, Math.min(1, clientWidth / (bounds.width + 48)));
			view.value = { x: 16, y: 16, scale };
		}
	}, [stepCount.value === 0]);
	useEffect(() => bringIntoView(selected.value, places, view, pane.current!), [selected.value]);
	return (
		<div class="picture" ref={pane}>
			<div class="plane" ref={plane}>
				<Arrows state={current} places={places} tops={tops} width={bounds.width} height={bounds.height} chosen={selected.value} />
				{current.frames.map((frame, i) => (
					<FrameBox key={`${i} ${frame.title}`} frame={frame} y={tops[i]!.y} isLast={i === current.frames.length - 1} />
				))}
				{[...current.objects.values()].map((living) => {
					const place = places.get(living.name);
					if (place === undefined) return null;
					const change = changed.get(living.name);
					return (
						<ObjectBox
							key={living.name}
							living={living}
							place={place}
							chosen={selected.value === living.name}
							hidden={find !== "" && !matches(living, find)}
							mark={change === undefined ? "" : change.before === null ? "born" : change.before !== change.after ? "changed" : ""}
							before={change?.before ?? null}
						/>
					);
				})}
				<Ghosts timeline={timeline()} layout={layout()} at={now.value} step={currentStep} />
			</div>
			{current.objects.size === 0 && current.frames.every(({ variables }) => variables.length === 0) && <p class="empty over">{texts.noObjects}</p>}
			<div class="zoom">
				<button type="button" onClick={() => zoom(view, pane.current!, 1.25)} aria-label={texts.zoomIn}>
					+
				</button>
				<button type="button" onClick={() => zoom(view, pane.current!, 0.8)} aria-label={texts.zoomOut}>
					−
				</button>
				<button type="button" onClick={fit}>
					{texts.fit}
				</button>
			</div>
			<ul class="legend" aria-hidden="true">
				<li class="owned">owned</li>
				<li class="borrowed">{texts.borrowed}</li>
				<li class="weak">{texts.weakly}</li>
			</ul>
		</div>
	);
}

function matches({ name, object }: Living, find: string): boolean {
	return `${name} ${object?.type ?? ""}`.toLowerCase().includes(find.toLowerCase());
}

function boundsOf({ objects }: State, places: ReadonlyMap<string, Place>, tops: readonly Place[]): { width: number; height: number } {
	let width = FRAME_WIDTH;
	let height = tops.length === 0 ? 0 : tops.at(-1)!.y + tops.at(-1)!.height;
	for (const name of objects.keys()) {
		const place = places.get(name);
		if (place === undefined) continue;
		width = Math.max(width, place.x + BOX_WIDTH);
		height = Math.max(height, place.y + place.height);
	}
	return { width: width + 8, height: height + 8 };
}

type ViewSignal = { value: View; peek(): View; subscribe(see: (view: View) => void): () => void };

function zoom(view: ViewSignal, pane: HTMLElement, by: number, at = { x: pane.clientWidth / 2, y: pane.clientHeight / 2 }): void {
	const { x, y, scale } = view.peek();
	const next = Math.min(LARGEST, Math.max(SMALLEST, scale * by));
	view.value = { x: at.x - ((at.x - x) * next) / scale, y: at.y - ((at.y - y) * next) / scale, scale: next };
}

/** The plane is moved by the browser's compositor alone: nothing is drawn again. */
function usePanAndZoom(pane: preact.RefObject<HTMLDivElement | null>, plane: preact.RefObject<HTMLDivElement | null>, view: ViewSignal): void {
	useEffect(() => {
		const box = pane.current!;
		const end = view.subscribe(({ x, y, scale }) => {
			plane.current!.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
		});
		let from: { x: number; y: number; view: View } | null = null;
		const down = (event: PointerEvent): void => {
			if (event.button !== 0 || (event.target as HTMLElement).closest("button, .zoom, .legend") !== null) return;
			from = { x: event.clientX, y: event.clientY, view: view.peek() };
			box.setPointerCapture(event.pointerId);
		};
		const move = (event: PointerEvent): void => {
			if (from === null) return;
			view.value = { ...from.view, x: from.view.x + event.clientX - from.x, y: from.view.y + event.clientY - from.y };
		};
		const up = (): void => void (from = null);
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			const { left, top } = box.getBoundingClientRect();
			if (event.ctrlKey || event.metaKey) zoom(view, box, Math.exp(-event.deltaY / 200), { x: event.clientX - left, y: event.clientY - top });
			else {
				const { x, y, scale } = view.peek();
				view.value = { x: x - event.deltaX, y: y - event.deltaY, scale };
			}
		};
		box.addEventListener("pointerdown", down);
		box.addEventListener("pointermove", move);
		box.addEventListener("pointerup", up);
		box.addEventListener("pointercancel", up);
		box.addEventListener("wheel", wheel, { passive: false });
		return () => {
			end();
			box.removeEventListener("pointerdown", down);
			box.removeEventListener("pointermove", move);
			box.removeEventListener("pointerup", up);
			box.removeEventListener("pointercancel", up);
			box.removeEventListener("wheel", wheel);
		};
	}, []);
}

function bringIntoView(name: string | null, places: ReadonlyMap<string, Place>, view: ViewSignal, pane: HTMLElement): void {
	const place = name === null ? undefined : places.get(name);
	if (place === undefined) return;
	const { x, y, scale } = view.peek();
	const left = place.x * scale + x;
	const top = place.y * scale + y;
	if (left >= 0 && top >= 0 && left + BOX_WIDTH * scale <= pane.clientWidth && top + HEAD * scale <= pane.clientHeight) return;
	view.value = { scale, x: pane.clientWidth / 2 - (place.x + BOX_WIDTH / 2) * scale, y: pane.clientHeight / 2 - (place.y + HEAD) * scale };
}

const FrameBox = memo(function FrameBox({ frame, y, isLast }: { readonly frame: SceneFrame; readonly y: number; readonly isLast: boolean }) {
	const isModule = frame.title === "<module>";
	return (
		<div class={`frame ${isLast ? "running" : ""}`} style={{ transform: `translateY(${y}px)` }}>
			<h3>
				{isModule ? texts.globals : `${frame.title}()`}
				{frame.line !== null && <span>{texts.atLine(frame.line)}</span>}
			</h3>
			<div class="rows" style={{ minHeight: `${Math.max(frame.variables.length, 1) * ROW}px` }}>
				{frame.variables.map((slot) => (
					<SlotRow slot={slot} />
				))}
			</div>
			{frame.stack.length > 0 && (
				<>
					<h4>{texts.evaluationStack}</h4>
					{frame.stack.map((slot) => (
						<SlotRow slot={{ ...slot, label: stackLabel(slot.label) }} title={slot.label.replaceAll("`", "")} />
					))}
				</>
			)}
		</div>
	);
});

/** "argument 1" of "argument 1 of the call to `f` in line 3". */
function stackLabel(label: string): string {
	return label.replace(/ (of|in|for|to) .*$/, "").replaceAll("`", "");
}

function SlotRow({ slot, title }: { readonly slot: SceneSlot; readonly title?: string }) {
	return (
		<div class={`row ${slot.hold}`} title={title}>
			<span class="label">{slot.key === undefined ? slot.label : <ValueText value={slot.key} />}</span>
			<span class="value">
				<ValueText value={slot.value} />
			</span>
		</div>
	);
}

/** "function f" of "function `f`". */
export function plainName(name: string): string {
	return name.replaceAll("`", "");
}

/** An object of the picture is a dot from which its arrow goes, and a link. */
export function ValueText({ value }: { readonly value: SceneValue }) {
	if ("text" in value) return <code>{value.text}</code>;
	return (
		<button type="button" class="dot" onClick={() => (selected.value = value.ref)} title={plainName(value.ref)}>
			<span>{plainName(value.ref)}</span>
		</button>
	);
}

interface BoxProps {
	readonly living: Living;
	readonly place: Place;
	readonly chosen: boolean;
	readonly hidden: boolean;
	readonly mark: string;
	readonly before: number | null;
}

const ObjectBox = memo(function ObjectBox({ living, place, chosen, hidden, mark, before }: BoxProps) {
	const { name, count, object } = living;
	const slots = object?.slots ?? [];
	const rest = (object?.length ?? 0) - Math.min(slots.length, MOST_ROWS);
	return (
		<div
			class={`object ${mark} ${chosen ? "chosen" : ""} ${hidden ? "aside" : ""}`}
			style={{ transform: `translate(${place.x}px, ${place.y}px)`, "--hue": hueOf(object?.type ?? name) }}
			data-name={name}
		>
			<button type="button" class="head" onClick={() => (selected.value = chosen ? null : name)} aria-pressed={chosen}>
				<b>{plainName(name)}</b>
				<span class="count" key={count} title={texts.count(count)}>
					{mark === "changed" && <i>{before}→</i>}
					{count}
				</span>
			</button>
			{slots.slice(0, MOST_ROWS).map((slot) => (
				<SlotRow slot={slot} />
			))}
			{rest > 0 && <div class="row soft">{texts.more(rest)}</div>}
		</div>
	);
});

/** Each type has its colour: types that are met one after the other are far apart on the wheel. */
export function hueOf(type: string): number {
	let hue = hues.get(type);
	if (hue === undefined) hues.set(type, (hue = (215 + hues.size * GOLDEN_ANGLE) % 360));
	return hue;
}

const GOLDEN_ANGLE = 137.5;
const hues = new Map<string, number>();

interface GhostsProps {
	readonly timeline: Timeline;
	readonly layout: Layout;
	readonly at: number;
	readonly step: WebStep | null;
}

/** Objects that died lately: in the step of their death with the reason, then as an outline that can still be asked. */
function Ghosts({ timeline: { steps }, layout: { places }, at, step: current }: GhostsProps) {
	const { objects } = state.value;
	const ghosts: { name: string; death: string; age: number; found: boolean }[] = [];
	for (let i = Math.max(0, at - GHOST_STEPS); i <= at && i < steps.length; i++)
		for (const { name, after, death, byCollector } of steps[i]!.changes)
			if (after === null && !objects.has(name)) ghosts.push({ name, death: death ?? "", age: at - i, found: byCollector });
	const free = (place: Place, age: number): boolean =>
		age === 0 ||
		[...objects.keys()].every((name) => {
			const other = places.get(name);
			return other === undefined || other.x !== place.x || other.y + other.height <= place.y || place.y + HEAD <= other.y;
		});
	return (
		<>
			{ghosts.slice(-60).map(({ name, death, age, found }) => {
				const place = places.get(name);
				if (place === undefined || current === null || !free(place, age)) return null;
				return (
					<button
						type="button"
						key={name}
						class={`ghost ${age === 0 ? "dying" : ""} ${found ? "found" : ""}`}
						style={{ transform: `translate(${place.x}px, ${place.y}px)`, opacity: age === 0 ? 1 : 0.55 - age * 0.05 }}
						onClick={() => (selected.value = name)}
					>
						<b>{plainName(name)}</b> †{age === 0 && <span>{reason(death, name)}</span>}
					</button>
				);
			})}
		</>
	);
}

/** Less its beginning, "C#1 died at line 3: ". */
function reason(death: string, name: string): string {
	return death.replace(`${name} died`, "").replace(/^ at line \d+/, "").replace(/^( with [^,]+, which held it)?: ?/, (_, owner) => owner ?? "").replaceAll("`", "");
}

interface ArrowsProps {
	readonly state: State;
	readonly places: ReadonlyMap<string, Place>;
	readonly tops: readonly Place[];
	readonly width: number;
	readonly height: number;
	readonly chosen: string | null;
}

interface Arrow {
	readonly path: string;
	readonly hold: SceneHold;
	readonly lit: boolean;
}

const Arrows = memo(function Arrows({ state: current, places, tops, width, height, chosen }: ArrowsProps) {
	const arrows = arrowsOf(current, places, tops, chosen);
	return (
		<svg width={width + 60} height={height + 60} aria-hidden="true">
			<defs>
				{(["owned", "borrowed", "weak", "lit"] as const).map((id) => (
					<marker id={`tip-${id}`} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto">
						<path d="M0 0L8 4L0 8z" class={id} />
					</marker>
				))}
			</defs>
			{arrows.map(({ path, hold, lit }) => (
				<path d={path} class={`${hold} ${lit ? "lit" : ""}`} marker-end={`url(#tip-${lit ? "lit" : hold})`} />
			))}
		</svg>
	);
});

function arrowsOf({ frames, objects }: State, places: ReadonlyMap<string, Place>, tops: readonly Place[], chosen: string | null): Arrow[] {
	const arrows: Arrow[] = [];
	const add = ({ value, hold }: SceneSlot, x: number, y: number, owner: string | null): void => {
		if (!("ref" in value) || !objects.has(value.ref)) return;
		const to = places.get(value.ref);
		if (to === undefined) return;
		arrows.push({ path: pathTo(x, y, to), hold, lit: chosen !== null && (value.ref === chosen || owner === chosen) });
	};
	frames.forEach((frame, i) => {
		const { y } = tops[i]!;
		frame.variables.forEach((slot, row) => add(slot, FRAME_WIDTH - 12, y + frameRowY(frame, row, false), null));
		frame.stack.forEach((slot, row) => add(slot, FRAME_WIDTH - 12, y + frameRowY(frame, row, true), null));
	});
	for (const { name, object } of objects.values()) {
		const place = places.get(name);
		if (place === undefined || object === null) continue;
		object.slots.forEach((slot, row) => {
			const y = place.y + (row < MOST_ROWS ? HEAD + row * ROW + ROW / 2 : boxHeight(MOST_ROWS));
			add(slot, place.x + BOX_WIDTH - 12, y, name);
			if (slot.key !== undefined) add({ ...slot, value: slot.key }, place.x + 14, y, name);
		});
	}
	return arrows;
}

/** To the head of a box: its left side from the left, its right side from the right. */
function pathTo(x: number, y: number, to: Place): string {
	const toY = to.y + HEAD / 2;
	if (to.x > x) {
		const bend = Math.max(24, (to.x - x) / 2);
		return `M${x} ${y}C${x + bend} ${y} ${to.x - bend} ${toY} ${to.x - 2} ${toY}`;
	}
	const right = to.x + BOX_WIDTH;
	const bend = Math.max(40, Math.abs(toY - y) / 3);
	return `M${x} ${y}C${x + bend} ${y} ${right + bend} ${toY} ${right + 2} ${toY}`;
}
