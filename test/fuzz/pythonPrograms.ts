// Random Python programs that parse and mostly compile: few names, so that scopes collide, and deep nesting of the
// statements whose clean-up code is hard. They are for comparing compilers, not for running. The same seed gives the same
// program. Read `ProgramWriter.statement` first.

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "self", "__p"];

/** What the place allows. */
interface Context {
	readonly indent: string;
	readonly depth: number;
	readonly inLoop: boolean;
	readonly inFunction: boolean;
	readonly inAsync: boolean;
	readonly inExceptStar: boolean;
}

type Choice = (context: Context) => string;

export function randomProgram(seed: number): string {
	const writer = new ProgramWriter(seed);
	return writer.body({ indent: "", depth: 0, inLoop: false, inFunction: false, inAsync: false, inExceptStar: false });
}

class ProgramWriter {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed * 2654435761 + 12345) >>> 0;
	}

	/** A whole number below `n`. (Mulberry32.) */
	below(n: number): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) % n;
	}

	pick<T>(list: readonly T[]): T {
		return list[this.below(list.length)];
	}

	maybe(text: string): string {
		return this.below(2) === 0 ? text : "";
	}

	name(): string {
		return this.pick(NAMES);
	}

	list(n: number, make: () => string): string {
		return Array.from({ length: this.below(n + 1) }, make).join(", ");
	}

	// Statements

	body(context: Context): string {
		const count = context.depth === 0 ? 3 : 1 + this.below(context.depth > 1 ? 2 : 3);
		return Array.from({ length: count }, () => this.statement(context)).join("");
	}

	block(context: Context, change: Partial<Context> = {}): string {
		return this.body({ ...context, indent: `${context.indent}    `, depth: context.depth + 1, ...change });
	}

	statement(context: Context): string {
		const isDeep = context.depth >= 4;
		return isDeep || this.below(3) === 0 ? `${context.indent}${this.simple(context)}\n` : this.compound(context);
	}

	simple(context: Context): string {
		const e = (): string => this.expression(context, 2);
		const choices: Choice[] = [
			() => `${this.target(context)} = ${e()}`,
			() => `${this.name()} = ${this.name()} = ${e()}`,
			() => `${this.place(context)} ${this.pick(["+", "-", "*", "//", "@", "|", "**"])}= ${e()}`,
			() => e(),
			() => `del ${this.place(context)}`,
			() => `assert ${e()}${this.maybe(`, ${e()}`)}`,
			() => `raise ${e()}${this.maybe(` from ${e()}`)}`,
			() => this.pick(["pass", "import a.b", "import a.b as c", "from a import b, c as d", "..."]),
			() => `${this.name()}: ${this.name()}${this.maybe(` = ${e()}`)}`,
			() => `print(${e()})`,
			() => `type ${this.name()}${this.maybe(`[${this.name()}]`)} = ${this.name()}`,
		];
		if (context.inLoop && !context.inExceptStar)
			choices.push(
				() => "break",
				() => "continue",
			);
		if (context.inFunction && !context.inExceptStar)
			choices.push(
				() => "return",
				() => `return ${context.inAsync ? "" : e()}`,
			);
		return this.pick(choices)(context);
	}

	compound(context: Context): string {
		const { indent } = context;
		const e = (): string => this.expression(context, 2);
		const choices: Choice[] = [
			(c) => `${indent}if ${e()}:\n${this.block(c)}${this.maybe(`${indent}elif ${e()}:\n${this.block(c)}`)}${this.orelse(c)}`,
			(c) =>
				`${indent}while ${this.pick([e(), "True", "0", e()])}:\n${this.block(c, { inLoop: true, inExceptStar: false })}${this.orelse(c)}`,
			(c) =>
				`${indent}${this.async(c)}for ${this.target(c)} in ${e()}:\n${this.block(c, { inLoop: true, inExceptStar: false })}${this.orelse(c)}`,
			(c) => this.tryStatement(c),
			(c) => this.tryStatement(c),
			(c) => `${indent}${this.async(c)}with ${e()}${this.maybe(` as ${this.target(c)}`)}${this.maybe(`, ${e()}`)}:\n${this.block(c)}`,
			(c) => this.matchStatement(c),
			(c) => this.functionDef(c),
			(c) => this.functionDef(c),
			(c) => this.classDef(c),
		];
		return this.pick(choices)(context);
	}

	async(context: Context): string {
		return context.inAsync ? this.maybe("async ") : "";
	}

	orelse(context: Context): string {
		return this.below(3) === 0 ? `${context.indent}else:\n${this.block(context)}` : "";
	}

	tryStatement(context: Context): string {
		const { indent } = context;
		const star = this.below(6) === 0 ? "*" : "";
		const inside = star === "" ? {} : { inExceptStar: true, inLoop: false };
		let text = `${indent}try:\n${this.block(context)}`;
		const handlers = this.below(3);
		for (let i = 0; i < handlers; i++) {
			text += `${indent}except${star} ${this.name()}${this.maybe(` as ${this.name()}`)}:\n${this.block(context, inside)}`;
		}
		if (handlers > 0 && star === "") text += this.maybe(`${indent}except:\n${this.block(context)}`);
		if (handlers > 0) text += this.orelse(context);
		if (handlers === 0 || this.below(2) === 0) text += `${indent}finally:\n${this.block(context)}`;
		return text;
	}

	matchStatement(context: Context): string {
		const { indent } = context;
		let text = `${indent}match ${this.expression(context, 1)}:\n`;
		for (let i = this.below(3); i >= 0; i--) {
			const guard = this.maybe(` if ${this.expression(context, 1)}`);
			text += `${indent}    case ${this.pattern(2)}${guard}:\n${this.block(context, { indent: `${indent}        ` })}`;
		}
		return `${text}${indent}    case _:\n${this.block(context, { indent: `${indent}        ` })}`;
	}

	/** Refutable, each name at most once. */
	pattern(depth: number): string {
		const names = [...NAMES].sort(() => this.below(3) - 1);
		const make = (d: number): string => {
			const capture = (): string => (names.length > 0 && this.below(2) === 0 ? names.pop()! : "_");
			const literal = (): string => this.pick(["1", "'x'", "None", "True", "-1", "a.b", "1+2j"]);
			const sub = (): string => (d > 0 && this.below(2) === 0 ? make(d - 1) : this.below(2) === 0 ? literal() : capture());
			return this.pick([
				literal,
				() => `[${sub()}, ${sub()}]`,
				() => `(${sub()}, *${capture()}, ${sub()})`,
				() => `{'k': ${sub()}, 1: ${sub()}${names.length > 0 ? this.maybe(`, **${names.pop()}`) : ""}}`,
				() => `${this.pick(["A", "B.C"])}(${sub()}, x=${sub()})`,
				() => `${literal()} | ${literal()} | [${literal()}]`,
				() => (names.length > 0 ? `(${literal()} | [_, 2]) as ${names.pop()}` : literal()),
			])();
		};
		return make(depth);
	}

	functionDef(context: Context): string {
		const { indent } = context;
		const isAsync = this.below(4) === 0;
		const inside = { inLoop: false, inFunction: true, inAsync: isAsync, inExceptStar: false };
		const generic = this.below(8) === 0 ? `[T${this.maybe(": int")}]` : "";
		const decorator = this.below(6) === 0 ? `${indent}@${this.name()}\n` : "";
		const doc = this.below(6) === 0 ? `${indent}    "doc"\n` : "";
		const directive = this.below(5) === 0 ? `${indent}    global ${this.pick(["g", "h"])}_global\n` : "";
		const head = `${isAsync ? "async " : ""}def ${this.name()}${generic}(${this.parameters(context)})${this.maybe(" -> a")}:\n`;
		return `${decorator}${indent}${head}${doc}${directive}${this.block(context, inside)}`;
	}

	parameters(context: Context): string {
		const names = [...NAMES].sort(() => this.below(3) - 1);
		const value = (): string => (this.below(2) === 0 ? `=${this.expression({ ...context, inFunction: false, inAsync: false }, 1)}` : "");
		const parts: string[] = [];
		let hasDefault = false;
		for (let i = this.below(3); i > 0; i--) {
			const text = value();
			hasDefault ||= text !== "";
			parts.push(names.pop() + (text === "" && hasDefault ? "=1" : text));
			if (this.below(4) === 0 && !parts.includes("/")) parts.push("/");
		}
		if (this.below(3) === 0) parts.push(`*${names.pop()}${this.maybe(": a")}`, `${names.pop()}${value()}`);
		if (this.below(4) === 0) parts.push(`**${names.pop()}`);
		return parts.join(", ");
	}

	classDef(context: Context): string {
		const { indent } = context;
		const inside = { inLoop: false, inFunction: false, inAsync: false, inExceptStar: false };
		const generic = this.below(8) === 0 ? "[T]" : "";
		const doc = this.below(6) === 0 ? `${indent}    "doc"\n` : "";
		return `${indent}class ${this.name()}${generic}${this.maybe(`(${this.name()})`)}:\n${doc}${this.block(context, inside)}`;
	}

	// Expressions

	place(context: Context): string {
		const e = (): string => this.expression(context, 1);
		return this.pick([
			() => this.name(),
			() => this.name(),
			() => `${this.name()}.x`,
			() => `${this.name()}[${e()}]`,
			() => `a[${e()}:${e()}]`,
		])();
	}

	target(context: Context): string {
		return this.below(4) === 0 ? `(${this.place(context)}, *${this.name()})` : this.place(context);
	}

	atom(): string {
		return this.pick([
			...NAMES,
			...NAMES,
			"0",
			"1",
			"-1",
			"2.5",
			"'s'",
			"b'y'",
			"None",
			"True",
			"...",
			"1000",
			"()",
			"[]",
			"{}",
			"(1, 2)",
			"super().x",
		]);
	}

	expression(context: Context, depth: number): string {
		if (depth <= 0) return this.atom();
		const e = (): string => this.expression(context, depth - 1);
		const inner = { ...context, inAsync: false, inFunction: false };
		const choices: (() => string)[] = [
			() => this.atom(),
			() => this.atom(),
			() => `(${e()} ${this.pick(["+", "-", "*", "/", "%", "**", "<<", "&", "@"])} ${e()})`,
			() => `(${e()} ${this.pick(["and", "or"])} ${e()})`,
			() => `(${e()} ${this.pick(["<", "==", "in", "not in", "is", "is not", "!="])} ${this.name()})`,
			() => `(${e()} < ${e()} <= ${e()})`,
			() => `(${this.pick(["not ", "-", "~", "+"])}${e()})`,
			() => `(${e()} if ${e()} else ${e()})`,
			() => `${this.name()}.x`,
			() => `${this.name()}[${e()}]`,
			() => `a[${this.maybe(e())}:${this.maybe(e())}]`,
			() => `${this.name()}(${this.list(3, e)})`,
			() => `${this.name()}.m(${[...Array.from({ length: this.below(3) }, e), ...(this.below(2) ? ["k=1"] : [])].join(", ")})`,
			() => `${this.name()}(*${this.name()}, ${e()}, **${this.name()})`,
			() => `[${this.list(3, e)}]`,
			() => `(${this.list(3, e)},)`.replace("(,)", "()"),
			() => `{${e()}: ${e()}, **${this.name()}}`,
			() => `{${e()}, *${this.name()}}`,
			() => `f"x{${this.name()}}{${this.name()}!r:>{${this.name()}}}"`,
			() => `t"x{${this.name()}}"`,
			() => `"%s-%r" % (${e()}, ${e()})`,
			() => `(lambda ${this.name()}, *q: ${this.expression(inner, depth - 1)})`,
			() => this.comprehension(context, depth),
			() => this.comprehension(context, depth),
			() => `${this.pick(["any", "all", "tuple"])}(${this.name()} for ${this.name()} in ${e()})`,
			() => `(w := ${e()})`,
		];
		if (context.inFunction) choices.push(() => `(yield ${e()})`);
		if (context.inAsync) choices.push(() => `(await ${e()})`);
		return this.pick(choices)();
	}

	comprehension(context: Context, depth: number): string {
		const inner = { ...context, inFunction: false };
		const plain = { ...inner, inAsync: false };
		const e = (): string => this.expression(inner, depth - 1).replaceAll("w :=", "w ==");
		const iter = this.expression(plain, depth - 1).replaceAll("w :=", "w ==");
		const clause = `for ${this.name()} in ${iter}${this.maybe(` if ${e()}`)}${this.maybe(` for ${this.name()}, ${this.name()} in ${e()}`)}`;
		return this.pick([`[${e()} ${clause}]`, `{${e()} ${clause}}`, `{${e()}: ${e()} ${clause}}`, `(${e()} ${clause})`]);
	}
}
