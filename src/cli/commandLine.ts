// The options of the commands that ask questions (`why`, `trace`, `leaks` …): long options before the file, each either a
// flag or with a value; and the places `FILE[:LINE]`. Read `parseCommand` first.

import { existsSync } from "node:fs";
import { UsageError } from "./options.ts";

export interface CommandLine {
	readonly flags: ReadonlySet<string>;
	readonly values: ReadonlyMap<string, string>;
	/** From the first argument that is no option on. */
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

/** Understands the arguments after the command's name; null if they ask for help, which is printed. Throws UsageError. */
export function parseCommand(spec: CommandSpec, argv: readonly string[]): CommandLine | null {
	const rest = [...argv];
	const flags = new Set<string>();
	const values = new Map<string, string>();
	while (rest[0]?.startsWith("-") === true && rest[0] !== "-") {
		const [given = "", attached] = splitOption(rest.shift()!);
		if (given === "-h" || given === "--help") {
			process.stdout.write(spec.help);
			return null;
		}
		const option = spec.short?.[given] ?? given;
		if (spec.flags.includes(option) && attached === undefined) flags.add(option);
		else if (spec.values.includes(option)) values.set(option, attached ?? rest.shift() ?? missing(given, spec));
		else throw new UsageError(`unknown option ${given}; try "decref ${spec.name} -h"`);
	}
	return { flags, values, rest };
}

function splitOption(argument: string): [string, string?] {
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
