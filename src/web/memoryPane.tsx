// The picture of memory after a step: frames with their variables and evaluation stacks, objects with their slots, and the
// references between them. The same as a tree, for those who do not look at pictures.
//
// All places come from layout.ts, so that nothing is measured. Read `MemoryPane` and `Picture` first.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Arrows } from "./arrows.tsx";
import { FrameBox, Ghosts, ObjectBox } from "./boxes.tsx";
import { BOX_WIDTH, FRAME_WIDTH, framePlaces, MOST_ROWS, type Place } from "./layout.ts";
import { MemoryTree } from "./memoryTree.tsx";
import { bringIntoView, SMALLEST, usePanAndZoom, type View, zoom } from "./panAndZoom.ts";
import type { WebStep } from "./protocol.ts";
import { folded, layout, now, selected, state, step, stepCount, timeline, unfolded } from "./store.ts";
import { texts } from "./texts.ts";
import type { Living, State } from "./timeline.ts";
import { Coded } from "./words.tsx";

/** So many slots of an unfolded object, as far as they were recorded. */
const MOST_UNFOLDED = 1000;

export function MemoryPane() {
	const asTree = useSignal(false);
	const find = useSignal("");
	const mine = useSignal(false);
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
				<label class="check" title={texts.mineOnlyTitle}>
					<input type="checkbox" checked={mine.value} onChange={(event) => (mine.value = event.currentTarget.checked)} />
					{texts.mineOnly}
				</label>
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
				<Picture find={find.value} mine={mine.value} />
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

function Picture({ find, mine }: { readonly find: string; readonly mine: boolean }) {
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
	const gone = useMemo(() => goneIn(currentStep, now.value), [currentStep]);
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
				<Arrows state={current} places={places} tops={tops} width={bounds.width} height={bounds.height} chosen={selected.value} folds={folded.value} gone={gone} />
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
							hidden={!matches(living, find, mine)}
							rows={folded.value.has(living.name) ? 0 : unfolded.value.has(living.name) ? MOST_UNFOLDED : MOST_ROWS}
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

/** The objects that died in a step, as they were before it. */
function goneIn(current: WebStep | null, at: number): ReadonlyMap<string, Living> {
	const dead = (current?.changes ?? []).filter(({ after }) => after === null);
	if (dead.length === 0) return NONE;
	const { objects } = timeline().stateAt(at - 1);
	return new Map(dead.flatMap(({ name }) => (objects.has(name) ? [[name, objects.get(name)!] as const] : [])));
}

const NONE: ReadonlyMap<string, Living> = new Map();

/** By name, type or module; `mine`: of the program's own classes. */
function matches({ name, object }: Living, find: string, mine: boolean): boolean {
	if (mine && object?.module !== "__main__") return false;
	return `${name} ${object?.type ?? ""} ${object?.module ?? ""}`.toLowerCase().includes(find.toLowerCase());
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
