// The picture's plane under a pane: moved by dragging and wheel, zoomed by Ctrl and wheel. Read `usePanAndZoom` first.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { BOX_WIDTH, HEAD, type Place } from "./layout.ts";

export const SMALLEST = 0.1;
const LARGEST = 3;

export interface View {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
}

export type ViewSignal = { value: View; peek(): View; subscribe(see: (view: View) => void): () => void };

export function zoom(view: ViewSignal, pane: HTMLElement, by: number, at = { x: pane.clientWidth / 2, y: pane.clientHeight / 2 }): void {
	const { x, y, scale } = view.peek();
	const next = Math.min(LARGEST, Math.max(SMALLEST, scale * by));
	view.value = { x: at.x - ((at.x - x) * next) / scale, y: at.y - ((at.y - y) * next) / scale, scale: next };
}

/** The plane is moved by the browser's compositor alone: nothing is drawn again. */
export function usePanAndZoom(pane: RefObject<HTMLDivElement | null>, plane: RefObject<HTMLDivElement | null>, view: ViewSignal): void {
	useEffect(() => {
		const box = pane.current!;
		const end = view.subscribe(({ x, y, scale }) => {
			plane.current!.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
		});
		let from: { x: number; y: number; view: View } | null = null;
		const down = (event: PointerEvent): void => {
			if (event.button !== 0 || (event.target as HTMLElement).closest("button, .zoom, .legend") !== null) return;
			from = { x: event.clientX, y: event.clientY, view: view.peek() };
			box.setPointerCapture(event.pointerId);
		};
		const move = (event: PointerEvent): void => {
			if (from === null) return;
			view.value = { ...from.view, x: from.view.x + event.clientX - from.x, y: from.view.y + event.clientY - from.y };
		};
		const up = (): void => void (from = null);
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			const { left, top } = box.getBoundingClientRect();
			if (event.ctrlKey || event.metaKey)
				zoom(view, box, Math.exp(-event.deltaY / 200), { x: event.clientX - left, y: event.clientY - top });
			else {
				const { x, y, scale } = view.peek();
				view.value = { x: x - event.deltaX, y: y - event.deltaY, scale };
			}
		};
		box.addEventListener("pointerdown", down);
		box.addEventListener("pointermove", move);
		box.addEventListener("pointerup", up);
		box.addEventListener("pointercancel", up);
		box.addEventListener("wheel", wheel, { passive: false });
		return () => {
			end();
			box.removeEventListener("pointerdown", down);
			box.removeEventListener("pointermove", move);
			box.removeEventListener("pointerup", up);
			box.removeEventListener("pointercancel", up);
			box.removeEventListener("wheel", wheel);
		};
	}, []);
}

export function bringIntoView(name: string | null, places: ReadonlyMap<string, Place>, view: ViewSignal, pane: HTMLElement): void {
	const place = name === null ? undefined : places.get(name);
	if (place === undefined) return;
	const { x, y, scale } = view.peek();
	const left = place.x * scale + x;
	const top = place.y * scale + y;
	if (left >= 0 && top >= 0 && left + BOX_WIDTH * scale <= pane.clientWidth && top + HEAD * scale <= pane.clientHeight) return;
	view.value = { scale, x: pane.clientWidth / 2 - (place.x + BOX_WIDTH / 2) * scale, y: pane.clientHeight / 2 - (place.y + HEAD) * scale };
}
