// `npm run conformance ast|codegen|bytecode|builtins [filter]`: compares decref with the oracle over the standard library's
// files or the built-in types, and prints what differs. The first run asks the oracle and takes minutes. `cpython` runs
// CPython's own tests instead: conformance-cpython.ts.

const subjects = ["ast", "codegen", "bytecode", "builtins", "cpython"];
const subject = process.argv[2] ?? "";

if (subjects.includes(subject)) {
	process.argv.splice(2, 1);
	await import(`./conformance-${subject}.ts`);
} else {
	console.error(`usage: npm run conformance ${subjects.join("|")} [filter]`);
	process.exitCode = 2;
}
