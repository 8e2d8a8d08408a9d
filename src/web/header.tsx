// The head of the page: run and stop, files, lessons, settings. Read `Header` first.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Lesson, openBlob, openLesson, share, showNew, textToSave } from "./opening.ts";
import { doc, notice, restart, run, running, settings, stop } from "./store.ts";
import { texts } from "./texts.ts";

declare const LESSONS: readonly Lesson[];

export function Header() {
	const file = useRef<HTMLInputElement>(null);
	const isNotebook = doc.value.kind === "notebook";
	return (
		<header>
			<h1>
				<span class="logo" aria-hidden="true" />
				{texts.title}
			</h1>
			<div class="group">
				{running.value ? (
					<button type="button" class="primary stop" onClick={stop}>
						■ {texts.stop}
					</button>
				) : (
					<button type="button" class="primary" onClick={run} title="Ctrl+Enter">
						▶ {isNotebook ? texts.runAll : texts.run}
					</button>
				)}
				{isNotebook && (
					<button type="button" onClick={restart}>
						{texts.restart}
					</button>
				)}
			</div>
			<Menu label={texts.lessons} hidden={LESSONS.length === 0}>
				{(close) =>
					LESSONS.map((lesson, i) => (
						<button
							type="button"
							class="lesson"
							onClick={() => {
								close();
								void openLesson(lesson);
							}}
						>
							<b>
								{i + 1}. {lesson.title}
							</b>
							<span>{lesson.about}</span>
						</button>
					))
				}
			</Menu>
			<Menu label={texts.open}>
				{(close) => (
					<>
						{(
							[
								[texts.newProgram, () => showNew("program")],
								[texts.newNotebook, () => showNew("notebook")],
								[`${texts.open} .py, .ipynb …`, () => file.current?.click()],
								[texts.save, saveFile],
								[texts.share, () => void share()],
							] as const
						).map(([label, act]) => (
							<button
								type="button"
								onClick={() => {
									close();
									act();
								}}
							>
								{label}
							</button>
						))}
					</>
				)}
			</Menu>
			<Menu label={texts.settings}>{() => <SettingsForm />}</Menu>
			<label class="check">
				<input
					type="checkbox"
					checked={settings.value.instructions}
					onChange={(event) => (settings.value = { ...settings.value, instructions: event.currentTarget.checked })}
				/>
				{texts.instructionMode}
			</label>
			<input
				ref={file}
				type="file"
				accept=".py,.ipynb,.txt"
				hidden
				onChange={(event) => {
					const chosen = event.currentTarget.files?.[0];
					if (chosen !== undefined) void openBlob(chosen.name, chosen);
					event.currentTarget.value = "";
				}}
			/>
			<p class={`notice ${notice.value?.tone ?? ""}`} role="status">
				{running.value ? texts.running : (notice.value?.text ?? "")}
			</p>
		</header>
	);
}

function saveFile(): void {
	const { name } = doc.value;
	const url = URL.createObjectURL(new Blob([textToSave()], { type: name.endsWith(".ipynb") ? "application/x-ipynb+json" : "text/x-python" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 1000);
}

interface MenuProps {
	readonly label: string;
	readonly hidden?: boolean;
	readonly children: (close: () => void) => preact.ComponentChildren;
}

/** A button that opens a box below; Escape, a click elsewhere and what is chosen close it. */
function Menu({ label, hidden = false, children }: MenuProps) {
	const open = useSignal(false);
	const box = useRef<HTMLDivElement>(null);
	if (hidden) return null;
	const close = (): void => void (open.value = false);
	return (
		<div
			class="menu"
			ref={box}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !open.value) return;
				event.stopPropagation();
				close();
				box.current?.querySelector("button")?.focus();
			}}
			onFocusOut={(event) => {
				if (event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget)) close();
			}}
		>
			<button type="button" aria-expanded={open.value} aria-haspopup="true" onClick={() => (open.value = !open.value)}>
				{label} <span aria-hidden="true">▾</span>
			</button>
			{open.value && (
				<>
					{/* biome-ignore lint/a11y/noStaticElementInteractions: Escape and the button close it as well. */}
					<div class="veil" onPointerDown={close} />
					<div class="box">{children(close)}</div>
				</>
			)}
		</div>
	);
}

function SettingsForm() {
	const { input, maxTime, maxMemory } = settings.value;
	const number = (text: string, otherwise: number): number => (Number(text) > 0 ? Number(text) : otherwise);
	return (
		<form class="settings" onSubmit={(event) => event.preventDefault()}>
			<label>
				{texts.input}
				<textarea rows={4} value={input} onInput={(event) => (settings.value = { ...settings.value, input: event.currentTarget.value })} />
			</label>
			<label>
				{texts.maxTime}
				<input
					type="number"
					min="1"
					value={maxTime}
					onChange={(event) => (settings.value = { ...settings.value, maxTime: number(event.currentTarget.value, maxTime) })}
				/>
			</label>
			<label>
				{texts.maxMemory}
				<input
					type="number"
					min="1"
					value={maxMemory / 2 ** 20}
					onChange={(event) =>
						(settings.value = { ...settings.value, maxMemory: number(event.currentTarget.value, maxMemory / 2 ** 20) * 2 ** 20 })
					}
				/>
			</label>
			<p class="soft">{texts.keyboard}</p>
		</form>
	);
}
