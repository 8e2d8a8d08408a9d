// Time: the steps as a slider, the life of each object as a bar with its count, and what happened as a list.
// Read `TimePane` first.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Coded, hueOf, plainName } from "./words.tsx";
import { byLine, cellOfStep, cellStates, doc, goTo, hasInstructions, neighbour, now, play, playing, running, selected, step, stepCount, timeline } from "./store.ts";
import { texts } from "./texts.ts";
import type { Life } from "./timeline.ts";

export function TimePane() {
	const tab = useSignal<"lifelines" | "events">("lifelines");
	if (stepCount.value === 0) return null;
	return (
		<footer class="time" aria-label={texts.time}>
			<div class="bar">
				<StepButton label={texts.first} sign="|◀" to={() => 0} />
				<StepButton label={texts.back} sign="◀" to={() => neighbour(-1)} />
				<button type="button" onClick={play} aria-label={playing.value ? texts.pause : texts.play}>
					{playing.value ? "❚❚" : "▶▶"}
				</button>
				<StepButton label={texts.forward} sign="▶" to={() => neighbour(1)} />
				<StepButton label={texts.last} sign="▶|" to={() => stepCount.value - 1} />
				{hasInstructions.value && (
					<label class="check">
						<input type="checkbox" checked={byLine.value} onChange={(event) => (byLine.value = event.currentTarget.checked)} />
						{texts.byLine}
					</label>
				)}
				<input
					type="range"
					min={0}
					max={stepCount.value - 1}
					value={now.value}
					aria-label={texts.step}
					aria-valuetext={placeText()}
					onInput={(event) => goTo(Number(event.currentTarget.value))}
				/>
				<output>{placeText()}</output>
				<div class="tabs" role="tablist">
					{(["lifelines", "events"] as const).map((name) => (
						<button type="button" role="tab" aria-selected={tab.value === name} onClick={() => (tab.value = name)}>
							{texts[name]}
						</button>
					))}
				</div>
			</div>
			{tab.value === "lifelines" ? <Lifelines /> : <Events />}
		</footer>
	);
}

function StepButton({ label, sign, to }: { readonly label: string; readonly sign: string; readonly to: () => number }) {
	return (
		<button type="button" aria-label={label} title={label} onClick={() => goTo(to())}>
			{sign}
		</button>
	);
}

function placeText(): string {
	const current = step.value;
	if (current === null) return "";
	const { line, where, cell, instruction } = current;
	const parts = [texts.stepOf(now.value + 1, stepCount.value)];
	const count = cellStates.value.get(cellOfStep(cell))?.executionCount ?? null;
	if (doc.value.kind === "notebook") parts.push(texts.inPrompt(count));
	if (line !== null) parts.push(texts.atLine(line));
	else if (doc.value.kind === "program" && now.value === stepCount.value - 1 && !running.value) parts.push(texts.shutdown);
	if (where !== "<module>") parts.push(texts.inCall(where));
	if (instruction !== null) parts.push(`${instruction.opcode} ${instruction.argument}`.trim());
	return parts.join(", ");
}

const ROW = 20;
const LABEL = 120;
const LEFT = LABEL + 8;

/** One bar for each object from its birth to its death; the line in it is its count. Only what can be seen is drawn. */
function Lifelines() {
	const canvas = useRef<HTMLCanvasElement>(null);
	const box = useRef<HTMLDivElement>(null);
	const top = useSignal(0);
	const size = useSignal({ width: 0, height: 0 });
	const all = [...timeline().lives.values()].filter(isLasting);
	useEffect(() => {
		const observer = new ResizeObserver(([entry]) => {
			const { width, height } = entry!.contentRect;
			size.value = { width, height };
		});
		observer.observe(box.current!);
		return () => observer.disconnect();
	}, []);
	const { width, height } = size.value;
	const at = now.value;
	const chosen = selected.value;
	const steps = stepCount.value;
	const colours = matchMedia("(prefers-color-scheme: dark)").matches;
	useEffect(() => draw(canvas.current!, all, { width, height, top: top.value, steps, at, chosen, dark: colours }), [
		width,
		height,
		top.value,
		steps,
		at,
		chosen,
		all.length,
	]);
	const stepAt = (x: number): number => Math.floor(((x - LEFT) / Math.max(1, width - LEFT - 8)) * steps);
	return (
		<div
			class="lifelines"
			ref={box}
			onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
			onClick={(event) => {
				const { left, top: boxTop } = box.current!.getBoundingClientRect();
				const life = all[Math.floor((event.clientY - boxTop + top.value) / ROW)];
				const x = event.clientX - left;
				if (life !== undefined) selected.value = life.name;
				if (x > LEFT) goTo(stepAt(x));
			}}
		>
			<canvas ref={canvas} role="img" aria-label={`${texts.lifelines}: ${all.length}`} />
			<div style={{ height: `${all.length * ROW}px` }} />
		</div>
	);
}

/** Tuples of arguments and the like, which no step sees, are left out. */
function isLasting({ type, born, died }: Life): boolean {
	return type !== "tuple" || died === null || died > born + 1;
}

interface Drawing {
	readonly width: number;
	readonly height: number;
	readonly top: number;
	readonly steps: number;
	readonly at: number;
	readonly chosen: string | null;
	readonly dark: boolean;
}

function draw(canvas: HTMLCanvasElement, lives: readonly Life[], { width, height, top, steps, at, chosen, dark }: Drawing): void {
	const ratio = devicePixelRatio;
	canvas.width = width * ratio;
	canvas.height = height * ratio;
	canvas.style.width = `${width}px`;
	canvas.style.height = `${height}px`;
	const context = canvas.getContext("2d");
	if (context === null) return;
	context.scale(ratio, ratio);
	context.font = "12px system-ui, sans-serif";
	context.textBaseline = "middle";
	const text = dark ? "#e4e7ec" : "#1c1f24";
	const xOf = (step: number): number => LEFT + (step / Math.max(1, steps)) * (width - LEFT - 8);
	const first = Math.floor(top / ROW);
	const last = Math.min(lives.length, Math.ceil((top + height) / ROW));
	for (let i = first; i < last; i++) {
		const life = lives[i]!;
		const y = i * ROW - top;
		const hue = hueOf(life.type);
		const end = life.died ?? steps;
		if (life.name === chosen) {
			context.fillStyle = dark ? "#ffffff1a" : "#0000000f";
			context.fillRect(0, y, width, ROW);
		}
		context.globalAlpha = at < life.born || (life.died !== null && at >= life.died) ? 0.45 : 1;
		context.fillStyle = text;
		context.fillText(plainName(life.name), 8, y + ROW / 2, LABEL - 10);
		context.fillStyle = `hsl(${hue} 55% ${dark ? 32 : 82}%)`;
		context.fillRect(xOf(life.born), y + 3, Math.max(3, xOf(end) - xOf(life.born)), ROW - 6);
		drawCounts(context, life, y, xOf, end, `hsl(${hue} 70% ${dark ? 70 : 35}%)`);
		context.globalAlpha = 1;
	}
	context.fillStyle = dark ? "#ffd54a" : "#c07a00";
	context.fillRect(xOf(at + 1) - 1, 0, 2, height);
}

/** A step line: the higher the count, the higher the line. */
function drawCounts(context: CanvasRenderingContext2D, { counts }: Life, y: number, xOf: (step: number) => number, end: number, colour: string): void {
	const most = Math.max(2, ...counts.map(([, count]) => count));
	const yOf = (count: number): number => y + ROW - 4 - ((ROW - 9) * Math.min(count, most)) / most;
	context.strokeStyle = colour;
	context.lineWidth = 1.5;
	context.beginPath();
	counts.forEach(([step, count], i) => {
		const x = xOf(step);
		if (i === 0) context.moveTo(x, yOf(count));
		else {
			context.lineTo(x, yOf(counts[i - 1]![1]));
			context.lineTo(x, yOf(count));
		}
	});
	if (counts.length > 0) context.lineTo(xOf(end), yOf(counts.at(-1)![1]));
	context.stroke();
}

const MOST_EVENTS = 400;

/** What happened, a line for each step that changed something; what is chosen is where one goes. */
function Events() {
	const filter = useSignal("");
	const { steps } = timeline();
	const wanted = filter.value.toLowerCase();
	const found: number[] = [];
	for (let i = 0; i < steps.length && found.length < MOST_EVENTS; i++)
		if (steps[i]!.told.some((text) => text.toLowerCase().includes(wanted))) found.push(i);
	return (
		<div class="events">
			<input
				type="search"
				placeholder={texts.filterEvents}
				aria-label={texts.filterEvents}
				value={filter.value}
				onInput={(event) => (filter.value = event.currentTarget.value)}
			/>
			<ol>
				{found.map((i) => (
					<li class={i === now.value ? "now" : ""}>
						<button type="button" class="link" onClick={() => goTo(i)}>
							{i + 1}
						</button>
						<span>
							{steps[i]!.line !== null && <span class="soft">{texts.atLine(steps[i]!.line!)} </span>}
							{steps[i]!.told.map((text) => (
								<>
									<Coded text={text} />{" "}
								</>
							))}
						</span>
					</li>
				))}
			</ol>
			{found.length === MOST_EVENTS && <p class="soft">{texts.more(steps.length - found.at(-1)!)}</p>}
		</div>
	);
}
