// The editor of a cell: CodeMirror with Python, the line and the part of it that a step has executed, and errors of syntax in
// place. Read `makeEditor` first.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { Span } from "../ledger/index.ts";
import type { SourceProblem } from "../notebook/sourceProblem.ts";

/** What is marked: the line that was executed, the part of it, the line that comes next. */
export interface Marks {
	readonly done: number | null;
	readonly span: Span | null;
	readonly next: number | null;
}

const setMarks = StateEffect.define<Marks>();

const marksField = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update: (marks, transaction) => {
		let result = marks.map(transaction.changes);
		for (const effect of transaction.effects) if (effect.is(setMarks)) result = decorations(transaction.state, effect.value);
		return result;
	},
	provide: (field) => EditorView.decorations.from(field),
});

function decorations(state: EditorState, { done, span, next }: Marks): DecorationSet {
	const ranges: Range<Decoration>[] = [];
	const isLine = (line: number | null): line is number => line !== null && line >= 1 && line <= state.doc.lines;
	if (isLine(done)) ranges.push(Decoration.line({ class: "cm-done" }).range(state.doc.line(done).from));
	if (isLine(next) && next !== done) ranges.push(Decoration.line({ class: "cm-next" }).range(state.doc.line(next).from));
	if (span !== null && isLine(span.line) && isLine(span.endLine)) {
		const from = offsetOf(state, span.line, span.column);
		const to = offsetOf(state, span.endLine, span.endColumn);
		if (to > from) ranges.push(Decoration.mark({ class: "cm-part" }).range(from, to));
	}
	return Decoration.set(ranges, true);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Columns are bytes of UTF-8. */
function offsetOf(state: EditorState, line: number, column: number): number {
	const { from, text } = state.doc.line(line);
	return from + decoder.decode(encoder.encode(text).subarray(0, column)).length;
}

export interface EditorOptions {
	readonly parent: HTMLElement;
	readonly text: string;
	readonly label: string;
	/** Text cells are not Python. */
	readonly isCode: boolean;
	readonly onChange: (text: string) => void;
	/** Ctrl+Enter, and Shift+Enter, which goes on to the next cell. */
	readonly onRun: (goOn: boolean) => void;
}

export function makeEditor({ parent, text, label, isCode, onChange, onRun }: EditorOptions): EditorView {
	const run = (goOn: boolean) => (): boolean => {
		onRun(goOn);
		return true;
	};
	const keys = [
		{ key: "Mod-Enter", run: run(false) },
		{ key: "Shift-Enter", run: run(true) },
		{
			key: "Escape",
			run: (view: EditorView): boolean => {
				view.contentDOM.blur();
				return true;
			},
		},
	];
	return new EditorView({
		parent,
		state: EditorState.create({
			doc: text,
			extensions: [
				keymap.of(keys),
				history(),
				drawSelection(),
				highlightSpecialChars(),
				...(isCode
					? [lineNumbers(), python(), syntaxHighlighting(classHighlighter), bracketMatching(), indentOnInput(), indentUnit.of("    ")]
					: [EditorView.lineWrapping]),
				keymap.of([...defaultKeymap, ...historyKeymap, ...(isCode ? [indentWithTab] : [])]),
				marksField,
				EditorView.contentAttributes.of({ "aria-label": label }),
				EditorView.updateListener.of((update) => {
					if (update.docChanged) onChange(update.state.doc.toString());
				}),
			],
		}),
	});
}

export function showMarks(view: EditorView, marks: Marks): void {
	const effects: StateEffect<unknown>[] = [setMarks.of(marks)];
	const line = marks.done;
	if (line !== null && line >= 1 && line <= view.state.doc.lines)
		effects.push(EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest" }));
	view.dispatch({ effects });
}

export function showProblem(view: EditorView, problem: SourceProblem | null): void {
	const { doc } = view.state;
	const diagnostics: Diagnostic[] = [];
	if (problem !== null) {
		const place = (line: number, column: number): number => {
			const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
			return Math.min(at.from + column, at.to);
		};
		// At least a character, so that there is something to see.
		const to = Math.min(Math.max(place(problem.line, problem.column) + 1, place(problem.endLine, problem.endColumn)), doc.length);
		const from = Math.min(place(problem.line, problem.column), Math.max(to - 1, 0));
		diagnostics.push({ from, to, severity: "error", message: problem.message });
	}
	view.dispatch(setDiagnostics(view.state, diagnostics));
}
