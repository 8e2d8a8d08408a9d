# The module zoneinfo on zones made here: transitions, folds and gaps, and the rules of TZ strings for what comes after.

import copy
import io
import pickle
import struct
import zoneinfo
from datetime import datetime, time, timedelta, timezone


def tzif(transitions, types, names, rule):
    def body(version, moment):
        out = b"TZif" + version + bytes(15) + struct.pack(">6l", 0, 0, 0, len(transitions), len(types), len(names))
        out += b"".join(struct.pack(moment, t) for t, _ in transitions) + bytes(i for _, i in transitions)
        return out + b"".join(struct.pack(">lBB", *t) for t in types) + names

    return io.BytesIO(body(b"2", ">l") + body(b"2", ">q") + b"\n" + rule + b"\n")


Z = zoneinfo.ZoneInfo
TYPES = [(-3600, 0, 0), (3600, 0, 4), (7200, 1, 8)]
CHANGES = [(-1000000000, 1), (0, 0), (100000000, 2), (110000000, 1)]
z = Z.from_file(tzif(CHANGES, TYPES, b"LMT\0CET\0CEST\0", b"CET-1CEST,M3.5.0,M10.5.0/3"), key="My/Zone")
z2 = Z.from_file(tzif(CHANGES, TYPES, b"LMT\0CET\0CEST\0", b""))
for text in (
    "z", "str(z)", "z.key", "z2.key", "Z.from_file(io.BytesIO(b'junk'))", "Z.from_file(5)", "Z('../etc')", "Z('/abs')",
    "pickle.dumps(z2)", "z.__reduce__()", "Z.clear_cache()", "Z.clear_cache(only_keys=['a'])", "z.utcoffset(None)", "z.dst(None)",
    "z.tzname(None)", "time(1, tzinfo=z).utcoffset()", "z.fromutc(datetime(2020, 1, 1))", "z.fromutc(5)", "z == z2", "Z.__mro__",
    "datetime(1950, 1, 1, tzinfo=z).tzname()", "datetime(1973, 4, 1, tzinfo=z).dst()", "datetime(1971, 4, 1, tzinfo=z).utcoffset()",
    "datetime(1900, 1, 1, tzinfo=z2).tzname()", "datetime(2050, 7, 1, tzinfo=z2).tzname()", "z2.utcoffset(None)",
    "datetime.max.replace(tzinfo=z).utcoffset()", "datetime.min.replace(tzinfo=z).utcoffset()",
):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)

RULES = (
    b"UTC0", b"EST5EDT", b"<+03>-3", b"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", b"AAA3BBB,J60,J300", b"AAA3BBB,59/1,300/25:30:10",
    b"EST5EDT,0/0,J365/25", b"AAA", b"A3", b"", b"AAA3BBB", b"AAA3BBB,M13.1.0,M10.5.0", b"IST-1GMT0,M10.5.0,M3.5.0/1",
    b"NZST-12NZDT,M9.5.0,M4.1.0/3",
)
for rule in RULES:
    try:
        zone = Z.from_file(tzif([], [(0, 0, 0)], b"UTC\0", rule))
    except ValueError as error:
        print(rule, "!!", error)
        continue
    for month in range(1, 13, 2):
        moment = datetime(2021, month, 15, tzinfo=zone)
        print(rule, month, moment.utcoffset(), moment.tzname(), moment.dst(), end="; ")
    print(zone.utcoffset(None))

for zone in (z, z2, Z.from_file(tzif([], [(0, 0, 0)], b"UTC\0", b"NZST-12NZDT,M9.5.0,M4.1.0/3"))):
    for start in (datetime(2020, 3, 28, 22), datetime(2020, 10, 24, 22), datetime(2021, 4, 3, 12), datetime(2021, 9, 25, 12), datetime(1973, 3, 3, 8)):
        for quarter in range(0, 24):
            moment = start + timedelta(minutes=15 * quarter)
            local = moment.replace(tzinfo=timezone.utc).astimezone(zone)
            walls = [moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)]
            print(local.isoformat(), local.fold, *walls, end=" | ")
        print()
