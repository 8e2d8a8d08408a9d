// Texts about memory: code marks, names of objects as links to them, values of slots, the colour of a type.
// Read `Coded` and `ValueText` first.

import type { SceneValue } from "../ledger/index.ts";
import { pointed, selected, timeline } from "./store.ts";

/** Selects an object, or none. */
export function select(name: string | null): void {
	pointed.value = null;
	selected.value = name;
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
					<button type="button" class="link" onClick={() => select(part)}>
						{part}
					</button>
				) : (
					part
				),
			)}
		</>
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
		<button type="button" class="dot" onClick={() => select(value.ref)} title={plainName(value.ref)}>
			<span>{plainName(value.ref)}</span>
		</button>
	);
}

/** Each type has its colour: types that are met one after the other are far apart on the wheel. */
export function hueOf(type: string): number {
	let hue = hues.get(type);
	if (hue === undefined) hues.set(type, (hue = (215 + hues.size * GOLDEN_ANGLE) % 360));
	return hue;
}

const GOLDEN_ANGLE = 137.5;
const hues = new Map<string, number>();
