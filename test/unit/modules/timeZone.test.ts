// time.tzset(): rules of POSIX and files of the database. What is expected is what a native CPython 3.13 on Linux printed for the
// same program, with the same file.

import { expect, test } from "vitest";
import { emptyHost } from "../../../src/modules/host.ts";
import { createRuntime } from "../../../src/runtime/runtime.ts";

/** A file of version 2: local mean time until 1900, then winter and summer of 1981, later by the rules. */
function zoneFile(): Uint8Array {
	const header = (times: number, types: number, characters: number): number[] => [
		...Buffer.from("TZif2"),
		...Array(15).fill(0),
		...[0, 0, 0, times, types, characters].flatMap((count) => [0, 0, 0, count]),
	];
	const data = Buffer.alloc(3 * 8 + 3 + 3 * 6);
	[-2208988800n, 354675600n, 370400400n].forEach((moment, i) => void data.writeBigInt64BE(moment, 8 * i));
	data.set([1, 2, 1], 24);
	[
		[3208, 0, 0],
		[3600, 0, 4],
		[7200, 1, 8],
	].forEach(([offset, isDst, name], i) => {
		data.writeInt32BE(offset!, 27 + 6 * i);
		data.set([isDst!, name!], 31 + 6 * i);
	});
	return Buffer.from([...header(0, 0, 0), ...header(3, 3, 13), ...data, ...Buffer.from("LMT\0MEZ\0MESZ\0\nMEZ-1MESZ,M3.5.0,M10.5.0/3\n")]);
}

const PROGRAM = `
import posix, time
def show(zone):
    posix.putenv("TZ", zone)
    time.tzset()
    print(zone, time.tzname, time.timezone, time.altzone, time.daylight)
    for moment in 0, -2e9, 1720000000, 1700000000, 5e9:
        t = time.localtime(moment)
        print("", t[0], t[1], t[2], t[3], t[4], t[5], t.tm_isdst, t.tm_zone, t.tm_gmtoff)
for zone in "CET-1CEST,M3.5.0,M10.5.0/3", "<+0330>-3:30", "EST+05EDT", "XXX3YYY,J60/1,300/-1", "Nonsense", "", "/zones/own":
    show(zone)
posix.putenv("TZ", "/zones/own")
time.tzset()
print([time.localtime(t)[3:6] + (time.localtime(t).tm_zone,) for t in (-2208988801, -2208988800, 354675599, 354675600, 370400399, 370400400)])
print(time.mktime((2020, 7, 1, 0, 0, 0, 0, 0, -1)))
posix.unsetenv("TZ")
time.tzset()
print(time.tzname)
`;

const EXPECTED = `CET-1CEST,M3.5.0,M10.5.0/3 ('CET', 'CEST') -3600 -7200 1
 1970 1 1 1 0 0 0 CET 3600
 1906 8 16 21 26 40 0 CET 3600
 2024 7 3 11 46 40 1 CEST 7200
 2023 11 14 23 13 20 0 CET 3600
 2128 6 11 10 53 20 1 CEST 7200
<+0330>-3:30 ('+0330', '+0330') -12600 -12600 0
 1970 1 1 3 30 0 0 +0330 12600
 1906 8 16 23 56 40 0 +0330 12600
 2024 7 3 13 16 40 0 +0330 12600
 2023 11 15 1 43 20 0 +0330 12600
 2128 6 11 12 23 20 0 +0330 12600
EST+05EDT ('EST', 'EDT') 18000 14400 1
 1969 12 31 19 0 0 0 EST -18000
 1906 8 16 15 26 40 0 EST -18000
 2024 7 3 5 46 40 1 EDT -14400
 2023 11 14 17 13 20 0 EST -18000
 2128 6 11 4 53 20 1 EDT -14400
XXX3YYY,J60/1,300/-1 ('XXX', 'YYY') 10800 7200 1
 1969 12 31 21 0 0 0 XXX -10800
 1906 8 16 17 26 40 0 XXX -10800
 2024 7 3 7 46 40 1 YYY -7200
 2023 11 14 19 13 20 0 XXX -10800
 2128 6 11 6 53 20 1 YYY -7200
Nonsense ('Nonsense', 'Nonsense') 0 0 0
 1970 1 1 0 0 0 0 Nonsense 0
 1906 8 16 20 26 40 0 Nonsense 0
 2024 7 3 9 46 40 0 Nonsense 0
 2023 11 14 22 13 20 0 Nonsense 0
 2128 6 11 8 53 20 0 Nonsense 0
 ('UTC', 'UTC') 0 0 0
 1970 1 1 0 0 0 0 UTC 0
 1906 8 16 20 26 40 0 UTC 0
 2024 7 3 9 46 40 0 UTC 0
 2023 11 14 22 13 20 0 UTC 0
 2128 6 11 8 53 20 0 UTC 0
/zones/own ('MEZ', 'MESZ') -3600 -7200 1
 1970 1 1 1 0 0 0 MEZ 3600
 1906 8 16 21 26 40 0 MEZ 3600
 2024 7 3 11 46 40 1 MESZ 7200
 2023 11 14 23 13 20 0 MEZ 3600
 2128 6 11 10 53 20 1 MESZ 7200
[(0, 53, 27, 'LMT'), (1, 0, 0, 'MEZ'), (1, 59, 59, 'MEZ'), (3, 0, 0, 'MESZ'), (2, 59, 59, 'MESZ'), (3, 0, 0, 'MESZ')]
1593554400.0
('UTC', 'UTC')
`;

test("tzset takes up rules and files", () => {
	let output = "";
	const readFile = (path: string): Uint8Array | null => (path === "/zones/own" ? zoneFile() : null);
	const writeStdout = (bytes: Uint8Array): void => void (output += new TextDecoder().decode(bytes));
	const runtime = createRuntime({
		host: { ...emptyHost, readFile, writeStdout, writeStderr: writeStdout, now: () => 1800000000n * 1000000000n },
	});
	runtime.runMain(PROGRAM, "<test>");
	expect(output).toBe(EXPECTED);
});
