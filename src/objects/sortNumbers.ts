// Sorting by keys that are numbers: no Python code can see which of them are compared, and the result of a stable sort is the
// same whichever algorithm it is. So the values are sorted apart from their objects: FAST: without looking at these.
// Runs are merged from short to long; neighbours in order already are left as they are. Read `stableOrder` first.

/** Runs of so many are sorted by insertion. */
const SHORT = 16;

/** The order in which the values, none of them NaN, are ascending: places in `values`, those of equal values in their order. */
export function stableOrder(values: Float64Array): Uint32Array {
	const n = values.length;
	const places = Uint32Array.from(values, (_, i) => i);
	for (let low = 0; low < n; low += SHORT) sortShort(values, places, low, Math.min(low + SHORT, n));
	// The left one of two runs is set aside.
	const spareValues = new Float64Array(n);
	const sparePlaces = new Uint32Array(n);
	for (let length = SHORT; length < n; length *= 2) {
		for (let low = 0; low + length < n; low += 2 * length) {
			const middle = low + length;
			if (values[middle - 1]! <= values[middle]!) continue;
			mergeRuns(values, places, low, middle, Math.min(middle + length, n), spareValues, sparePlaces);
		}
	}
	return places;
}

function sortShort(values: Float64Array, places: Uint32Array, low: number, high: number): void {
	for (let next = low + 1; next < high; next++) {
		const value = values[next]!;
		const place = places[next]!;
		let i = next;
		for (; i > low && value < values[i - 1]!; i--) {
			values[i] = values[i - 1]!;
			places[i] = places[i - 1]!;
		}
		values[i] = value;
		places[i] = place;
	}
}

/** Merges low … middle, set aside, with middle … high. */
function mergeRuns(
	values: Float64Array,
	places: Uint32Array,
	low: number,
	middle: number,
	high: number,
	spareValues: Float64Array,
	sparePlaces: Uint32Array,
): void {
	const n = middle - low;
	spareValues.set(values.subarray(low, middle));
	sparePlaces.set(places.subarray(low, middle));
	let a = 0;
	let b = middle;
	let to = low;
	while (a < n && b < high) {
		if (values[b]! < spareValues[a]!) {
			values[to] = values[b]!;
			places[to++] = places[b++]!;
		} else {
			values[to] = spareValues[a]!;
			places[to++] = sparePlaces[a++]!;
		}
	}
	for (; a < n; a++) {
		values[to] = spareValues[a]!;
		places[to++] = sparePlaces[a]!;
	}
}

/** Puts the array's elements into the order of `places`. */
export function permute<T>(array: T[], places: Uint32Array): void {
	const old = array.slice();
	for (let i = 0; i < places.length; i++) array[i] = old[places[i]!]!;
}
