// Template strings (PEP 750): BUILD_INTERPOLATION and BUILD_TEMPLATE. Mirrors Python/bytecodes.c.

import type { Frame } from "../objects/interpreterFrame.ts";
import { newInterpolation, newTemplate } from "../objects/template.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { peek, replaceInputs } from "./stack.ts";

/** (value, str, [format if oparg & 1] -- interpolation); the conversion is in the bits above. */
export function buildInterpolation(frame: Frame, oparg: number): void {
	const inputs = 2 + (oparg & 1);
	const format = (oparg & 1) === 0 ? null : peek(frame, 1);
	replaceInputs(frame, inputs, newInterpolation(peek(frame, inputs), peek(frame, inputs - 1), oparg >> 2, format));
}

/** (strings, interpolations -- template) */
export function buildTemplate(frame: Frame): void {
	replaceInputs(frame, 2, newTemplate(peek(frame, 2) as PyTuple, peek(frame, 1) as PyTuple));
}
