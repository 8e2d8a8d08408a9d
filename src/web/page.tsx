// The page: head, code, memory, time, and what can be asked. Read `App` first.

import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { AskPane } from "./askPane.tsx";
import { CodePane } from "./codePane.tsx";
import { Header } from "./header.tsx";
import { MemoryPane } from "./memoryPane.tsx";
import { begin, openBlob } from "./opening.ts";
import { goTo, neighbour, now, play, run, selected, stepCount } from "./store.ts";
import { texts } from "./texts.ts";
import { TimePane } from "./timePane.tsx";
import "./page.css";

function App() {
	const main = useRef<HTMLElement>(null);
	useEffect(() => dropFiles(), []);
	return (
		<>
			<Header />
			<main ref={main} class={selected.value === null ? "" : "asking"}>
				<CodePane />
				<MemoryPane />
				{selected.value !== null && <AskPane name={selected.value} />}
			</main>
			<TimePane />
		</>
	);
}

/** A file that is dropped on the page is opened. */
function dropFiles(): () => void {
	const over = (event: DragEvent): void => event.preventDefault();
	const drop = (event: DragEvent): void => {
		const file = event.dataTransfer?.files[0];
		if (file === undefined) return;
		event.preventDefault();
		void openBlob(file.name, file);
	};
	addEventListener("dragover", over);
	addEventListener("drop", drop);
	return () => {
		removeEventListener("dragover", over);
		removeEventListener("drop", drop);
	};
}

const PAGE = 20;

/** Keys outside of the editors. */
function onKey(event: KeyboardEvent): void {
	const target = event.target as HTMLElement;
	if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.defaultPrevented) {
		event.preventDefault();
		run();
		return;
	}
	if (event.ctrlKey || event.metaKey || event.altKey || target.closest(".cm-editor, input, textarea, select, [role=tree]") !== null) return;
	const to: { readonly [key: string]: number } = {
		ArrowLeft: neighbour(-1),
		ArrowRight: neighbour(1),
		Home: 0,
		End: stepCount.value - 1,
		PageUp: now.value - PAGE,
		PageDown: now.value + PAGE,
	};
	if (event.key in to) {
		event.preventDefault();
		goTo(to[event.key]!);
	} else if (event.key === " " && target.closest("button, a, summary") === null) {
		event.preventDefault();
		play();
	} else if (event.key === "Escape") selected.value = null;
}

const root = document.getElementById("app")!;
if (typeof Worker === "undefined" || typeof Array.prototype.at !== "function") root.textContent = texts.oldBrowser;
else {
	begin();
	root.replaceChildren();
	render(<App />, root);
	addEventListener("keydown", onKey);
	if (new URLSearchParams(location.search).has("embed")) document.body.classList.add("embed");
	else if (location.protocol !== "file:" && "serviceWorker" in navigator) navigator.serviceWorker.register("service-worker.js").catch(() => {});
}
