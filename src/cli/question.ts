// `?name` and `name?` at the prompt: what an object is and who holds it.

import { explain, explanationText } from "../ledger/index.ts";
import { lookUp, type Runtime } from "../runtime/index.ts";

const HELP = `?x or x?    who holds the object that x means, and each way to a root
?           this text
help(x)     its documentation; help() alone asks
exit        or Ctrl-D leaves
`;

const QUESTION = /^\s*(?:\?\s*(.*?)|([^?#]*?)\s*\?)\s*$/s;

/** The expression asked about; "" for `?` alone; null if the line is no question. */
export function questionIn(line: string): string | null {
	const match = line.includes("?") ? QUESTION.exec(line) : null;
	return match === null ? null : (match[1] ?? match[2]!);
}

/** The answer. An expression that is more than a name is evaluated. */
export function answer(runtime: Runtime, expression: string): string {
	if (expression === "") return HELP;
	const found = lookUp(runtime, null, expression);
	switch (found.kind) {
		case "object":
			return `${explanationText(explain(found.object))}\n`;
		case "temporary":
			return `\`${expression}\` makes a new ${found.typeName}, which nothing else holds\n`;
		case "unbound":
			return `the name \`${expression}\` is not bound\n`;
		case "error":
			return `\`${expression}\` raises ${found.text}\n`;
	}
}
