// `npm run refleak [-- filter …] [--times N]`: runs every program under test/python several times in one runtime, as CPython's
// `regrtest -R` does, and compares what is alive after each run: objects, and references to them. What grows by as much at
// each of the last runs leaks. The first two runs fill caches. Needs the build. Ends with a table. Read `check` first.

import { fork } from "node:child_process";
import { join } from "node:path";
import { pathOf, programs } from "../test/support/expected.ts";

interface Figures {
	readonly alive: number;
	readonly references: number;
	/** Counts that the audit cannot explain. */
	readonly differences: number;
	/** Objects by type. */
	readonly kinds: { readonly [type: string]: number };
	/** References by holder. */
	readonly holders: { readonly [holder: string]: number };
}

/** Programs that cannot run twice in one interpreter or leave something behind in CPython too, and why. */
const NOT_TWICE: { readonly [program: string]: string } = {
	"python/containers/set-order-and-sort.py": "takes too long",
	"python/counts/mortal-modules-b.py": "an audit hook stays for good",
	"python/counts/mortal-rest.py": "an audit hook stays for good",
	"python/death/cycles-iterators.py": "makes cycles through scanners, into which CPython's collector does not look",
	"python/death/cycles-knots.py": "makes cycles that CPython's collector finds and cannot break",
	"python/fuzz-found/names-of-encodings.py": "a search function for codecs stays for good",
	"python/modules/audit-events.py": "an audit hook stays for good",
	"python/modules/audited-paths.py": "an audit hook stays for good",
	"python/modules/sys-hooks.py": "an audit hook stays for good",
};
const WARM_UP = 2;
const LIMIT = 180_000;

const args = process.argv.slice(2);
const at = args.indexOf("--times");
const times = at < 0 ? 5 : Number(args.splice(at, 2)[1]);
const chosen = programs().filter((program) => args.length === 0 || args.some((filter) => program.includes(filter)));

function run(program: string): Promise<readonly Figures[] | null> {
	return new Promise((resolve) => {
		const options = { execArgv: ["--stack-size=5500"], cwd: join(pathOf(program), ".."), timeout: LIMIT };
		const child = fork(join(import.meta.dirname, "refleak/child.mjs"), [pathOf(program), String(times)], { ...options, silent: true });
		let error = "";
		child.stderr!.setEncoding("utf8").on("data", (text: string) => (error += text));
		let figures: readonly Figures[] | null = null;
		child.on("message", (message) => (figures = message as Figures[]));
		child.on("close", () => {
			if (figures === null) console.log(`${program}: ${error.slice(0, 400)}`);
			resolve(figures);
		});
	});
}

/** The smallest growth from one run to the next, after the first ones: 0 or less is none. */
function growth(figures: readonly Figures[], of: (figures: Figures) => number): number {
	const late = figures.slice(WARM_UP - 1);
	return Math.min(...late.slice(1).map((after, i) => of(after) - of(late[i]!)));
}

function grownIn(figures: readonly Figures[], of: (figures: Figures) => { readonly [name: string]: number }): string[] {
	const by = (name: string): number => growth(figures, (f) => of(f)[name] ?? 0);
	return Object.keys(of(figures.at(-1)!))
		.filter((name) => by(name) > 0)
		.map((name) => `${name} +${by(name)}`);
}

async function check(program: string): Promise<"holds" | "leaks" | "left out"> {
	const reason = NOT_TWICE[program];
	if (reason !== undefined) console.log(`${program.padEnd(60)} left out: ${reason}`);
	if (reason !== undefined) return "left out";
	const figures = await run(program);
	if (figures === null) return "leaks";
	const [objects, references] = [growth(figures, (f) => f.alive), growth(figures, (f) => f.references)];
	// The runner itself holds some, which no walk finds.
	const differences = growth(figures, (f) => f.differences);
	const leaks = objects > 0 || references > 0 || differences > 0;
	const grown = [...grownIn(figures, (f) => f.kinds), ...grownIn(figures, (f) => f.holders)].join(", ");
	const last = figures.at(-1)!;
	const columns = [
		String(last.alive).padStart(8),
		String(last.references).padStart(9),
		String(objects).padStart(6),
		String(references).padStart(6),
	];
	console.log(
		`${program.padEnd(60)} ${columns.join(" ")}${leaks ? `  LEAKS ${grown}${differences > 0 ? ` ${differences} counts wrong` : ""}` : ""}`,
	);
	return leaks ? "leaks" : "holds";
}

console.log(`${"".padEnd(60)}  objects references  growth of both in each run`);
const counts = { holds: 0, leaks: 0, "left out": 0 };
for (const program of chosen) counts[await check(program)]++;
console.log(`${counts.holds} of ${chosen.length} programs leave nothing behind; ${counts.leaks} leak, ${counts["left out"]} left out`);
process.exitCode = counts.leaks === 0 ? 0 : 1;
