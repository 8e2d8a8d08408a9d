// What Python knows of characters (Unicode 16.0), on JavaScript strings: classes, case mappings, digit values, spaces.
//
// V8's own tables are used. Where they are newer than 16.0, `NEWER` names the characters that Python takes for unassigned;
// where Python's classes are not Unicode properties (digits, numerics, title case, folding), small tables add the rest.
// Read `Property` first. Mirrors Objects/unicodectype.c.

/** Assigned after Unicode 16.0, up to 17.0. */
const NEWER =
	// biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant, marks among them.
	/[\u088f\u0c5c\u0cdc\u1acf-\u1add\u1ae0-\u1aeb\u20c1\u2b96\ua7ce\ua7cf\ua7d2\ua7d4\ua7f1\ufbc3-\ufbd2\ufd90\ufd91\ufdc8-\ufdce\u{10940}-\u{10959}\u{10ec5}-\u{10ec7}\u{10ed0}-\u{10ed8}\u{10efa}\u{10efb}\u{11b60}-\u{11b67}\u{11db0}-\u{11ddb}\u{11de0}-\u{11de9}\u{16ea0}-\u{16eb8}\u{16ebb}-\u{16ed3}\u{16ff2}-\u{16ff6}\u{187f8}-\u{187ff}\u{18d09}-\u{18d1e}\u{18d80}-\u{18df2}\u{1ccfa}-\u{1ccfc}\u{1ceba}-\u{1ced0}\u{1cee0}-\u{1cef0}\u{1e6c0}-\u{1e6de}\u{1e6e0}-\u{1e6f5}\u{1e6fe}\u{1e6ff}\u{1f6d8}\u{1f777}-\u{1f77a}\u{1f8d0}-\u{1f8d8}\u{1fa54}-\u{1fa57}\u{1fa8a}\u{1fa8e}\u{1fac8}\u{1facd}\u{1faea}\u{1faef}\u{1fbfa}\u{2b73a}-\u{2b73f}\u{2cea2}-\u{2cead}\u{323b0}-\u{33479}]/u;

/** Characters that Unicode calls letters or symbols but that have a digit's value. */
const MORE_DIGITS =
	"\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";

/** Ideographs with a numeric value. */
const MORE_NUMERIC =
	"\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e24\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4eac\\u4ebf\\u4ec0\\u4edf\\u4ee8\\u4f0d\\u4f70\\u4fe9\\u5006\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db\\u58f1\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62d0\\u62fe\\u634c\\u67d2\\u6d1e\\u6f06\\u7396\\u767e\\u7695\\u79ed\\u8086\\u842c\\u8cae\\u8cb3\\u8d30\\u920e\\u94a9\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}";

const ASCII_ONLY = /^[\x00-\x7f]*$/;

export function isAscii(text: string): boolean {
	return ASCII_ONLY.test(text);
}

/** A class of characters: an expression for ASCII texts and one for all. */
class Property {
	private readonly ascii: RegExp;
	private readonly source: string;
	/** Compiled when first needed: few programs ask. */
	private all: RegExp | null = null;
	/** Whether unassigned characters belong to the class. */
	private readonly unassigned: boolean;

	constructor(ascii: RegExp, source: string, unassigned = false) {
		this.ascii = ascii;
		this.source = source;
		this.unassigned = unassigned;
	}

	/** Whether all characters of a text, and at least one, belong to the class. */
	holds(text: string): boolean {
		if (this.ascii.test(text)) return true;
		if (ASCII_ONLY.test(text)) return false;
		this.all ??= new RegExp(`^[${this.source}]+$`, "u");
		return this.all.test(text) && (this.unassigned || !NEWER.test(text));
	}
}

const ALPHABETIC = new Property(/^[A-Za-z]+$/, "\\p{L}");
const DECIMAL = new Property(/^[0-9]+$/, "\\p{Nd}");
const DIGIT = new Property(/^[0-9]+$/, `\\p{Nd}${MORE_DIGITS}`);
const NUMERIC = new Property(/^[0-9]+$/, `\\p{N}${MORE_NUMERIC}`);
const ALPHANUMERIC = new Property(/^[A-Za-z0-9]+$/, `\\p{L}\\p{N}${MORE_DIGITS}${MORE_NUMERIC}`);
const SPACE = new Property(/^[\t-\r\x1c-\x20]+$/, "\\p{Z}\\t-\\r\\x1c-\\x1f\\x85");
const PRINTABLE = new Property(/^[\x20-\x7e]+$/, " \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}");
const UPPER = new Property(/^[A-Z]+$/, "\\p{Uppercase}");
// U+0295 became a letter without case after 16.0.
const LOWER = new Property(/^[a-z]+$/, "\\p{Lowercase}\\u0295");
const TITLE = new Property(/^(?!)/, "\\p{Lt}");
const NAME_START = new Property(/^[A-Za-z_]+$/, "\\p{XID_Start}_");
const NAME_PART = new Property(/^[A-Za-z0-9_]+$/, "\\p{XID_Continue}");

export const isAlphabetic = (text: string): boolean => ALPHABETIC.holds(text);
export const isDecimal = (text: string): boolean => DECIMAL.holds(text);
export const isDigit = (text: string): boolean => DIGIT.holds(text);
export const isNumeric = (text: string): boolean => NUMERIC.holds(text);
export const isAlphanumeric = (text: string): boolean => ALPHANUMERIC.holds(text);
export const isSpace = (text: string): boolean => SPACE.holds(text);
export const isPrintable = (text: string): boolean => text === "" || PRINTABLE.holds(text);
/** For one character. */
export const isUpper = (character: string): boolean => UPPER.holds(character);
export const isLower = (character: string): boolean => LOWER.holds(character);
export const isTitle = (character: string): boolean => TITLE.holds(character);

/** `str.isidentifier`. */
export function isIdentifier(text: string): boolean {
	if (text === "") return false;
	const first = String.fromCodePoint(text.codePointAt(0)!);
	return NAME_START.holds(first) && NAME_PART.holds(text);
}

/** Whether a UTF-16 unit is a space: all spaces are below U+10000. */
export function isSpaceUnit(unit: number): boolean {
	if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
	if (unit < 0x1680) return unit === 0x85 || unit === 0xa0;
	return (
		unit === 0x1680 ||
		(unit >= 0x2000 && unit <= 0x200a) ||
		unit === 0x2028 ||
		unit === 0x2029 ||
		unit === 0x202f ||
		unit === 0x205f ||
		unit === 0x3000
	);
}

/** Without the ASCII spaces that number parsers skip. */
export function trimSpaces(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && isParserSpace(text.charCodeAt(start))) start++;
	while (end > start && isParserSpace(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}

function isParserSpace(unit: number): boolean {
	return unit === 32 || (unit >= 9 && unit <= 13);
}

/** The value 0 to 9 of a decimal digit, or −1. Decimal digits come in runs of ten. */
export function decimalValue(character: string): number {
	const point = character.codePointAt(0)!;
	if (point < 128) return point >= 48 && point <= 57 ? point - 48 : -1;
	if (!isDecimal(character)) return -1;
	let start = point;
	while (isDecimal(String.fromCodePoint(start - 1))) start--;
	return (point - start) % 10;
}

/** Digits as ASCII digits and spaces as ' ', as number parsers want them; anything else as '?'. ASCII texts stay as they are. */
export function decimalToAscii(text: string): string {
	if (ASCII_ONLY.test(text)) return text;
	let result = "";
	for (const character of text) {
		const value = decimalValue(character);
		if (value >= 0) result += value;
		else if (isSpace(character)) result += " ";
		else result += character < "\x80" ? character : "?";
	}
	return result;
}

/** One character per byte. */
export function latin1Text(bytes: Uint8Array): string {
	if (bytes.length < 5000) return String.fromCharCode(...bytes);
	let text = "";
	for (let i = 0; i < bytes.length; i += 5000) text += String.fromCharCode(...bytes.subarray(i, i + 5000));
	return text;
}

/** Letters whose upper case V8 knows and Unicode 16.0 doesn't. */
const NEWER_UPPER = /[\ua7d3\ua7d5]/;

export function upperCase(text: string): string {
	if (ASCII_ONLY.test(text) || !(NEWER.test(text) || NEWER_UPPER.test(text))) return text.toUpperCase();
	return mapCharacters(text, upperCharacter);
}

export function lowerCase(text: string): string {
	if (ASCII_ONLY.test(text) || !NEWER.test(text)) return text.toLowerCase();
	return text
		.split(new RegExp(`(${NEWER.source})`, "u"))
		.map((part, i) => (i % 2 === 1 ? part : part.toLowerCase()))
		.join("");
}

function mapCharacters(text: string, map: (character: string) => string): string {
	let result = "";
	for (const character of text) result += map(character);
	return result;
}

export function upperCharacter(character: string): string {
	return NEWER.test(character) || NEWER_UPPER.test(character) ? character : character.toUpperCase();
}

export function lowerCharacter(character: string): string {
	return NEWER.test(character) ? character : character.toLowerCase();
}

/** Ligatures whose title case is the first letter's upper case and the others' lower case. */
const LIGATURE = /[\u00df\u0587\ufb00-\ufb06\ufb13-\ufb17]/;

export function titleCharacter(character: string): string {
	const point = character.codePointAt(0)!;
	if (point < 128) return character.toUpperCase();
	if (point >= 0x10d0 && point <= 0x10ff) return character;
	if (point >= 0x1c4 && point <= 0x1cc) return String.fromCharCode(0x1c5 + 3 * Math.floor((point - 0x1c4) / 3));
	if (point >= 0x1f1 && point <= 0x1f3) return "\u01f2";
	if (point >= 0x1f80 && point <= 0x1fff) return greekTitle(character, point);
	const upper = upperCharacter(character);
	return LIGATURE.test(character) ? upper[0] + upper.slice(1).toLowerCase() : upper;
}

/** Greek letters with iota: title case keeps the iota as a mark. */
function greekTitle(character: string, point: number): string {
	if (point <= 0x1faf) return String.fromCharCode(point | 8);
	if (point === 0x1fb3 || point === 0x1fc3 || point === 0x1ff3) return String.fromCharCode(point + 9);
	if (point === 0x1fbc || point === 0x1fcc || point === 0x1ffc) return character;
	const upper = upperCharacter(character);
	return upper.length > 1 ? upper.replace(/\u0399$/, "\u0345") : upper;
}

/** `str.casefold`. */
export function caseFold(text: string): string {
	return ASCII_ONLY.test(text) ? text.toLowerCase() : mapCharacters(text, foldCharacter);
}

function foldCharacter(character: string): string {
	const point = character.codePointAt(0)!;
	if (point < 128) return character.toLowerCase();
	if (point >= 0x13a0 && point <= 0x13f5) return character;
	if (point >= 0x13f8 && point <= 0x13fd) return String.fromCharCode(point - 8);
	if (point >= 0xab70 && point <= 0xabbf) return String.fromCharCode(point - 0xab70 + 0x13a0);
	if (point === 0x131) return character;
	if (point === 0x1e9e) return "ss";
	const upper = upperCharacter(character);
	return mapCharacters(upper, lowerCharacter);
}
