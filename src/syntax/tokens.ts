// Token kinds, keywords, and the arrays that a tokenized source is made of. A token is an index; its properties stand in
// parallel typed arrays, so that a large file costs no object per token. Read `TokenList` first. Lines count from 1,
// columns are UTF-8 bytes from 0 (-1 where CPython has none), `start` and `end` are UTF-16 offsets into `TokenList.source`.
// Mirrors Grammar/Tokens and Parser/pegen.h.

export const ENDMARKER = 0;
export const NAME = 1;
export const NUMBER = 2;
export const STRING = 3;
export const NEWLINE = 4;
export const INDENT = 5;
export const DEDENT = 6;
export const ERRORTOKEN = 7;
export const FSTRING_START = 8;
export const FSTRING_MIDDLE = 9;
export const FSTRING_END = 10;
export const TSTRING_START = 11;
export const TSTRING_MIDDLE = 12;
export const TSTRING_END = 13;
/** A character such as `$` that no rule accepts. */
export const OTHER = 14;
/** What follows `# type:`; made only on request. */
export const TYPE_COMMENT = 15;

export const LPAR = 16;
export const RPAR = 17;
export const LSQB = 18;
export const RSQB = 19;
export const LBRACE = 20;
export const RBRACE = 21;
export const COLON = 22;
export const COMMA = 23;
export const SEMI = 24;
export const DOT = 25;
export const ELLIPSIS = 26;
export const RARROW = 27;
export const COLONEQUAL = 28;
export const EXCLAMATION = 29;
export const EQUAL = 30;
export const PLUS = 31;
export const MINUS = 32;
export const STAR = 33;
export const SLASH = 34;
export const PERCENT = 35;
export const AT = 36;
export const VBAR = 37;
export const AMPER = 38;
export const CIRCUMFLEX = 39;
export const TILDE = 40;
export const DOUBLESTAR = 41;
export const DOUBLESLASH = 42;
export const LEFTSHIFT = 43;
export const RIGHTSHIFT = 44;
export const EQEQUAL = 45;
export const NOTEQUAL = 46;
export const LESS = 47;
export const GREATER = 48;
export const LESSEQUAL = 49;
export const GREATEREQUAL = 50;
export const PLUSEQUAL = 51;
export const MINEQUAL = 52;
export const STAREQUAL = 53;
export const SLASHEQUAL = 54;
export const PERCENTEQUAL = 55;
export const ATEQUAL = 56;
export const VBAREQUAL = 57;
export const AMPEREQUAL = 58;
export const CIRCUMFLEXEQUAL = 59;
export const DOUBLESTAREQUAL = 60;
export const DOUBLESLASHEQUAL = 61;
export const LEFTSHIFTEQUAL = 62;
export const RIGHTSHIFTEQUAL = 63;

export const KW_FALSE = 64;
export const KW_NONE = 65;
export const KW_TRUE = 66;
export const KW_AND = 67;
export const KW_AS = 68;
export const KW_ASSERT = 69;
export const KW_ASYNC = 70;
export const KW_AWAIT = 71;
export const KW_BREAK = 72;
export const KW_CLASS = 73;
export const KW_CONTINUE = 74;
export const KW_DEF = 75;
export const KW_DEL = 76;
export const KW_ELIF = 77;
export const KW_ELSE = 78;
export const KW_EXCEPT = 79;
export const KW_FINALLY = 80;
export const KW_FOR = 81;
export const KW_FROM = 82;
export const KW_GLOBAL = 83;
export const KW_IF = 84;
export const KW_IMPORT = 85;
export const KW_IN = 86;
export const KW_IS = 87;
export const KW_LAMBDA = 88;
export const KW_NONLOCAL = 89;
export const KW_NOT = 90;
export const KW_OR = 91;
export const KW_PASS = 92;
export const KW_RAISE = 93;
export const KW_RETURN = 94;
export const KW_TRY = 95;
export const KW_WHILE = 96;
export const KW_WITH = 97;
export const KW_YIELD = 98;

/** In the order of `keyword.kwlist`, so that the index plus KW_FALSE is the kind. */
export const KEYWORD_LIST: readonly string[] =
	"False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
		" ",
	);

export const KEYWORDS: ReadonlyMap<string, number> = new Map(KEYWORD_LIST.map((word, i) => [word, KW_FALSE + i]));

/** Spelling of each operator; the position plus LPAR is the kind. */
const OPERATOR_LIST =
	"( ) [ ] { } : , ; . ... -> := ! = + - * / % @ | & ^ ~ ** // << >> == != < > <= >= += -= *= /= %= @= |= &= ^= **= //= <<= >>=".split(" ");

export const OPERATORS: ReadonlyMap<string, number> = new Map(OPERATOR_LIST.map((text, i) => [text, LPAR + i]));

const FIRST_CAPACITY = 256;

/** The tokens of one source. `texts` has an entry only where the text isn't the slice: normalised names, debug texts of f-strings. */
export class TokenList {
	readonly source: string;
	count = 0;
	kind: Uint8Array;
	start: Int32Array;
	end: Int32Array;
	line: Int32Array;
	column: Int32Array;
	endLine: Int32Array;
	endColumn: Int32Array;
	readonly texts = new Map<number, string>();
	/** Each `# type: ignore`, which is no token: its line and what follows the word. */
	readonly typeIgnores: { readonly lineno: number; readonly tag: string }[] = [];

	constructor(source: string) {
		this.source = source;
		const capacity = FIRST_CAPACITY + (source.length >> 2);
		this.kind = new Uint8Array(capacity);
		this.start = new Int32Array(capacity);
		this.end = new Int32Array(capacity);
		this.line = new Int32Array(capacity);
		this.column = new Int32Array(capacity);
		this.endLine = new Int32Array(capacity);
		this.endColumn = new Int32Array(capacity);
	}

	add(kind: number, start: number, end: number, line: number, column: number, endLine: number, endColumn: number): void {
		const i = this.count;
		if (i === this.kind.length) this.grow();
		this.kind[i] = kind;
		this.start[i] = start;
		this.end[i] = end;
		this.line[i] = line;
		this.column[i] = column;
		this.endLine[i] = endLine;
		this.endColumn[i] = endColumn;
		this.count = i + 1;
	}

	/** The identifier (NFKC) of a NAME, otherwise the token's spelling. */
	text(i: number): string {
		if (this.kind[i] === NAME && this.texts.size !== 0) {
			const normalized = this.texts.get(i);
			if (normalized !== undefined) return normalized;
		}
		return this.source.slice(this.start[i], this.end[i]);
	}

	private grow(): void {
		const capacity = this.kind.length * 2;
		const kind = new Uint8Array(capacity);
		kind.set(this.kind);
		this.kind = kind;
		const copy = (from: Int32Array): Int32Array => {
			const to = new Int32Array(capacity);
			to.set(from);
			return to;
		};
		this.start = copy(this.start);
		this.end = copy(this.end);
		this.line = copy(this.line);
		this.column = copy(this.column);
		this.endLine = copy(this.endLine);
		this.endColumn = copy(this.endColumn);
	}
}
