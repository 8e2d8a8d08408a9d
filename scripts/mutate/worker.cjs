// A process that tries mutants: told of a program, the broken place and the debug words, it runs that in a decref of its own
// and answers with the outcome, the places come by if asked for, and the seconds. Plain JavaScript: it has to start quickly.

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");
const { pathToFileURL } = require("node:url");

const bundle = process.argv[2];
const url = pathToFileURL(bundle).href;
const script = new Script(readFileSync(bundle, "latin1"), { filename: bundle });
const makeDecref = script.runInThisContext();
const home = process.cwd();
const environment = { ...process.env };

process.on("message", ({ path, words, mutant, survey }) => {
	const hits = new Int32Array(survey ? 1 << 16 : 0).fill(-1);
	const come = (n, matters) => {
		if (hits[n] < 0) hits[n] = 0;
		if (matters) hits[n]++;
	};
	process.chdir(dirname(path));
	const start = process.cpuUsage().user;
	const decref = {};
	makeDecref(createRequire(url), url, { mutant, come: survey ? come : null }, decref);
	const outcome = decref.run(path, words);
	const seconds = (process.cpuUsage().user - start) / 1e6;
	// What a program leaves in the process must not reach the next.
	process.removeAllListeners("SIGINT");
	process.removeAllListeners("SIGURG");
	process.removeAllListeners("exit");
	process.chdir(home);
	for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
	Object.assign(process.env, environment);
	process.send({ ...outcome, seconds, hits: [...hits.entries()].filter(([, count]) => count >= 0) });
});
