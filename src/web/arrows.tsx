// An arrow for each reference of the picture: owned solid, borrowed dashed, weak dotted. A click selects what it leads to, and
// tells of the reference. Read `arrowsOf` first.

import { memo } from "preact/compat";
import type { SceneHold, SceneSlot } from "../ledger/index.ts";
import { BOX_WIDTH, boxHeight, FRAME_WIDTH, frameRowY, HEAD, MOST_ROWS, type Place, ROW } from "./layout.ts";
import { pointed, selected } from "./store.ts";
import { texts } from "./texts.ts";
import type { Living, State } from "./timeline.ts";

interface ArrowsProps {
	readonly state: State;
	readonly places: ReadonlyMap<string, Place>;
	readonly tops: readonly Place[];
	readonly width: number;
	readonly height: number;
	readonly chosen: string | null;
	readonly folds: ReadonlySet<string>;
	/** What died in the step, as it was before. */
	readonly gone: ReadonlyMap<string, Living>;
}

interface Arrow {
	readonly path: string;
	readonly hold: SceneHold;
	readonly lit: boolean;
	readonly from: string;
	readonly to: string;
}

export const Arrows = memo(function Arrows({ state: current, places, tops, width, height, chosen, folds, gone }: ArrowsProps) {
	const arrows = arrowsOf(current, places, tops, chosen, folds);
	const ended = arrowsAmong(gone, places);
	return (
		<svg width={width + 60} height={height + 60} aria-hidden="true">
			<defs>
				{(["owned", "borrowed", "weak", "lit", "ended"] as const).map((id) => (
					<marker id={`tip-${id}`} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto">
						<path d="M0 0L8 4L0 8z" class={id} />
					</marker>
				))}
			</defs>
			{ended.map((path) => (
				<path d={path} class="ended" marker-end="url(#tip-ended)" />
			))}
			{arrows.map(({ path, hold, lit, from, to }) => (
				// biome-ignore lint/a11y/noStaticElementInteractions: the holders in the answer say the same.
				<path
					d={path}
					class={`${hold} ${lit ? "lit" : ""}`}
					marker-end={`url(#tip-${lit ? "lit" : hold})`}
					onClick={() => {
						selected.value = to;
						pointed.value = { from, to, hold };
					}}
				/>
			))}
		</svg>
	);
});

function arrowsOf(
	{ frames, objects }: State,
	places: ReadonlyMap<string, Place>,
	tops: readonly Place[],
	chosen: string | null,
	folds: ReadonlySet<string>,
): Arrow[] {
	const arrows: Arrow[] = [];
	const add = ({ value, hold, label }: SceneSlot, x: number, y: number, owner: string, isObject: boolean): void => {
		if (!("ref" in value) || !objects.has(value.ref)) return;
		const to = places.get(value.ref);
		if (to === undefined) return;
		const lit = chosen !== null && (value.ref === chosen || (isObject && owner === chosen));
		arrows.push({ path: pathTo(x, y, to), hold, lit, from: label === "" ? owner : `${label} of ${owner}`, to: value.ref });
	};
	frames.forEach((frame, i) => {
		const { y } = tops[i]!;
		const title = frame.title === "<module>" ? texts.globals : `${frame.title}()`;
		frame.variables.forEach((slot, row) => add(slot, FRAME_WIDTH - 12, y + frameRowY(frame, row, false), title, false));
		frame.stack.forEach((slot, row) => add(slot, FRAME_WIDTH - 12, y + frameRowY(frame, row, true), title, false));
	});
	for (const { name, object } of objects.values()) {
		const place = places.get(name);
		if (place === undefined || object === null) continue;
		const shown = folds.has(name) ? 0 : MOST_ROWS;
		object.slots.forEach((slot, row) => {
			const y = place.y + (shown === 0 ? HEAD / 2 : row < shown ? HEAD + row * ROW + ROW / 2 : boxHeight(shown));
			add(slot, place.x + BOX_WIDTH - 12, y, name, true);
			if (slot.key !== undefined) add({ ...slot, value: slot.key, label: "key" }, place.x + 14, y, name, true);
		});
	}
	return arrows;
}

/** The references between objects that died together: of a cycle that the collector found, the cycle. */
function arrowsAmong(gone: ReadonlyMap<string, Living>, places: ReadonlyMap<string, Place>): string[] {
	const paths: string[] = [];
	for (const { name, object } of gone.values()) {
		const from = places.get(name);
		if (from === undefined) continue;
		for (const { value, hold } of object?.slots ?? []) {
			const to = "ref" in value && hold === "owned" && gone.has(value.ref) ? places.get(value.ref) : undefined;
			if (to !== undefined) paths.push(pathTo(from.x + BOX_WIDTH, from.y + HEAD, to));
		}
	}
	return paths;
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
