// The Python objects of a cell's literals. IPython's syntax tree of the cell holds them until the cell has run, so that
// `x = 1000` counts one more in its own cell than in the next.
//
// Only literals that stand in the tree stay: a tuple that the compiler folded belongs to its code object alone.

import { registerRoots } from "../heap/audit.ts";
import { decref } from "../heap/refcount.ts";
import type { PyObject } from "../objects/object.ts";
import type { Constant } from "../syntax/ast.ts";

/** Those of the running cells: a cell may run another. */
const running: CellLiterals[] = [];

registerRoots("syntax tree of the cell", (visit) => {
	for (const { objects } of running) for (const object of objects.values()) visit(object, "literal");
});

export class CellLiterals {
	/** Owned objects by the literal's value in the tree; code objects made with this map share them. */
	readonly objects = new Map<unknown, PyObject>();
	private readonly inTree = new Set<unknown>();

	constructor() {
		running.push(this);
	}

	/** To be called when the code of a statement is made: gives up the objects that are no literals of its tree. */
	keep(statement: unknown): void {
		collectLiterals(statement, this.inTree);
		for (const [constant, object] of this.objects) {
			if (this.inTree.has(constant)) continue;
			this.objects.delete(constant);
			decref(object);
		}
	}

	release(): void {
		const objects = [...this.objects.values()];
		this.objects.clear();
		running.splice(running.indexOf(this), 1);
		for (const object of objects) decref(object);
	}
}

function collectLiterals(node: unknown, found: Set<unknown>): void {
	if (typeof node !== "object" || node === null) return;
	if ("_class" in node && node._class === "Constant") found.add((node as Constant).value);
	else for (const child of Object.values(node)) collectLiterals(child, found);
}
