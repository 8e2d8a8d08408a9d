// Fitting text with optional line breaks into a width: Oppen's algorithm as Ruby's `prettyprint` and IPython have it.
//
// Text is kept back only while it holds a break that may still have to be taken. When a line grows too long, the
// outermost group with such a break gets all its breaks. Read `text` and `breakable` first.

interface Group {
	readonly depth: number;
	/** Breaks of the group that are still kept back, oldest first. */
	readonly pending: Break[];
	broken: boolean;
}

interface Break {
	readonly kind: "break";
	readonly separator: string;
	readonly indentation: number;
	readonly group: Group;
}

interface Text {
	readonly kind: "text";
	text: string;
}

/** Width in code points, as Python's `len`. */
function width(text: string): number {
	let n = 0;
	for (const _ of text) n++;
	return n;
}

export class Layout {
	private readonly maxWidth: number;
	private readonly output: string[] = [];
	private outputWidth = 0;
	private readonly kept: (Text | Break)[] = [];
	private keptWidth = 0;
	private readonly open: Group[] = [{ depth: 0, pending: [], broken: false }];
	/** Groups not yet broken, by depth; newest last. */
	private readonly unbroken: Group[][] = [[this.open[0]!]];
	indentation = 0;

	constructor(maxWidth: number) {
		this.maxWidth = maxWidth;
	}

	/** The whole text. */
	finish(): string {
		this.flush();
		return this.output.join("");
	}

	text(text: string): void {
		if (this.kept.length === 0) {
			this.output.push(text);
			this.outputWidth += width(text);
			return;
		}
		const last = this.kept.at(-1)!;
		if (last.kind === "text") last.text += text;
		else this.kept.push({ kind: "text", text });
		this.keptWidth += width(text);
		this.breakOuterGroups();
	}

	/** A place where the line may be broken; `separator` stands there if it is not. */
	breakable(separator = " "): void {
		const group = this.open.at(-1)!;
		if (group.broken) {
			this.newLine(this.indentation);
			return;
		}
		const item: Break = { kind: "break", separator, indentation: this.indentation, group };
		this.kept.push(item);
		group.pending.push(item);
		this.keptWidth += width(separator);
		this.breakOuterGroups();
	}

	/** A line break that is always taken. */
	hardBreak(): void {
		const group = this.takeOutermost();
		if (group !== null) this.breakGroup(group);
		this.newLine(this.indentation);
	}

	beginGroup(indent = 0, opening = ""): void {
		if (opening !== "") this.text(opening);
		const group: Group = { depth: this.open.length, pending: [], broken: false };
		this.open.push(group);
		(this.unbroken[group.depth] ??= []).push(group);
		this.indentation += indent;
	}

	endGroup(dedent = 0, closing = ""): void {
		this.indentation -= dedent;
		const group = this.open.pop()!;
		if (group.pending.length === 0) this.forget(group);
		if (closing !== "") this.text(closing);
	}

	private newLine(indentation: number): void {
		this.flush();
		this.output.push("\n", " ".repeat(indentation));
		this.outputWidth = indentation;
	}

	private flush(): void {
		while (this.kept.length > 0) this.emitFirst();
		this.keptWidth = 0;
	}

	private emitFirst(): void {
		const item = this.kept.shift()!;
		if (item.kind === "text") {
			this.emit(item.text);
			return;
		}
		item.group.pending.shift();
		if (item.group.broken) {
			this.output.push("\n", " ".repeat(item.indentation));
			this.outputWidth = item.indentation;
			this.keptWidth -= width(item.separator);
		} else {
			if (item.group.pending.length === 0) this.forget(item.group);
			this.emit(item.separator);
		}
	}

	private emit(text: string): void {
		this.output.push(text);
		this.outputWidth += width(text);
		this.keptWidth -= width(text);
	}

	private breakOuterGroups(): void {
		while (this.outputWidth + this.keptWidth > this.maxWidth) {
			const group = this.takeOutermost();
			if (group === null) return;
			this.breakGroup(group);
		}
	}

	private breakGroup(group: Group): void {
		while (group.pending.length > 0) this.emitFirst();
		while (this.kept[0]?.kind === "text") this.emitFirst();
	}

	/** Breaks the newest of the outermost groups that hold back a break; outer ones without can only break from now on. */
	private takeOutermost(): Group | null {
		for (const groups of this.unbroken) {
			for (let i = groups.length - 1; i >= 0; i--) {
				if (groups[i]!.pending.length === 0) continue;
				const [group] = groups.splice(i, 1);
				group!.broken = true;
				return group!;
			}
			for (const group of groups) group.broken = true;
			groups.length = 0;
		}
		return null;
	}

	private forget(group: Group): void {
		const groups = this.unbroken[group.depth];
		const i = groups?.indexOf(group) ?? -1;
		if (i >= 0) groups!.splice(i, 1);
	}
}
