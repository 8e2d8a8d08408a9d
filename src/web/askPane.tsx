// What a person can ask of an object: the sum of its holders, a way to it from a variable, its history, why it died.
// Read `AskPane` first.

import type { SceneValue } from "../ledger/index.ts";
import { Coded, plainName, ValueText } from "./words.tsx";
import { goTo, now, pointed, selected, state, timeline } from "./store.ts";
import { texts } from "./texts.ts";
import type { State } from "./timeline.ts";

export function AskPane({ name }: { readonly name: string }) {
	const living = state.value.objects.get(name);
	const life = timeline().lives.get(name);
	const isDead = life?.died !== undefined && life.died !== null && life.died <= now.value;
	return (
		<aside class="ask" aria-label={`${texts.ask}: ${plainName(name)}`}>
			<h2>
				{plainName(name)}
				<button type="button" class="quiet" onClick={() => (selected.value = null)} aria-label={texts.close}>
					×
				</button>
			</h2>
			{life !== undefined && (
				<p>
					<StepLink step={life.born}>{texts.born(life.born + 1)}</StepLink>
					{", "}
					{life.died === null ? texts.alive : <StepLink step={life.died}>{texts.diedIn(life.died + 1)}</StepLink>}
				</p>
			)}
			{pointed.value?.to === name && (
				<p class={`pointed ${pointed.value.hold}`}>
					<b>{plainName(pointed.value.from)}</b> → {plainName(name)}: {texts.holds[pointed.value.hold]}
				</p>
			)}
			{isDead && (
				<>
					<h3>{texts.whyDied}</h3>
					<p class="died">
						<Coded text={life.death ?? ""} />
					</p>
				</>
			)}
			{living !== undefined && (
				<>
					<h3>{texts.whyAlive}</h3>
					<p>{sentence(plainName(name), living.holders.map(({ text }) => text))}</p>
					<p class="sum">
						<b>{texts.count(living.count)}</b>
						{living.holders.length > 1 && living.holders.length < 10 && ` = ${living.holders.map(() => "1").join(" + ")}`}
						{living.object !== null && <span class="soft">, {texts.bytes(living.object.size)}</span>}
					</p>
					<ul class="holders">
						{living.holders.slice(0, 50).map(({ text }) => (
							<li>
								<Coded text={text} />
							</li>
						))}
					</ul>
					{living.holders.length > 50 && <p class="soft">{texts.more(living.holders.length - 50)}</p>}
					<h3>{texts.pathToRoot}</h3>
					<Way to={name} state={state.value} />
					{living.object !== null && living.object.slots.length > 0 && (
						<details>
							<summary>
								{texts.contents} ({living.object.length})
							</summary>
							<table>
								<tbody>
									{living.object.slots.map((slot) => (
										<tr>
											<th scope="row">{slot.key === undefined ? slot.label : <ValueText value={slot.key} />}</th>
											<td>
												<ValueText value={slot.value} />
												{slot.hold !== "owned" && <span class="soft"> {slot.hold}</span>}
											</td>
										</tr>
									))}
								</tbody>
							</table>
						</details>
					)}
				</>
			)}
			<h3>{texts.history}</h3>
			<History name={name} />
		</aside>
	);
}

/** For a beginner. */
function sentence(name: string, holders: readonly string[]): preact.ComponentChildren {
	if (holders.length === 0) return texts.heldByNothing(name);
	const few = holders.slice(0, 3);
	const rest = holders.length - few.length;
	const list = [...few, ...(rest > 0 ? [texts.others(rest)] : [])];
	const said = list.length === 1 ? list[0]! : `${list.slice(0, -1).join(", ")} ${texts.and} ${list.at(-1)}`;
	return <Coded text={texts.livesBecause(name, said, holders.length)} />;
}

function StepLink({ step, children }: { readonly step: number; readonly children: preact.ComponentChildren }) {
	return (
		<button type="button" class="link" onClick={() => goTo(step)}>
			{children}
		</button>
	);
}

const MOST_HISTORY = 200;

function History({ name }: { readonly name: string }) {
	const { lives, steps } = timeline();
	const at = lives.get(name)?.steps ?? [];
	return (
		<ol class="history">
			{at.slice(-MOST_HISTORY).map((i) => {
				const { line, changes } = steps[i]!;
				const change = changes.find((each) => each.name === name)!;
				const { before, after, gained, lost, resurrected } = change;
				return (
					<li class={i === now.value ? "now" : ""}>
						<StepLink step={i}>
							{i + 1}
							{line === null ? "" : `, ${texts.atLine(line)}`}
						</StepLink>{" "}
						<b class={before === null ? "born" : after === null ? "died" : ""}>
							{before ?? 0} → {after ?? 0}
						</b>
						{gained.map(({ text }) => (
							<span class="gained">
								+ <Coded text={text} />
							</span>
						))}
						{lost.map(({ text }) => (
							<span class="lost">
								− <Coded text={text} />
							</span>
						))}
						{resurrected && <span class="born">resurrected</span>}
					</li>
				);
			})}
		</ol>
	);
}

interface Hop {
	readonly text: string;
	/** The object that it leads to. */
	readonly to: string;
}

function Way({ to, state: current }: { readonly to: string; readonly state: State }) {
	const way = wayTo(to, current);
	if (way === null) return <p class="soft">{texts.notReached}</p>;
	return (
		<p class="way">
			{way.map((hop) => (
				<>
					<i>{hop.text}</i> <ValueText value={{ ref: hop.to }} />{" "}
				</>
			))}
		</p>
	);
}

/** The shortest way along owned references from a variable; null if there is none. */
function wayTo(target: string, { frames, objects }: State): Hop[] | null {
	const from = new Map<string, { readonly owner: string | null; readonly text: string }>();
	const queue: string[] = [];
	const enter = (value: SceneValue, owner: string | null, text: string): void => {
		if (!("ref" in value) || from.has(value.ref)) return;
		from.set(value.ref, { owner, text });
		queue.push(value.ref);
	};
	for (const { title, variables, stack } of frames) {
		const inFrame = title === "<module>" ? "" : ` in ${title}()`;
		for (const { label, value, hold } of variables) if (hold === "owned") enter(value, null, `${label}${inFrame}`);
		for (const { value, hold } of stack) if (hold === "owned") enter(value, null, `${texts.evaluationStack}${inFrame}`);
	}
	for (let i = 0; i < queue.length && !from.has(target); i++) {
		const name = queue[i]!;
		for (const { label, value, key, hold } of objects.get(name)?.object?.slots ?? []) {
			if (hold !== "owned") continue;
			enter(value, name, label);
			if (key !== undefined) enter(key, name, "key");
		}
	}
	if (!from.has(target)) return null;
	const hops: Hop[] = [];
	for (let at: string | null = target; at !== null; ) {
		const { owner, text }: { readonly owner: string | null; readonly text: string } = from.get(at)!;
		hops.unshift({ text, to: at });
		at = owner;
	}
	return hops;
}
