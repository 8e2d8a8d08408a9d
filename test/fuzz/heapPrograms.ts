// Random Python programs that run: they make, share, hide and drop objects, and look at counts, deaths, weak references
// and identity on the way. The same seed gives the same program. What a program may do is chosen so that two correct
// interpreters print the same: no addresses, no string hashes, no automatic collection, bounded calls and loops.
// Read `heapProgram` and `HeapProgramWriter.statement` first.

/** Definitions that all programs share. `ns` of the driver holds sys, gc, weakref. */
export const PRELUDE = `\
R = sys.getrefcount
fuel = [400]
class OutOfFuel(BaseException): pass
def tick():
    fuel[0] -= 1
    if fuel[0] < 0: raise OutOfFuel()
class D:
    def __init__(self, n, *kids, **named):
        self.n = n
        self.x = kids
        self.__dict__.update(named)
    def __del__(self): print("del", self.n, R(self))
    def __hash__(self): return self.n
    def __getitem__(self, k): return self.x[0] if self.x else self
    def __setitem__(self, k, v): self.z = v
    def __delitem__(self, k): self.z = None
    def __call__(self, *a, **k): return a[-1] if a else self
    def __iter__(self): return iter(self.x)
    def __len__(self): return 1
    def __add__(self, o): return E(self.n + 100, o)
    def __iadd__(self, o):
        self.y = o
        return self
    def __enter__(self): return self.x[0] if self.x else self
    def __exit__(self, t, v, tb): return self.n % 2 == 0
    def m(self, *a): return R(self), len(a)
    @property
    def p(self): return self.x
class E(D):
    c = None
    def __del__(self):
        print("del E", self.n)
        E.c = self.x
    def __lt__(self, o): return True
    def __contains__(self, o): return True
    def __getattr__(self, name): return name
class S:
    __slots__ = ("n", "x", "y", "z", "__weakref__")
    def __init__(self, n, *kids):
        self.n = n
        self.x = kids
    def __del__(self): print("del S", self.n)
    def __hash__(self): return self.n
class L(list):
    n = 0
    def __del__(self): print("del L", len(self))
class X(Exception):
    def __del__(self): print("del X", len(self.args))
class Z(D):
    saved = []
    def __del__(self):
        print("resurrect", self.n)
        Z.saved.append(self)
def show(v, depth=2):
    t = type(v).__name__
    if isinstance(v, (list, tuple)): return t + "(" + ", ".join([show(i, depth - 1) for i in v] if depth else ["..."]) + ")"
    if isinstance(v, dict): return t + "{" + ", ".join([show(k, 0) + ": " + show(i, depth - 1) for k, i in v.items()] if depth else ["..."]) + "}"
    if isinstance(v, (set, frozenset)): return t + str(len(v))
    if isinstance(v, (int, float, str, bool, type(None))): return repr(v)
    if isinstance(v, BaseException): return t + show(v.args, depth - 1)
    return t + str(v.__dict__.get("n") if isinstance(v, D) else "")
def watch(v, label):
    try: return weakref.ref(v, lambda r: print("gone", label, r()))
    except TypeError: return label
def first(v):
    for i in v: return i
def ident(v): return v
def pack(*a, **k): return a, k
`;

interface Scope {
	readonly indent: string;
	/** Names that may be read and written here. */
	readonly names: readonly string[];
	readonly kind: "module" | "function" | "generator";
	readonly loop: boolean;
	readonly depth: number;
	/** Functions that may be called by name: those made before. */
	readonly functions: readonly string[];
	/** Names of the enclosing function. */
	readonly outer: readonly string[];
}

type Choice<T> = readonly [weight: number, make: T];

export function heapProgram(seed: number): string {
	return new HeapProgramWriter(seed).program();
}

class HeapProgramWriter {
	#state: number;
	#label = 0;
	#functions = 0;

	constructor(seed: number) {
		this.#state = (seed * 2654435761 + 97) >>> 0;
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
		return list[this.below(list.length)]!;
	}

	choose<T>(choices: readonly Choice<T>[]): T {
		let at = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
		for (const [weight, make] of choices) if ((at -= weight) < 0) return make;
		throw new Error("no choice");
	}

	label(): number {
		return ++this.#label;
	}

	program(): string {
		const names = ["a", "b", "c", "d", "e"];
		let text = "";
		const functions: string[] = [];
		for (let i = this.below(4); i > 0; i--)
			text += this.definition({ indent: "", names, kind: "module", loop: false, depth: 0, functions, outer: [] }, functions);
		const scope: Scope = { indent: "", names, kind: "module", loop: false, depth: 0, functions, outer: [] };
		text += "a = b = c = d = e = None\n";
		for (const name of names) text += this.tried(scope, `${name} = ${this.expression(scope, 2)}`);
		for (let i = 4 + this.below(8); i > 0; i--) text += this.statement(scope);
		return text;
	}

	/** A function or generator function; its name is added to `functions`. */
	definition(scope: Scope, functions: string[]): string {
		const name = `${scope.kind === "module" ? "f" : "g"}${this.#functions++}`;
		const isGenerator = this.below(3) === 0;
		const locals = ["p", "q", "r", "s"];
		const inner: Scope = {
			indent: `${scope.indent}    `,
			names: locals,
			kind: isGenerator ? "generator" : "function",
			loop: false,
			depth: scope.depth + 1,
			functions: [...functions],
			outer: scope.kind === "module" ? [] : scope.names,
		};
		const parameters = this.pick(["p, q=None", "p=None, *q", "p, q=None, **r", "*p, q=None", `p, q=D(${this.label()})`]);
		let text = `${scope.indent}def ${name}(${parameters}):\n${inner.indent}tick()\n`;
		if (scope.kind !== "module" && this.below(3) === 0) text += `${inner.indent}nonlocal ${this.pick(scope.names)}\n`;
		if (!parameters.includes("**r")) text += `${inner.indent}r = ${this.expression(inner, 1)}\n`;
		text += `${inner.indent}s = ${this.expression(inner, 2)}\n`;
		for (let i = 1 + this.below(5); i > 0; i--) text += this.statement(inner);
		text += isGenerator ? `${inner.indent}yield ${this.expression(inner, 1)}\n` : `${inner.indent}return ${this.expression(inner, 2)}\n`;
		functions.push(name);
		return text;
	}

	body(scope: Scope, change: Partial<Scope> = {}): string {
		const inner = { ...scope, indent: `${scope.indent}    `, depth: scope.depth + 1, ...change };
		let text = "";
		for (let i = 1 + this.below(scope.depth > 2 ? 1 : 3); i > 0; i--) text += this.statement(inner);
		return text;
	}

	statement(scope: Scope): string {
		const { indent } = scope;
		const line = (text: string): string => `${indent}${text}\n`;
		const e = (depth = 2): string => this.expression(scope, depth);
		const name = this.pick(scope.names);
		const choices: Choice<() => string>[] = [
			[14, () => line(`${name} = ${e()}`)],
			[8, () => line(`print(${this.label()}, ${this.probe(scope)})`)],
			[4, () => line(`${this.target(scope)} = ${this.target(scope)} = ${e()}`)],
			[4, () => line(`${name}, ${this.target(scope)} = ${e()}, ${e(1)}`)],
			[2, () => line(`${name}, *${this.pick(scope.names)} = [${e(1)}, ${e(1)}, ${e(1)}]`)],
			[4, () => line(`${this.target(scope)} = ${e()}`)],
			[3, () => line(`${name} += ${this.pick([e(1), `[${e(1)}]`, `(${e(1)},)`])}`)],
			[3, () => this.tried(scope, `del ${this.pick([name, `${name}.x`, `${name}[0]`, `${name}.z, ${name}.y`])}`)],
			[4, () => line(e())],
			[3, () => line(`${name} = None`)],
			[3, () => line(`w${this.below(3)} = watch(${e(1)}, ${this.label()})`)],
			[2, () => line(`print(${this.label()}, gc.collect())`)],
			[2, () => this.tried(scope, e(3))],
		];
		if (scope.depth < 4) {
			choices.push(
				[
					4,
					() => `${line(`if ${this.condition(scope)}:`)}${this.body(scope)}${this.below(2) ? `${line("else:")}${this.body(scope)}` : ""}`,
				],
				[4, () => this.loop(scope)],
				[5, () => this.tryStatement(scope)],
				[2, () => `${line(`with ${this.made(scope)}${this.below(2) ? ` as ${name}` : ""}:`)}${this.body(scope)}`],
				[2, () => this.matchStatement(scope)],
				[1, () => this.classStatement(scope)],
			);
			if (scope.depth < 2) choices.push([4, () => this.localFunction(scope)]);
			choices.push([3, () => this.generatorUse(scope)]);
		}
		if (scope.loop) choices.push([2, () => line(`if ${this.condition(scope)}: ${this.pick(["break", "continue"])}`)]);
		if (scope.kind === "function") choices.push([1, () => line(`if ${this.condition(scope)}: return ${e(1)}`)]);
		if (scope.kind === "generator")
			choices.push([5, () => line(`${this.pick(["", `${name} = `])}yield ${e(1)}`)], [1, () => line(`yield from (${e(1)}, ${e(1)})`)]);
		return this.choose(choices)();
	}

	tried(scope: Scope, text: string): string {
		const { indent } = scope;
		return `${indent}try: ${text}\n${indent}except Exception as err: print(${this.label()}, type(err).__name__, err)\n`;
	}

	probe(scope: Scope): string {
		const name = this.pick(scope.names);
		return this.choose<() => string>([
			[6, () => `R(${name})`],
			[
				3,
				() =>
					scope.names
						.slice(0, 3)
						.map((n) => `R(${n})`)
						.join(", "),
			],
			[3, () => `show(${name})`],
			[2, () => `R(${this.expression(scope, 2)})`],
			[1, () => `${name} is ${this.expression(scope, 1)}`],
			[1, () => `show(${this.expression(scope, 2)})`],
			[1, () => `id(${this.pick(["[]", "{}", "S(0)"])}) == id(${this.pick(["[]", "{}"])})`],
			[1, () => `[type(v).__name__ for v in (${name}, ${this.expression(scope, 1)})]`],
		])();
	}

	condition(scope: Scope): string {
		const name = this.pick(scope.names);
		return this.pick([
			name,
			`not ${name}`,
			`R(${name}) > ${this.below(5)}`,
			`${name} is ${this.pick(scope.names)}`,
			`isinstance(${name}, D)`,
			`${name} and ${this.expression(scope, 1)}`,
			`(${name} := ${this.expression(scope, 1)})`,
		]);
	}

	target(scope: Scope): string {
		const name = this.pick(scope.names);
		return this.choose<string>([
			[5, name],
			[2, `${this.made(scope)}.${this.pick(["x", "y", "z"])}`],
			[1, `${this.made(scope)}[0]`],
			[1, "E.c"],
		]);
	}

	/** An expression that is an instance of D or E. */
	made(scope: Scope): string {
		const kids = this.below(3) === 0 ? `, ${this.expression(scope, 1)}` : "";
		const named = this.below(5) === 0 ? `, ${this.pick(["y", "z"])}=${this.expression(scope, 1)}` : "";
		return `${this.pick(["D", "D", "E", "D", "Z"])}(${this.label()}${kids}${named})`;
	}

	expression(scope: Scope, depth: number): string {
		const e = (): string => this.expression(scope, depth - 1);
		const name = this.pick(scope.names);
		if (depth <= 0) {
			return this.choose<() => string>([
				[8, () => name],
				[3, () => this.made(scope)],
				[1, () => "None"],
				[1, () => this.pick(["[]", "()", "{}", "1", "'s'", "1000.5"])],
			])();
		}
		const v = this.pick(["v", "u"]);
		const choices: Choice<() => string>[] = [
			[8, () => name],
			[8, () => this.made(scope)],
			[2, () => `S(${this.label()}, ${e()})`],
			[1, () => `L((${e()}, ${e()}))`],
			[4, () => `[${e()}, ${e()}]`],
			[3, () => `(${e()}, ${e()})`],
			[3, () => `{${this.below(3)}: ${e()}, 'k': ${e()}}`],
			[1, () => `{${this.made(scope)}, ${this.made(scope)}}`],
			[1, () => `X(${e()})`],
			[4, () => `getattr(${e()}, ${this.pick(["'x'", "'y'", "'n'", "'m'"])}, ${e()})`],
			[2, () => `${this.made(scope)}.${this.pick(["x", "n", "p", "m", "m()", `m(${e()})`, `x.__len__()`])}`],
			[2, () => `${this.made(scope)}[${this.pick(["0", e(), "1:2"])}]`],
			[2, () => `${this.made(scope)}(${e()}${this.below(2) ? `, k=${e()}` : ""})`],
			[2, () => `${this.made(scope)} + ${e()}`],
			[2, () => `(${e()} if ${name} else ${e()})`],
			[2, () => `(${e()} ${this.pick(["and", "or"])} ${e()})`],
			[1, () => `(${name} := ${e()})`],
			[2, () => `ident(${e()})`],
			[2, () => `pack(${e()}, *(${e()}, ${e()})${this.below(2) ? `, k=${e()}` : ""}${this.below(2) ? `, **{'l': ${e()}}` : ""})`],
			[1, () => `first((${e()}, ${e()}))`],
			[2, () => `[${v} for ${v} in (${e()}, ${e()})${this.below(2) ? ` if ${v} is not ${name}` : ""}]`],
			[1, () => `{R(${v}): ${v} for ${v} in [${e()}, ${e()}]}`],
			[1, () => `list(${v} for ${v} in (${e()}, ${e()}))`],
			[1, () => `(${v} for ${v} in [${e()}, ${e()}])`],
			[1, () => `[R(${v}) for ${v} in [${e()}, ${e()}]]`],
			[2, () => `(lambda ${v}: ${this.pick([v, `(${v}, ${v})`, `R(${v})`, `[${v}]`])})(${e()})`],
			[2, () => `(lambda ${v}=${e()}: ${this.pick([v, name, `[${v}, ${name}]`])})`],
			[1, () => `f"{show(${e()})}"`],
			[1, () => `${this.pick(["list", "tuple", "reversed", "iter", "enumerate"])}([${e()}, ${e()}])`],
			[1, () => `dict(k=${e()}, l=${e()})`],
			[1, () => `list(zip([${e()}, ${e()}], (${e()}, ${e()})))`],
			[1, () => `${this.pick(["sorted", "max"])}([${e()}, ${e()}], key=lambda v: 0)`],
			[1, () => `list(map(ident, [${e()}, ${e()}]))`],
			[1, () => `next(iter([${e()}]), ${e()})`],
			[1, () => `[*(${e()}, ${e()}), ${e()}]`],
			[1, () => `{**{'k': ${e()}}, 'k': ${e()}}`],
			[1, () => `type(${e()})`],
			[1, () => `setattr(${this.made(scope)}, 'y', ${e()})`],
			[1, () => `w${this.below(3)}`],
			[1, () => `[${e()}, ${e()}, ${e()}][${this.pick(["0", "1", "-1", "1:", "::-1"])}]`],
			[1, () => `(${e()} is ${e()} is not ${name})`],
			[1, () => `[${e()}].${this.pick([`append(${e()})`, "pop()", `insert(0, ${e()})`, "copy()", "clear()", "__iter__()"])}`],
			[
				1,
				() =>
					`{1: ${e()}}.${this.pick(["pop(1)", `get(2, ${e()})`, `setdefault(1, ${e()})`, "items()", "copy()", "popitem()", `update({1: ${e()}})`])}`,
			],
		];
		if (scope.functions.length > 0)
			choices.push([
				6,
				() =>
					`${this.pick(scope.functions)}(${this.pick([e(), `${e()}, q=${e()}`, `*[${e()}]`, `${e()}, *(${e()},)`, `**{'p': ${e()}}`])})`,
			]);
		return this.choose(choices)();
	}

	loop(scope: Scope): string {
		const { indent } = scope;
		const name = this.pick(scope.names);
		const items = Array.from({ length: 1 + this.below(3) }, () => this.expression(scope, 1)).join(", ");
		const head = this.choose<string>([
			[4, `for ${name} in (${items},):`],
			[3, `for ${name} in [${items}]:`],
			[2, `for ${this.pick(["i", name])}, ${name} in enumerate([${items}]):`],
			[1, `for ${name}, i in zip([${items}], range(3)):`],
			[1, `for ${name} in {1: ${this.expression(scope, 1)}}.values():`],
			[1, `for ${name} in (v for v in [${items}]):`],
		]);
		const tail = this.below(4) === 0 ? `${indent}else:\n${this.body(scope)}` : "";
		return `${indent}${head}\n${this.body(scope, { loop: true })}${tail}`;
	}

	tryStatement(scope: Scope): string {
		const { indent } = scope;
		const raised = this.pick([
			`raise X(${this.expression(scope, 1)})`,
			"raise X",
			"1 / 0",
			`raise X(${this.expression(scope, 1)}) from X(${this.expression(scope, 1)})`,
			"None.nothing",
			"[][1]",
		]);
		let text = `${indent}try:\n${this.body(scope)}`;
		if (this.below(4) > 0) text += `${indent}    ${raised}\n`;
		const hasHandler = this.below(5) > 0;
		const name = this.pick([...scope.names, "err"]);
		if (hasHandler) {
			text += `${indent}except ${this.pick(["X", "Exception", "(X, ZeroDivisionError)"])}${this.below(3) > 0 ? ` as ${name}` : ""}:\n`;
			text += `${indent}    print(${this.label()}, ${this.pick([`type(sys.exception()).__name__, R(sys.exception())`, this.probe(scope)])})\n${this.body(scope)}`;
			if (this.below(8) === 0) text += `${indent}    raise\n`;
			if (this.below(4) === 0) text += `${indent}else:\n${this.body(scope)}`;
		}
		if (!hasHandler || this.below(3) === 0)
			text += `${indent}finally:\n${this.body(scope, { loop: false, kind: scope.kind === "function" ? "module" : scope.kind })}`;
		if (hasHandler) return text;
		const deeper = text.replace(/^(?=.)/gm, "    ");
		return `${indent}try:\n${deeper}${indent}except Exception as err: print(${this.label()}, type(err).__name__, err)\n`;
	}

	matchStatement(scope: Scope): string {
		const { indent } = scope;
		const name = this.pick(scope.names);
		const patterns = ["[u, v]", "{'k': u}", "D(n=u)", "D() as u", "(u, *v)", "X()", "None", "1 | 's'"];
		let text = `${indent}match ${this.expression(scope, 2)}:\n`;
		for (let i = 1 + this.below(3); i > 0; i--)
			text += `${indent}    case ${this.pick(patterns)}:\n${this.body({ ...scope, indent: `${indent}    ` })}`;
		return `${text}${indent}    case ${name}:\n${indent}        print(${this.label()}, show(${name}))\n`;
	}

	classStatement(scope: Scope): string {
		const { indent } = scope;
		const name = this.pick(scope.names);
		const inner = `${indent}    `;
		const members = [
			`t = D(${this.label()})`,
			`def m(self): return R(self)`,
			`def __del__(self): print("del own", R(self))`,
			`u = [i for i in range(2)]`,
		];
		let text = `${indent}class C${this.pick(["", "(D)", "(list)", "(Exception)"])}:\n${inner}k = 0\n`;
		for (const member of members) if (this.below(2)) text += `${inner}${member}\n`;
		return `${text}${this.tried(scope, `${name} = C(${this.pick(["", "5", "[1]"])}); ${name}.own = ${this.expression(scope, 1)}`)}`;
	}

	/** A function made in a function, with its closure; called or kept. */
	localFunction(scope: Scope): string {
		const functions = [...scope.functions];
		const text = this.definition(scope.kind === "module" ? { ...scope, depth: 1 } : scope, functions);
		const made = functions.at(-1)!;
		const name = this.pick(scope.names);
		return `${text}${this.tried(scope, this.pick([`${name} = ${made}(${this.expression(scope, 1)})`, `${name} = ${made}`, `print(show(${made}(${name})), R(${made}))`]))}`;
	}

	generatorUse(scope: Scope): string {
		const { indent } = scope;
		const made = this.pick([...scope.functions, "iter"]);
		const argument = made === "iter" ? `[${this.expression(scope, 1)}, ${this.expression(scope, 1)}]` : this.expression(scope, 1);
		const steps = [
			"next(h)",
			"next(h, None)",
			`h.send(${this.expression(scope, 1)})`,
			"h.close()",
			`h.throw(X(${this.expression(scope, 1)}))`,
			"list(h)",
			"(lambda: (yield))().send(None)",
		];
		let text = `${indent}h = ${made}(${argument})\n`;
		for (let i = 1 + this.below(4); i > 0; i--) text += this.tried(scope, `print(${this.label()}, show(${this.pick(steps)}), R(h))`);
		return `${text}${indent}h = None\n`;
	}
}
