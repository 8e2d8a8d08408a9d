// The options of the commands that ask questions (`why`, `trace`, `leaks` …), each either a flag or with a value, before or
// after the file; and the places `FILE[:LINE]`. Read `parseCommand` first.

import { existsSync } from "node:fs";
import { UsageError } from "./options.ts";

export interface CommandLine {
	readonly flags: ReadonlySet<string>;
	readonly values: ReadonlyMap<string, string>;
	/** The others: the file, and what follows it. */
	readonly rest: readonly string[];
}

export interface CommandSpec {
	readonly name: string;
	/** What `-h` prints. */
	readonly help: string;
	readonly flags: readonly string[];
	/** Options with a value; a short one maps to its long form. */
	readonly values: readonly string[];
	readonly short?: { readonly [option: string]: string };
}

/**
 * Understands the arguments after the command's name; null if they ask for help, which is printed. The command's options may
 * also follow the file; what it does not know there is the program's, and so is all after "--". Throws UsageError.
 */
export function parseCommand(spec: CommandSpec, argv: readonly string[]): CommandLine | null {
	const left = [...argv];
	const rest: string[] = [];
	const flags = new Set<string>();
	const values = new Map<string, string>();
	while (left.length > 0) {
		const argument = left.shift()!;
		if (argument === "--") return { flags, values, rest: [...rest, ...left] };
		const [given, attached] = splitOption(argument);
		const option = spec.short?.[given] ?? given;
		if (spec.flags.includes(option) && attached === undefined) flags.add(option);
		else if (spec.values.includes(option)) values.set(option, attached ?? left.shift() ?? missing(given, spec));
		else if (rest.length > 0 || argument === "-" || !argument.startsWith("-")) rest.push(argument);
		else if (given === "-h" || given === "--help") {
			process.stdout.write(
				`${spec.help}\nOptions may also follow FILE. What is unknown there is the program's, and so is all after "--".\n`,
			);
			return null;
		} else throw new UsageError(`unknown option ${given}; try "decref ${spec.name} -h"`);
	}
	return { flags, values, rest };
}

function splitOption(argument: string): readonly [string, string?] {
	const equals = argument.indexOf("=");
	return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function missing(option: string, { name }: CommandSpec): never {
	throw new UsageError(`argument expected for the ${option} option; try "decref ${name} -h"`);
}

/** The number that an option gives, from 1 on; `otherwise` if it is not there. Throws UsageError. */
export function numberOption({ values }: CommandLine, option: string, otherwise: number): number {
	const text = values.get(option);
	return text === undefined ? otherwise : positive(text, option);
}

function positive(text: string, what: string): number {
	if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`${what} must be a number from 1 on`);
	return Number(text);
}

/** `FILE[:LINE]`: a file whose own name ends like that is the file. */
export function parsePlace(place: string): { path: string; line: number | null } {
	const match = /^(.*):(\d+)$/.exec(place);
	if (match === null || existsSync(place)) return { path: place, line: null };
	return { path: match[1]!, line: positive(match[2]!, "the line") };
}
