// A holder and its way to a root as a row of boxes, the root first and the object last, with the slots on the arrows between
// them. Read `wayHtml`.

import type { HolderJson } from "../ledger/index.ts";
import { coded } from "./page.ts";

/** `it`: the name of the object that is held. */
export function wayHtml({ text, path, end, reference }: HolderJson, it: string): string {
	const names = [it, ...path.map(({ name }) => name)];
	const texts = [text, ...path.map((step) => step.text)];
	const parts =
		end === "root"
			? []
			: [`<b class="root">${end === "cycle" ? `${coded(it)}, which it holds itself: a cycle` : "nothing else reaches it"}</b>`];
	for (let i = texts.length - 1; i >= 0; i--) {
		const owner = names[i + 1];
		parts.push(owner === undefined ? rootHtml(texts[i]!, end) : `<i>${coded(slot(texts[i]!, owner))}</i>`);
		parts.push(`<b${i === 0 ? ' class="it"' : ""}>${coded(names[i]!)}</b>`);
	}
	return `<div class="way${reference === "owned" ? "" : " weak"}">${parts.join("")}</div>`;
}

/** What a person takes for a root. A way that ends before one has its last holder there. */
function rootHtml(text: string, end: HolderJson["end"]): string {
	return end === "root" ? `<b class="root">${coded(text)}</b><i></i>` : `<i>${coded(text)}</i>`;
}

/** "element 3" for "element 3 of list#4", whose box stands before it. */
function slot(text: string, owner: string): string {
	for (const joint of [" of ", " in ", " "]) if (text.endsWith(joint + owner)) return text.slice(0, -(joint + owner).length);
	return text === owner ? "" : text;
}
