// A program's bytecode as a page: under each line of the source its instructions, and beside each what it does to counts, or
// did in the run. Read `disHtml`.

import type { DisCode, DisInstruction, DisReport } from "../ledger/index.ts";
import { coded, escaped, grouped, page } from "./page.ts";

export function disHtml({ file, code }: DisReport, source: readonly string[]): string {
	const ran = code.some(({ instructions }) => instructions.some(({ run }) => run !== null));
	const body = `<main class="page">${code.map((each) => codeHtml(each, source, ran)).join("\n")}</main>`;
	return page({
		title: `bytecode of ${file}`,
		place: ran ? "with what each instruction did in a run" : "with what each instruction does to counts",
		body,
		style: STYLE,
	});
}

function codeHtml({ name, line, instructions }: DisCode, source: readonly string[], ran: boolean): string {
	let last: number | null = null;
	const rows = instructions.map((instruction) => {
		const heading = instruction.line !== null && instruction.line > 0 && instruction.line !== last ? lineRow(instruction.line, source) : "";
		last = instruction.line;
		return heading + instructionRow(instruction, ran);
	});
	const heads = ran ? '<th class="n">times</th><th>what it did</th>' : "<th>what it does to counts</th>";
	return `<section><h2>${escaped(name)}, line ${line}</h2><table><thead><tr><th class="n">offset</th><th>instruction</th>${heads}</tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}

function lineRow(line: number, source: readonly string[]): string {
	return `<tr class="line"><td class="n">line ${line}</td><td colspan="3"><code>${escaped(source[line - 1] ?? "")}</code></td></tr>`;
}

function instructionRow({ offset, opcode, argument, effect, run }: DisInstruction, ran: boolean): string {
	const what = `<td class="n soft">${offset}</td><td><code>${escaped(opcode)} <span class="soft">${escaped(argument)}</span></code></td>`;
	if (!ran) return `<tr>${what}<td>${coded(effect)}</td></tr>`;
	if (run === null) return `<tr class="soft">${what}<td class="n">–</td><td></td></tr>`;
	return `<tr>${what}<td class="n">${grouped(run.times)}</td><td>${run.changes.map(coded).join(", ")}</td></tr>`;
}

const STYLE = `
h2 { text-transform: none; letter-spacing: 0; font-size: .95rem; }
tr.line td { background: var(--chip); white-space: pre; font-weight: 600; } tr.line td.n { font-weight: 400; color: var(--soft); }
td:nth-child(2) { white-space: pre; width: 45%; } table { table-layout: auto; }
`;
