// A cell's text as Python. The expected texts are those of IPython 8.5's transform_cell.

import { expect, test } from "vitest";
import { transformCell } from "../../../src/notebook/inputTransform.ts";

const transform = (source: string): string =>
	transformCell(source, {
		isMagic: (name) => ["who", "time", "pwd"].includes(name),
		isTaken: (name) => name === "time",
		isExit: (name) => name === "exit",
	});

const line = (name: string, argument: string): string => `get_ipython().run_line_magic('${name}', '${argument}')`;

test.each([
	["x = 1", "x = 1\n"],
	["\n\n  x = 1\n  y = 2\n", "x = 1\ny = 2\n"],
	["%who int str", `${line("who", "int str")}\n`],
	["%time  x ", `${line("time", " x")}\n`],
	["a = %who_ls", `a = ${line("who_ls", "")}\n`],
	["a == %who", "a == %who\n"],
	["f(a=%who)", "f(a=%who)\n"],
	["for i in x:\n    %time i\n    y", `for i in x:\n    ${line("time", "i")}\n    y\n`],
	["!ls -l", "get_ipython().system('ls -l')\n"],
	["!!ls", "get_ipython().getoutput('ls')\n"],
	["files = !ls *.py", "files = get_ipython().getoutput('ls *.py')\n"],
	["len?", `${line("pinfo", "len")}\n`],
	["a.b??", `${line("pinfo2", "a.b")}\n`],
	["?len", `${line("pinfo", "len")}\n`],
	["%time?", `${line("pinfo", "%time")}\n`],
	["a*?", `${line("psearch", "a*")}\n`],
	["# what is this?", "# what is this?\n"],
	["print(1) # %who?", "print(1) # %who?\n"],
	["x.y[0]?", "x.y[0]?\n"],
	["x = a?", `${line("pinfo", "a")}\n`],
	["a: int = %who", `a: int = ${line("who", "")}\n`],
	["a = b = %who", "a = b = %who\n"],
	['text = """\n%who\n!ls\n"""', 'text = """\n%who\n!ls\n"""\n'],
	["x = (1\n% 2)", "x = (1\n% 2)\n"],
	["x = 5 \\\n% 2", "x = 5 \\\n% 2\n"],
	["%time a + \\\n  b\nc", `${line("time", "a +    b")}\n\nc\n`],
	["%%time\nx\ny", "get_ipython().run_cell_magic('time', '', 'x\\ny\\n')\n"],
	["%%capture out --no-stderr\nx", "get_ipython().run_cell_magic('capture', 'out --no-stderr', 'x\\n')\n"],
	[">>> x = 1\n>>> for i in x:\n...     i", "x = 1\nfor i in x:\n    i\n"],
	["In [1]: x\n   ...: y", "x\ny\n"],
	["who", `${line("who", "")}\n`],
	["who int", `${line("who", "int")}\n`],
	["who = 1", "who = 1\n"],
	["time x", "time x\n"],
	["who\nx", "who\nx\n"],
	["exit", "exit()\n"],
])("%j", (source, python) => {
	expect(transform(source)).toBe(python);
});
