// Ctrl-C and other signals: a signal reaches a program that never comes to rest, raises KeyboardInterrupt or calls the program's handler there, and
// ends the process as CPython does (the expectations are CPython's output). The limit is generous, since tests run beside one another; what counts is that it doesn't wait for the program.

import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = join(import.meta.dirname, "../dist/cli.js");
const LIMIT = 3000;

/** A standard input from which nothing comes: a pipe, since Node itself would give a socket. */
let silence: number;
const folder = mkdtempSync(join(tmpdir(), "decref-interrupt-"));
beforeAll(() => {
	execFileSync("mkfifo", [join(folder, "silence")]);
	silence = openSync(join(folder, "silence"), "r+");
});
afterAll(() => {
	closeSync(silence);
	rmSync(folder, { recursive: true });
});

interface Interrupted {
	readonly stdout: string;
	readonly stderr: string;
	readonly signal: NodeJS.Signals | null;
	readonly exitCode: number | null;
	/** Milliseconds from the last signal to the end. */
	readonly delay: number;
}

/** Runs a program, and sends a signal whenever it prints "ready". */
function interrupt(program: string, signal: NodeJS.Signals = "SIGINT"): Promise<Interrupted> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ["--stack-size=5500", cli, "-c", program], {
			stdio: [silence, "pipe", "pipe"],
		});
		const output = { stdout: "", stderr: "" };
		let sent = 0;
		let ready = 0;
		child.stderr!.setEncoding("utf8").on("data", (text) => (output.stderr += text));
		child.stdout!.setEncoding("utf8").on("data", (text: string) => {
			output.stdout += text;
			const times = output.stdout.split("ready").length - 1;
			for (; ready < times; ready++) {
				setTimeout(() => {
					sent = performance.now();
					child.kill(signal);
				}, 100);
			}
		});
		child.on("error", reject).on("close", (exitCode, signal) => resolve({ ...output, exitCode, signal, delay: performance.now() - sent }));
	});
}

describe.runIf(process.platform === "linux")("Ctrl-C", () => {
	test.concurrent.each([
		["a tight loop", "print('ready', flush=True)\nwhile True: pass"],
		["a match that never ends", "import re; print('ready', flush=True)\nre.match('(a+)+b', 'a' * 60)"],
		["calls", "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint('ready', flush=True)\nf(50)"],
		["time.sleep", "import time\nprint('ready', flush=True)\ntime.sleep(60)"],
		["input()", "input('ready')"],
		["a generator", "print('ready', flush=True)\nsum(1 for _ in iter(int, 1))"],
	])("%s", async (_name, program) => {
		const run = await interrupt(program);
		expect(run.signal).toBe("SIGINT");
		expect(run.stderr).toMatch(/^Traceback \(most recent call last\):\n {2}File "<string>", line \d+, in <module>\n/);
		expect(run.stderr.endsWith("\nKeyboardInterrupt\n")).toBe(true);
		expect(run.delay).toBeLessThan(LIMIT);
	});

	test.concurrent("can be caught, and comes again", async () => {
		const program = [
			"import time",
			"for i in range(2):",
			"    try:",
			"        print('ready', flush=True)",
			"        while i == 0: pass",
			"        time.sleep(60)",
			"    except KeyboardInterrupt as e:",
			"        print('caught', repr(e))",
			"time.sleep(0.2)",
			"print('slept')",
		].join("\n");
		const run = await interrupt(program);
		expect(run).toMatchObject({ exitCode: 0, stderr: "" });
		expect(run.stdout).toBe("ready\ncaught KeyboardInterrupt()\nready\ncaught KeyboardInterrupt()\nslept\n");
	});

	test.concurrent("ends a finalizer that never returns, and the program goes on", async () => {
		const finalizer = "class C:\n    def __del__(self):\n        print('ready', flush=True)\n        while True: pass\n";
		const run = await interrupt(`${finalizer}C()\nprint('after')`);
		expect(run).toMatchObject({ exitCode: 0, stdout: "ready\nafter\n" });
		expect(run.stderr).toMatch(/^Exception ignored while calling deallocator <function C.__del__ at 0x[0-9a-f]+>:\nTraceback/);
		expect(run.stderr.endsWith("\nKeyboardInterrupt: \n")).toBe(true);
		expect(run.delay).toBeLessThan(LIMIT);
	});

	test.concurrent("finally runs, and a program may exit as it likes", async () => {
		const run = await interrupt("import sys\ntry:\n    print('ready', flush=True)\n    while True: pass\nfinally:\n    sys.exit(3)");
		expect(run).toMatchObject({ exitCode: 3, signal: null });
	});

	const handler = "import signal, sys, time\ndef handler(signum, frame): print('handler', signum, frame.f_code.co_name)\n";

	test.concurrent.each<[string, NodeJS.Signals, string, string]>([
		[
			"a loop",
			"SIGINT",
			"ran = []\nsignal.signal(2, lambda *a: ran.append(a))\nprint('ready', flush=True)\nwhile not ran: pass\nprint(ran[0][0])",
			"ready\n2\n",
		],
		[
			"time.sleep, which goes on",
			"SIGTERM",
			"signal.signal(signal.SIGTERM, handler)\nt = time.monotonic()\nprint('ready', flush=True)\ntime.sleep(0.6)\nprint(time.monotonic() - t >= 0.6)",
			"ready\nhandler 15 <module>\nTrue\n",
		],
		[
			"pause",
			"SIGUSR1",
			"signal.signal(signal.SIGUSR1, handler)\nprint('ready', flush=True)\nprint(signal.pause())",
			"ready\nhandler 10 <module>\nNone\n",
		],
		[
			"a handler that raises",
			"SIGHUP",
			"def bad(*a): raise ValueError(a[0])\nsignal.signal(1, bad)\ntry:\n    print('ready', flush=True)\n    time.sleep(60)\nexcept ValueError as e: print(e)",
			"ready\n1\n",
		],
		["SIG_IGN", "SIGINT", "signal.signal(2, signal.SIG_IGN)\nprint('ready', flush=True)\ntime.sleep(0.5)\nprint('on')", "ready\non\n"],
		[
			"an event loop",
			"SIGTERM",
			"import asyncio\nasync def main():\n    stop = asyncio.Event()\n    asyncio.get_running_loop().add_signal_handler(15, stop.set)\n    print('ready', flush=True)\n    await stop.wait()\nasyncio.run(main())\nprint('stopped')",
			"ready\nstopped\n",
		],
	])("the program's handler: %s", async (_name, signal, program, stdout) => {
		expect(await interrupt(handler + program, signal)).toMatchObject({ stdout, stderr: "", exitCode: 0 });
	});

	test.concurrent("a handler may be replaced, and be the system's", async () => {
		const program =
			"import signal, time\nsignal.signal(2, print)\nsignal.signal(2, signal.SIG_DFL)\nprint('ready', flush=True)\ntime.sleep(60)";
		expect(await interrupt(program)).toMatchObject({ stdout: "ready\n", stderr: "", signal: "SIGINT" });
	});

	test.concurrent("a signal without a handler ends the process", async () => {
		for (const signal of ["SIGTERM", "SIGUSR1"] as const) {
			const run = await interrupt("import time\nprint('ready', flush=True)\ntime.sleep(60)", signal);
			expect(run).toMatchObject({ stdout: "ready\n", stderr: "", signal });
		}
	});

	test.concurrent("timers", async () => {
		const program = [
			"signal.signal(signal.SIGALRM, handler)",
			"print(signal.setitimer(signal.ITIMER_REAL, 0.05, 30))",
			"signal.pause()",
			"print(signal.setitimer(signal.ITIMER_REAL, 0)[1], signal.getitimer(signal.ITIMER_REAL))",
			"print(signal.alarm(5), signal.alarm(0), signal.alarm(0))",
			"def late(*a): raise TimeoutError",
			"signal.signal(signal.SIGVTALRM, late)",
			"signal.setitimer(signal.ITIMER_VIRTUAL, 0.05)",
			"try:",
			"    while True: pass",
			"except TimeoutError as e: print(repr(e))",
			"try: signal.setitimer(9, 1)",
			"except signal.ItimerError as e: print(e)",
			"signal.signal(signal.SIGALRM, signal.SIG_DFL)",
			"signal.setitimer(signal.ITIMER_REAL, 0.05)",
			"sys.stdout.flush()",
			"time.sleep(60)",
		].join("\n");
		const lines = ["(0.0, 0.0)", "handler 14 <module>", "30.0 (0.0, 0.0)", "0 5 0", "TimeoutError()", "[Errno 22] Invalid argument", ""];
		expect(await interrupt(handler + program)).toMatchObject({ stdout: lines.join("\n"), stderr: "", signal: "SIGALRM" });
	});
});
