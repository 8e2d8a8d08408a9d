// A clock that only goes on. FAST: `performance` is one too, but Node loads the better part of a millisecond of code for it.

/** Since some moment in the past. */
export function milliseconds(): number {
	const [seconds, nanoseconds] = process.hrtime();
	return seconds * 1e3 + nanoseconds / 1e6;
}
