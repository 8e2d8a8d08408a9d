// Holds a value against a JSON schema: the part of the language that docs/schema.json uses. Read `faults`.

export interface Schema {
	readonly description?: string;
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly Schema[];
	readonly items?: Schema;
	readonly properties?: { readonly [name: string]: Schema };
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean;
	readonly $defs?: { readonly [name: string]: Schema };
}

const KNOWN = new Set(
	"$schema title description $ref type const enum anyOf items properties required additionalProperties $defs".split(" "),
);

/** What is wrong with a value, each with its place in it; empty if it is as the schema says. */
export function faults(value: unknown, schema: Schema, root: Schema, at = "it"): string[] {
	for (const word of Object.keys(schema)) if (!KNOWN.has(word)) throw new Error(`the schema says ${word}, which is not understood here`);
	const found: string[] = [];
	if (schema.$ref !== undefined) found.push(...faults(value, named(schema.$ref, root), root, at));
	if (schema.type !== undefined && !isOf(value, [schema.type].flat())) found.push(`${at} is no ${[schema.type].flat().join(" or ")}`);
	if ("const" in schema && value !== schema.const) found.push(`${at} is not ${JSON.stringify(schema.const)}`);
	if (schema.enum !== undefined && !schema.enum.includes(value))
		found.push(`${at} is ${JSON.stringify(value)}, none of ${schema.enum.join(", ")}`);
	if (schema.anyOf !== undefined) found.push(...bestOf(schema.anyOf.map((choice) => faults(value, choice, root, at))));
	if (schema.items !== undefined && Array.isArray(value))
		for (const [i, item] of value.entries()) found.push(...faults(item, schema.items, root, `${at}[${i}]`));
	if (typeof value === "object" && value !== null && !Array.isArray(value)) found.push(...faultsOfFields(value, schema, root, at));
	return found;
}

function faultsOfFields(
	value: object,
	{ properties = {}, required = [], additionalProperties }: Schema,
	root: Schema,
	at: string,
): string[] {
	const found = required.filter((name) => !(name in value)).map((name) => `${at} has no ${name}`);
	for (const [name, field] of Object.entries(value)) {
		const schema = properties[name];
		if (schema !== undefined) found.push(...faults(field, schema, root, `${at}.${name}`));
		else if (additionalProperties === false) found.push(`${at}.${name} is not in the schema`);
	}
	return found;
}

export function named(ref: string, root: Schema): Schema {
	return root.$defs![ref.slice("#/$defs/".length)]!;
}

/** Of the choices that all fail, the one that fails least. */
function bestOf(choices: readonly string[][]): string[] {
	return choices.reduce((best, choice) => (choice.length < best.length ? choice : best));
}

function isOf(value: unknown, types: readonly string[]): boolean {
	return types.some((type) => {
		if (type === "integer") return Number.isInteger(value);
		if (type === "null") return value === null;
		if (type === "array") return Array.isArray(value);
		if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
		return typeof value === type;
	});
}
