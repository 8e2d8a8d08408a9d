# The module time: which arguments its functions take, what they say of others, and the formats of strftime.

import time


def t(f):
    try:
        print(ascii(f()))
    except BaseException as e:
        print(type(e).__name__, e)


for name in "asctime clock_getres clock_gettime clock_settime_ns ctime get_clock_info gmtime localtime mktime monotonic strftime strptime time time_ns".split():
    f = getattr(time, name)
    t(lambda: f.__text_signature__)
    t(lambda: f(1, 2, 3, 4))
    t(lambda: f(zzz=1))
for name in "clock_getres clock_settime get_clock_info mktime strftime strptime".split():
    t(lambda: getattr(time, name)())
t(lambda: time.clock_settime_ns(1, 5.0))
t(lambda: time.clock_settime_ns(1, 10**30))
t(lambda: time.clock_settime(1, 1e300))
t(lambda: time.clock_settime(1, "x"))
t(lambda: time.clock_settime("x", 1))
t(lambda: time.clock_getres("a"))
t(lambda: time.clock_gettime("x"))
t(lambda: time.clock_gettime_ns(1.5))
t(lambda: time.strptime("2020-01-02", "%Y-%m-%d"))
t(lambda: time.strptime("x"))
FIELDS = (2020, 1, 2, 3, 4, 5, 3, 2, 0)
t(lambda: time.strftime("%a %A %b %B %c %C %d %D %e %F %g %G %H %I %j %m %M %n %p %r %R %S %t %T %u %U %V %w %W %x %X %y %Y %%", FIELDS))
t(lambda: time.strftime(b"x"))
t(lambda: time.strftime("a\0b\u1234 %Y", FIELDS))
for value in (1, 2), 5, (1,) * 10, (1, 13) + (1,) * 7, ("x", 13) + (1,) * 7, (5, 0, 0, 0, 0, 0, 0, 0, 0), (2020, 1, 2, 24) + (0,) * 5:
    t(lambda: time.asctime(value))
    t(lambda: time.strftime("%c", value) if value[0] != 5 else None)
t(lambda: time.mktime((1970, 1, 1, 0, 0, 0, 0, 0, 0)))
t(lambda: time.mktime((2020, 1, 1, 0, 0, 0, 0, 0, -1)))
t(lambda: time.mktime((1,)))
for seconds in 0, -1.5, 1e20, "x", float("nan"), 2**70, True, 253402300800, 1 << 40:
    t(lambda: time.gmtime(seconds))
t(lambda: time.ctime(0))
for seconds in -1, "x", 1e300, float("nan"), None, 0:
    t(lambda: time.sleep(seconds))
t(lambda: time.get_clock_info("x"))
t(lambda: time.get_clock_info(5))
t(lambda: time.struct_time(range(9)))
t(lambda: time.struct_time(range(12)))
t(lambda: time.struct_time(range(8)))
time.struct_time.extra = 1
t(lambda: time.gmtime(0).extra)
del time.struct_time.extra
