// The code: a program, or the cells of a notebook with their text, their outputs and the questions of lessons. Read `CodePane`.

import type { EditorView } from "@codemirror/view";
import { useComputed, useSignal } from "@preact/signals";
import { memo } from "preact/compat";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Output } from "../notebook/document.ts";
import type { Cell } from "./documents.ts";
import { type Marks, makeEditor, showMarks, showProblem } from "./editor.ts";
import { MarkdownText, Outputs, plainText } from "./outputs.tsx";
import {
	addCell,
	answers,
	cellOfStep,
	cellStates,
	deleteCell,
	doc,
	edit,
	now,
	outputsKey,
	outputsOf,
	problems,
	run,
	runCell,
	step,
	stepCount,
	timeline,
} from "./store.ts";
import { texts } from "./texts.ts";

export function CodePane() {
	const { kind, cells, name } = doc.value;
	return (
		<section class="code" aria-label={texts.code}>
			<h2>
				{texts.code} <span class="soft">{name}</span>
			</h2>
			<div class="cells">
				{cells.map((cell, i) =>
					cell.type === "code" ? (
						<CodeCell key={cell.id} cell={cell} number={i + 1} isOnly={kind === "program"} />
					) : (
						<TextCell key={cell.id} cell={cell} number={i + 1} />
					),
				)}
				{kind === "notebook" && (
					<p class="adding">
						<button type="button" onClick={() => addCell(null, "code")}>
							+ {texts.addCode}
						</button>
						<button type="button" onClick={() => addCell(null, "markdown")}>
							+ {texts.addText}
						</button>
					</p>
				)}
			</div>
		</section>
	);
}

/** Pixels before a cell comes into sight. */
const SOON = "800px";

/** Keeps an editor for as long as the cell is there; from the moment that it is near, since a notebook may have hundreds. */
function Editor({ cell, label, isCode }: { readonly cell: Cell; readonly label: string; readonly isCode: boolean }) {
	const place = useRef<HTMLDivElement>(null);
	const view = useRef<EditorView | null>(null);
	const isNear = useSignal(false);
	useEffect(() => {
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				isNear.value = true;
				observer.disconnect();
			},
			{ rootMargin: SOON },
		);
		observer.observe(place.current!);
		return () => observer.disconnect();
	}, []);
	// At once, so that the code never shows another step than the picture.
	useLayoutEffect(() => {
		if (!isNear.value) return;
		const editor = makeEditor({
			parent: place.current!,
			text: cell.source,
			label,
			isCode,
			onChange: (text) => edit(cell.id, text),
			onRun: (goOn) => {
				if (doc.value.kind === "program") run();
				else if (isCode) runCell(cell.id);
				if (goOn) focusAfter(place.current!);
			},
		});
		view.current = editor;
		return () => editor.destroy();
	}, [isNear.value]);
	const marks = useComputed(() => (isCode ? JSON.stringify(marksOf(cell.id)) : "")).value;
	useLayoutEffect(() => {
		if (marks !== "" && view.current !== null) showMarks(view.current, JSON.parse(marks) as Marks);
	}, [marks, isNear.value]);
	const problem = useComputed(() => problems.value.get(cell.id) ?? null).value;
	useLayoutEffect(() => {
		if (view.current !== null) showProblem(view.current, problem);
	}, [problem, isNear.value]);
	return (
		<div class="editor" ref={place}>
			{!isNear.value && <pre>{cell.source}</pre>}
		</div>
	);
}

function focusAfter(place: HTMLElement): void {
	const all = [...document.querySelectorAll<HTMLElement>(".cm-content")];
	const at = all.findIndex((each) => place.contains(each));
	all[at + 1]?.focus();
}

function marksOf(id: number): Marks {
	const current = step.value;
	const none: Marks = { done: null, span: null, next: null };
	if (current === null) return none;
	const { steps } = timeline();
	const following = steps[now.value + 1];
	const isHere = (cell: number): boolean => cellOfStep(cell) === id;
	return {
		done: isHere(current.cell) ? current.line : null,
		span: isHere(current.cell) ? (current.instruction?.span ?? null) : null,
		next: following !== undefined && now.value < stepCount.value && isHere(following.cell) ? following.line : null,
	};
}

interface CodeCellProps {
	readonly cell: Cell;
	readonly number: number;
	readonly isOnly: boolean;
}

/** Drawn again when something of its own has changed. */
const CodeCell = memo(function CodeCell({ cell, number, isOnly }: CodeCellProps) {
	const state = useComputed(() => cellStates.value.get(cell.id)).value;
	const key = useComputed(() => outputsKey(cell.id)).value;
	const outputs = useMemo(() => outputsOf(cell.id), [key]);
	const count = state === undefined ? " " : state.executionCount === null ? "*" : String(state.executionCount);
	return (
		<article class={`cell code ${state?.state ?? ""}`} aria-label={texts.inCell(number)}>
			{!isOnly && (
				<div class="prompt">
					<span>In [{count}]</span>
					<button type="button" onClick={() => runCell(cell.id)} title={`${texts.runCell} (Ctrl+Enter)`} aria-label={texts.runCell}>
						▶
					</button>
					<button type="button" class="quiet" onClick={() => deleteCell(cell.id)} aria-label={texts.deleteCell} title={texts.deleteCell}>
						×
					</button>
				</div>
			)}
			<Editor cell={cell} label={isOnly ? texts.code : texts.inCell(number)} isCode />
			{cell.question !== null && <QuestionBox cell={cell} outputs={outputs} />}
			<Outputs outputs={outputs} />
		</article>
	);
});

/** "What will this print?": the answer comes before the run, and is compared with what the run shows. */
function QuestionBox({ cell, outputs }: { readonly cell: Cell; readonly outputs: readonly Output[] }) {
	const { question, hint, because } = cell.question!;
	const answer = useSignal(answers.peek().get(cell.id) ?? "");
	const asked = useComputed(() => answers.value.get(cell.id)).value;
	const isDone = useComputed(() => cellStates.value.get(cell.id)?.state === "done").value && asked !== undefined;
	const shown = plainText(outputs);
	const isRight = sameText(shown, asked ?? "");
	return (
		<form
			class="question"
			onSubmit={(event) => {
				event.preventDefault();
				answers.value = new Map(answers.value).set(cell.id, answer.value);
				runCell(cell.id);
			}}
		>
			<label>
				<b>{question}</b>
				<textarea rows={2} value={answer.value} onInput={(event) => (answer.value = event.currentTarget.value)} placeholder={texts.question} />
			</label>
			<button type="submit">{texts.check}</button>
			{hint !== null && !isDone && (
				<details>
					<summary>{texts.hint}</summary>
					{hint}
				</details>
			)}
			{isDone && (
				<p class={isRight ? "right" : "wrong"} role="status">
					{isRight ? `✓ ${texts.right}` : `✗ ${texts.wrong}`} {!isRight && <code>{shown.trim()}</code>} {because}
				</p>
			)}
		</form>
	);
}

/** Spaces at the ends of lines do not matter. */
function sameText(a: string, b: string): boolean {
	const tidy = (text: string): string =>
		text
			.trim()
			.split("\n")
			.map((line) => line.trim())
			.join("\n");
	return tidy(a) === tidy(b);
}

function TextCell({ cell, number }: { readonly cell: Cell; readonly number: number }) {
	const editing = useSignal(cell.source === "");
	return (
		<article class="cell text" aria-label={texts.inCell(number)}>
			{editing.value ? (
				<>
					<Editor cell={cell} label={texts.inCell(number)} isCode={false} />
					<p class="adding">
						<button type="button" onClick={() => (editing.value = false)}>
							✓
						</button>
						<button type="button" onClick={() => deleteCell(cell.id)}>
							{texts.deleteCell}
						</button>
					</p>
				</>
			) : (
				// biome-ignore lint/a11y/noStaticElementInteractions: the pencil does the same.
				<div onDblClick={() => (editing.value = true)}>
					<MarkdownText text={cell.source} />
					<button type="button" class="quiet edit" aria-label={`${texts.inCell(number)}: edit`} onClick={() => (editing.value = true)}>
						✎
					</button>
				</div>
			)}
		</article>
	);
}
