// Where documents come from and go to: files, lessons, links, what the browser keeps. Read `begin` first.

import { effect } from "@preact/signals";
import { NotebookError } from "../notebook/document.ts";
import { type Document, fileText, fromFragment, LARGEST_FILE, newNotebook, newProgram, openFile, toFragment } from "./documents.ts";
import { keep, kept } from "./storage.ts";
import { cellStates, doc, notice, outputsOf, prepareSoon, settings, show } from "./store.ts";
import { texts } from "./texts.ts";

export interface Lesson {
	readonly file: string;
	readonly title: string;
	readonly about: string;
}

export function showNew(kind: Document["kind"]): void {
	show(kind === "program" ? newProgram() : newNotebook());
}

export async function openBlob(name: string, blob: Blob): Promise<void> {
	try {
		if (blob.size > LARGEST_FILE) throw new NotebookError(texts.tooLarge);
		show(openFile(name, await blob.text()));
	} catch (error) {
		notice.value = { text: texts.notNotebook(name, (error as Error).message), tone: "bad" };
	}
}

export async function openLesson({ file }: Lesson): Promise<void> {
	try {
		const response = await fetch(file);
		if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
		show(openFile(file.replace(/^.*\//, ""), await response.text()));
	} catch (error) {
		notice.value = { text: texts.notNotebook(file, (error as Error).message), tone: "bad" };
	}
}

/** The document as a file's text, with what its cells have shown. */
export function textToSave(): string {
	return fileText(doc.value, ({ id }) => {
		const executionCount = cellStates.value.get(id)?.executionCount ?? null;
		return executionCount === null ? null : { executionCount, outputs: outputsOf(id) };
	});
}

const LONG_LINK = 8000;

export async function share(): Promise<void> {
	const url = new URL(location.href);
	url.hash = toFragment(doc.value);
	url.search = "";
	history.replaceState(null, "", url);
	const { length } = url.href;
	await navigator.clipboard?.writeText(url.href).catch(() => {});
	notice.value = { text: length > LONG_LINK ? texts.linkLong(Math.round(length / 1000)) : texts.linkCopied, tone: "plain" };
}

/** Called once: what the address says, or what was edited here last, or the example. A program of a link is never run by itself. */
export function begin(): void {
	const isEmbedded = new URLSearchParams(location.search).has("embed");
	const fromLink = (): boolean => {
		try {
			const document = fromFragment(location.hash);
			if (document === null) return false;
			show(document);
			notice.value = { text: texts.loadedFromLink, tone: "plain" };
			return true;
		} catch {
			notice.value = { text: texts.linkDamaged, tone: "bad" };
			return false;
		}
	};
	const before = isEmbedded ? null : kept();
	if (!fromLink() && before !== null) doc.value = before;
	addEventListener("hashchange", fromLink);
	const file = new URLSearchParams(location.search).get("file");
	if (file !== null) void openFromServer(file);
	let saving: ReturnType<typeof setTimeout> | undefined;
	if (!isEmbedded)
		effect(() => {
			const document = doc.value;
			clearTimeout(saving);
			saving = setTimeout(() => keep(document), 300);
		});
	effect(() => {
		void settings.value;
		prepareSoon();
	});
}

/** `decref view FILE` serves the file beside the page. */
async function openFromServer(name: string): Promise<void> {
	const response = await fetch("file").catch(() => null);
	if (response?.ok) await openBlob(name, await response.blob());
}
