// Template strings (PEP 750): BUILD_INTERPOLATION and BUILD_TEMPLATE. Mirrors Objects/templateobject.c.

import { notImplementedError } from "../objects/errors.ts";
import type { Frame } from "../objects/interpreterFrame.ts";

export function buildInterpolation(_frame: Frame, _oparg: number): void {
	notImplementedError("template strings are not there yet");
}

export function buildTemplate(_frame: Frame): void {
	notImplementedError("template strings are not there yet");
}
