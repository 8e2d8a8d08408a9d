# The parts of dates and times are fields of structs: what reading, setting and deleting them says, and what errors call the types.
import copy
import datetime
import pickle

D = datetime


def say(what, *args):
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)


for cls, instance in (
    (D.timedelta, D.timedelta(1, 2, 3)),
    (D.date, D.date(2020, 2, 3)),
    (D.time, D.time(1, 2, 3, 4, D.UTC, fold=1)),
    (D.datetime, D.datetime(2020, 2, 3, 4, 5, 6, 7, fold=1)),
):
    print(cls, cls.__name__, cls.__qualname__, cls.__module__, repr(instance))
    for name in ("days", "seconds", "microseconds", "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"):
        field = getattr(cls, name, None)
        if field is None:
            continue
        print(name, type(field).__name__, field, field.__objclass__, field.__get__(instance), getattr(instance, name))
        say(setattr, instance, name, 1)
        say(delattr, instance, name)
        say(field.__get__, 3)
    print(pickle.loads(pickle.dumps(instance)) == instance, copy.copy(instance) == instance)
    say(lambda: instance + "a")
    say(lambda: instance < 3)
    say(lambda: cls.nothing)
    say(lambda: instance.nothing)

    class Sub(cls):
        pass

    print(Sub, Sub.__name__)
    say(lambda: Sub.nothing)
say(lambda: D.timezone.utc + 1)
say(lambda: D.UTC.nothing)
