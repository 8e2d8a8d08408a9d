// `npm run conformance ast|codegen|bytecode|builtins|library [filter]`: compares decref with the oracle over the standard library's
// files or the built-in types, or imports its modules, and prints what differs. The first run asks the oracle and takes minutes. `cpython` runs
// CPython's own tests instead: conformance-cpython.ts.

const subjects = ["ast", "codegen", "bytecode", "builtins", "library", "cpython"];
const subject = process.argv[2] ?? "";

if (subjects.includes(subject)) {
	process.argv.splice(2, 1);
	await import(`./conformance-${subject}.ts`);
} else {
	console.error(`usage: npm run conformance ${subjects.join("|")} [filter]`);
	process.exitCode = 2;
}
