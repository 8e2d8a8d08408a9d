// The boxes of the picture: frames, objects, ghosts of those that died lately. What a step leaves as it was is not drawn again.
// Read `ObjectBox` first.

import { memo } from "preact/compat";
import type { SceneFrame, SceneSlot } from "../ledger/index.ts";
import { HEAD, type Layout, MOST_ROWS, type Place, ROW } from "./layout.ts";
import type { WebStep } from "./protocol.ts";
import { folded, state, toggle, unfolded } from "./store.ts";
import { texts } from "./texts.ts";
import type { Living, Timeline } from "./timeline.ts";
import { hueOf, plainName, select, ValueText } from "./words.tsx";

/** Ghosts stay for so many steps. */
const GHOST_STEPS = 8;

export const FrameBox = memo(function FrameBox({ frame, y, isLast }: { readonly frame: SceneFrame; readonly y: number; readonly isLast: boolean }) {
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

interface BoxProps {
	readonly living: Living;
	readonly place: Place;
	readonly chosen: boolean;
	readonly hidden: boolean;
	/** How many slots are shown. */
	readonly rows: number;
	readonly mark: string;
	readonly before: number | null;
}

export const ObjectBox = memo(function ObjectBox({ living, place, chosen, hidden, rows, mark, before }: BoxProps) {
	const { name, count, object } = living;
	const slots = object?.slots ?? [];
	const rest = (object?.length ?? 0) - Math.min(slots.length, rows);
	const isUnfolded = rows > MOST_ROWS;
	return (
		<div
			class={`object ${mark} ${chosen ? "chosen" : ""} ${hidden ? "aside" : ""} ${isUnfolded ? "unfolded" : ""}`}
			style={{ transform: `translate(${place.x}px, ${place.y}px)`, "--hue": hueOf(object?.type ?? name) }}
			data-name={name}
		>
			<button type="button" class="head" onClick={() => select(chosen ? null : name)} aria-pressed={chosen}>
				<b>{plainName(name)}</b>
				<span class="count" key={count} title={texts.count(count)}>
					{mark === "changed" && <i>{before}→</i>}
					{count}
				</span>
			</button>
			{slots.length > 0 && (
				<button
					type="button"
					class="fold"
					aria-expanded={rows > 0}
					aria-label={`${plainName(name)}: ${texts.contents}`}
					onClick={() => toggle(folded, name)}
				>
					{rows > 0 ? "▾" : "▸"}
				</button>
			)}
			{slots.slice(0, rows).map((slot) => (
				<SlotRow slot={slot} />
			))}
			{rows > 0 && (rest > 0 || isUnfolded) && (
				<button type="button" class="row soft more" onClick={() => toggle(unfolded, name)}>
					{isUnfolded ? (rest > 0 ? texts.more(rest) : texts.less) : texts.more(rest)}
				</button>
			)}
		</div>
	);
});

interface GhostsProps {
	readonly timeline: Timeline;
	readonly layout: Layout;
	readonly at: number;
	readonly step: WebStep | null;
}

/** Objects that died lately: in the step of their death with the reason, then as an outline that can still be asked. */
export function Ghosts({ timeline: { steps }, layout: { places }, at, step: current }: GhostsProps) {
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
						onClick={() => select(name)}
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
