// `<decref-view>` for other people's pages: a program to watch, in a frame. The text of the element is the program.
//
//     <script src="https://…/decref-view.js"></script>
//     <decref-view height="480">a = []; b = [a]</decref-view>
//
// It is never run by itself. Attributes: `height` in pixels, `name` (a name that ends in .ipynb is a notebook's, whose JSON is the text).

import { NotebookError } from "../notebook/document.ts";
import { newProgram, openFile, toFragment } from "./documents.ts";

const home = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

class DecrefView extends HTMLElement {
	connectedCallback(): void {
		// The text is there when the page has been read so far.
		if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.fill(), { once: true });
		else this.fill();
	}

	private fill(): void {
		const text = dedented(this.textContent ?? "");
		const frame = document.createElement("iframe");
		const url = new URL("index.html?embed", home);
		url.hash = this.fragment(text);
		frame.src = url.href;
		frame.title = "decref";
		frame.style.cssText = `width:100%;height:${Number(this.getAttribute("height")) || 480}px;border:1px solid #8884;border-radius:8px`;
		this.replaceChildren(frame);
	}

	private fragment(text: string): string {
		const name = this.getAttribute("name") ?? "program.py";
		try {
			return toFragment(openFile(name, text));
		} catch (error) {
			if (error instanceof NotebookError) return toFragment(newProgram(text));
			throw error;
		}
	}
}

/** Less the empty lines around and the spaces that all lines begin with. */
function dedented(text: string): string {
	const lines = text
		.replace(/^\s*\n/, "")
		.trimEnd()
		.split("\n");
	const indents = lines.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)![0].length);
	const indent = Math.min(...indents, text.length);
	return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}

customElements.define("decref-view", DecrefView);
