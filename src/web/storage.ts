// What the browser keeps of a person's work, so that closing the page loses nothing. Read `keep` and `kept`.

import { type Document, newCell } from "./documents.ts";

const KEY = "decref.document";

/** Keeps the document in this browser. Where that is not possible (private windows, no room), it does not. */
export function keep(document: Document): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(document));
	} catch {
		// The text is in the page all the same.
	}
}

/** What was kept last. */
export function kept(): Document | null {
	try {
		const text = localStorage.getItem(KEY);
		if (text === null) return null;
		const document = JSON.parse(text) as Document;
		return { ...document, cells: document.cells.map((cell) => newCell(cell.type, cell.source, cell.raw)) };
	} catch {
		return null;
	}
}
