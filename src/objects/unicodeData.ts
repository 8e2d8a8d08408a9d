// What Unicode says of characters, in tables that are read when first asked for: names, and the properties of the module
// `unicodedata`. The tables lie in an archive (scripts/build-unicode.ts makes it) that whoever can read files opens.
//
// Read `characterName` and `characterNamed` first. Mirrors Modules/unicodedata.c and Tools/unicode/makeunicodedata.py.

/** Properties of characters that have all of them in common. */
export type CharacterRecord = readonly [
	category: string,
	bidirectional: string,
	combining: number,
	eastAsianWidth: string,
	mirrored: number,
	decimal: number | null,
	digit: number | null,
	numeric: number | null,
];

/** One version of Unicode, as it is stored: `numbers[i]` is the record from code point `starts[i]` on. */
interface UnicodeRecords {
	readonly records: readonly CharacterRecord[];
	readonly starts: readonly number[];
	readonly numbers: readonly number[];
	/** Lines `code point;decomposition`. */
	readonly decompositions: string;
}

/** Gives a table's text by name; null if there are no tables. */
export const unicodeSource: { read: ((name: string) => string) | null } = { read: null };

export function hasUnicodeTables(): boolean {
	return unicodeSource.read !== null;
}

/** One version of the properties. */
export class CharacterDatabase {
	private readonly table: UnicodeRecords;
	private decompositions: ReadonlyMap<number, string> | null = null;

	constructor(entry: "records" | "records-3.2.0") {
		this.table = JSON.parse(unicodeSource.read!(entry));
	}

	record(point: number): CharacterRecord {
		const { starts, numbers, records } = this.table;
		let [low, high] = [0, starts.length];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (starts[middle] <= point) low = middle;
			else high = middle;
		}
		return records[numbers[low]];
	}

	decomposition(point: number): string {
		this.decompositions ??= new Map(
			this.table.decompositions.split("\n").map((line) => {
				const at = line.indexOf(";");
				return [Number.parseInt(line, 16), line.slice(at + 1)];
			}),
		);
		return this.decompositions.get(point) ?? "";
	}
}

/** A range whose characters are called by a prefix and their number. */
interface NumberedRange {
	readonly start: number;
	readonly end: number;
	readonly prefix: string;
}

interface Names {
	readonly byPoint: ReadonlyMap<number, string>;
	readonly byName: ReadonlyMap<string, string>;
	readonly numbered: readonly NumberedRange[];
}

let names: Names | null = null;

function readNames(): Names {
	const byPoint = new Map<number, string>();
	const byName = new Map<string, string>();
	const numbered: NumberedRange[] = [];
	for (const line of unicodeSource.read!("names").split("\n")) {
		const range = /^([0-9A-F]+)-([0-9A-F]+)=(.*)$/.exec(line);
		if (range !== null) {
			numbered.push({ start: Number.parseInt(range[1], 16), end: Number.parseInt(range[2], 16), prefix: range[3] });
			continue;
		}
		let point = Number.parseInt(line, 16);
		for (const name of line.slice(line.indexOf(" ") + 1).split(";")) {
			byPoint.set(point, name);
			byName.set(name, String.fromCodePoint(point++));
		}
	}
	for (const line of unicodeSource.read!("aliases").split("\n")) {
		const [points, name] = line.split(";");
		byName.set(name, String.fromCodePoint(...points.split(" ").map((digits) => Number.parseInt(digits, 16))));
	}
	return { byPoint, byName, numbered };
}

const HANGUL = 0xac00;
const HANGUL_COUNT = 11172;
const INITIALS = "G GG N D DD R M B BB S SS  J JJ C K T P H".split(" ");
const VOWELS = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".split(" ");
const FINALS = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".split(" ");

/** The name of a character, or null: it has none, or there are no tables. */
export function characterName(point: number): string | null {
	const syllable = point - HANGUL;
	if (syllable >= 0 && syllable < HANGUL_COUNT) {
		const last = syllable % 28;
		return `HANGUL SYLLABLE ${INITIALS[Math.floor(syllable / 588)]}${VOWELS[Math.floor((syllable % 588) / 28)]}${FINALS[last]}`;
	}
	if (unicodeSource.read === null) return null;
	names ??= readNames();
	const own = names.byPoint.get(point);
	if (own !== undefined) return own;
	const range = names.numbered.find(({ start, end }) => point >= start && point <= end);
	return range === undefined ? null : range.prefix + point.toString(16).toUpperCase().padStart(4, "0");
}

/** The character, or with `sequences` the characters, of a name or another name, in any case of letters; null if there is none. */
export function characterNamed(name: string, sequences: boolean): string | null {
	if (unicodeSource.read === null || /[^\x20-\x7e]/.test(name)) return null;
	names ??= readNames();
	const upper = name.toUpperCase();
	const found = names.byName.get(upper);
	if (found !== undefined) return sequences || Array.from(found).length === 1 ? found : null;
	const hangul = /^HANGUL SYLLABLE ([A-Z]+)$/.exec(upper);
	if (hangul !== null) return hangulNamed(hangul[1]);
	const numbered = /^.*-([0-9A-F]{4,5})$/.exec(upper);
	if (numbered === null) return null;
	const point = Number.parseInt(numbered[1], 16);
	return characterName(point) === upper ? String.fromCodePoint(point) : null;
}

function hangulNamed(letters: string): string | null {
	const parts = /^([^AEIOUWY]*)([AEIOUWY]+)([^AEIOUWY]*)$/.exec(letters);
	if (parts === null) return null;
	const [initial, vowel, final] = [INITIALS.indexOf(parts[1]), VOWELS.indexOf(parts[2]), FINALS.indexOf(parts[3])];
	return initial < 0 || vowel < 0 || final < 0 ? null : String.fromCharCode(HANGUL + initial * 588 + vowel * 28 + final);
}
