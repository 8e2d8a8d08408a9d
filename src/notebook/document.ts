// A notebook as decref works with it, whatever form it was read from, and the outputs that a run gives its cells.
//
// `raw` keeps the parsed JSON of what was read, so that writing back changes only what a run changes: nothing that
// decref doesn't know is lost. Mirrors nbformat 4.5's schema.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type CellType = "code" | "markdown" | "raw";

export interface Cell {
	readonly type: CellType;
	readonly source: string;
	/** The cell's JSON as read, or null where the source was no `.ipynb`. */
	readonly raw: JsonObject | null;
}

export interface NotebookDocument {
	/** The file's name, for messages. */
	readonly name: string;
	readonly cells: readonly Cell[];
	/** The whole notebook's JSON as read, or null. */
	readonly raw: JsonObject | null;
}

/** The data of one output by media type; a program may leave `text/plain` out. */
export type MimeBundle = { readonly [mediaType: string]: Json };

export type Output =
	| { readonly type: "stream"; readonly name: "stdout" | "stderr"; text: string }
	| { readonly type: "execute_result"; readonly executionCount: number; readonly data: MimeBundle; readonly metadata: JsonObject }
	| {
			readonly type: "display_data";
			data: MimeBundle;
			metadata: JsonObject;
			/** Names the display, so that the program can update it. */
			readonly displayId: string | null;
	  }
	| { readonly type: "error"; readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] };

/** What a run made of one code cell. */
export interface CellRun {
	readonly executionCount: number;
	readonly outputs: readonly Output[];
}

/** Whether a cell carries Jupyter's tag `raises-exception`: its error is no reason to stop. */
export function mayRaise(raw: JsonObject | null): boolean {
	const metadata = raw?.["metadata"];
	const tags = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata["tags"] : null;
	return Array.isArray(tags) && tags.includes("raises-exception");
}

/** A file that cannot be read as a notebook: the message is one line and says what to do where there is something. */
export class NotebookError extends Error {
	override name = "NotebookError";
}
