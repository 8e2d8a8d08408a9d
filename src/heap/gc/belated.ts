// Making, while a program runs, what in CPython was there before the program began. The program must see nothing of it:
// no birth, no allocation that could bring a collection nearer, no address drawn, and a place in the oldest generation.
// Read `belated` first.

import { heap } from "../header.ts";
import { generations, moveTo, OLDEST } from "./tracking.ts";

/** Runs `make`, which makes objects of kinds that have no freelist, and neither runs Python code nor raises. */
export function belated(make: () => void): void {
	const { births, deaths, youngCount, youngLimit, addressesObserved, observed } = heap;
	const young = generations[0]!;
	const since = young.slots.length;
	heap.youngLimit = Number.POSITIVE_INFINITY;
	heap.addressesObserved = heap.observed = false;
	make();
	for (const object of young.slots.slice(since)) if (object !== null) moveTo(object, generations[OLDEST]!);
	heap.belated += heap.births - births - (heap.deaths - deaths);
	heap.births = births;
	heap.deaths = deaths;
	heap.youngCount = youngCount;
	heap.youngLimit = youngLimit;
	heap.addressesObserved = addressesObserved;
	heap.observed = observed;
}

/** Things whose making was put off until somebody looks, by who can make them. */
const putOff: (() => void)[] = [];

/** Has `complete` called before anybody looks at all objects there are. */
export function putOffUntilSeen(complete: () => void): void {
	putOff.push(complete);
}

/** To be called before all objects are listed, counted or walked: makes what was put off. */
export function makeAllThatWasPutOff(): void {
	for (const complete of putOff) complete();
}
