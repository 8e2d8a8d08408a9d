// Places that are the same if broken, each read and found so by a person: nothing that a program, the collector or the audit
// could ask tells the difference. A place is named by its file, its code, and a line that stands some way before it.

export interface Same {
	readonly file: string;
	/** The nearest place with this code after the line counts. */
	readonly after: string;
	readonly code: string;
	readonly reason: string;
}

const NOT_READ = "the slot is above `sp` from here on, and whoever uses it again writes its mark";
const TRUTH = "the slot holds True or False, which are immortal: nobody keeps their count";

export const SAME: readonly Same[] = [
	{ file: "vm/interpreter.ts", after: "// TO_BOOL", code: "marks[sp - 1] = 0;", reason: TRUTH },
	{ file: "vm/interpreter.ts", after: "// UNARY_NOT", code: "marks[sp - 1] = 0;", reason: TRUTH },
	{ file: "vm/cachedOps.ts", after: "export function toBool(", code: "marks[sp - 1] = 0;", reason: TRUTH },
	{ file: "vm/interpreter.ts", after: "// LOAD_SMALL_INT", code: "marks[sp++] = 0;", reason: "the small ints are immortal" },
	{ file: "vm/interpreter.ts", after: "// RETURN_VALUE", code: "marks[sp] = 0;", reason: NOT_READ },
	{ file: "vm/interpreter.ts", after: "// YIELD_VALUE", code: "marks[sp] = 0;", reason: NOT_READ },
	{ file: "vm/interpreter.ts", after: "!isPlain(object)) return endSlowly(", code: "marks[i] = 0;", reason: NOT_READ },
	{
		file: "vm/superAttr.ts",
		after: "if (ownedClass !== 0) decref(cls);",
		code: "if (ownedSuper !== 0) decref(globalSuper);",
		reason: "only the builtin `super` comes by, a static type",
	},
	{
		file: "modules/builtinsAggregate.ts",
		after: "function sorted(",
		code: 'decref(callMethod(list, internStr("sort"), args.slice(1), kwnames));',
		reason: "a list's own sort() returns None",
	},
	{
		file: "objects/exceptionsRaise.ts",
		after: "export function raiseNameError(",
		code: "(exception as Own<PyNameError>).name = incref(name);",
		reason: "the names in code are interned for good",
	},
	{
		file: "objects/code.ts",
		after: "visitOwned(visit: Visit): void {",
		code: 'visit(this.qualname, "attribute", "co_qualname");',
		reason: "the names in code are interned for good",
	},
	{
		file: "objects/exceptionGroup.ts",
		after: "function checkedExceptions(",
		code: "decref(excs);",
		reason: "a tuple without items is the immortal one",
	},
	{
		file: "objects/descrWrapper.ts",
		after: "__objclass__",
		code: '{ name: "__name__", get: (self: PyMethodWrapper) => incref(self.descr.name) },',
		reason: "the names of slots are interned for good",
	},
	{
		file: "objects/typevar.ts",
		after: 'name: "NoDefaultType"',
		code: 'new: (_type, args) => (args.items.length > 0 ? typeError("NoDefaultType takes no arguments") : incref(noDefault())),',
		reason: "NoDefault is immortal",
	},
];
