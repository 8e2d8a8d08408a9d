"""The class ZoneInfo: what CPython's C module of the same name has.

A zone is a list of moments at which the offset changes, and a rule for what comes after the last of them. `_Zone` answers for
moments in UTC and on the wall clock; ZoneInfo is its face as a tzinfo, with the caches.
"""

from bisect import bisect_right
from calendar import monthrange
from collections import OrderedDict
from datetime import datetime, timedelta, tzinfo
import re
import weakref

from . import _common, _tzpath

_EPOCH = datetime(1970, 1, 1).toordinal()
_DAY = 86400


def _seconds(dt):
    """What the wall clock shows, as seconds since 1970."""
    return (dt.toordinal() - _EPOCH) * _DAY + dt.hour * 3600 + dt.minute * 60 + dt.second


class _Offset:
    """An offset from UTC with its share of daylight saving, and its name."""

    __slots__ = ("utc", "dst", "name", "seconds")

    def __init__(self, seconds, dst, name):
        self.seconds = seconds
        self.utc = timedelta(seconds=seconds)
        self.dst = timedelta(seconds=dst)
        self.name = name

    def __eq__(self, other):
        return self.utc == other.utc and self.dst == other.dst and self.name == other.name


_NONE = _Offset(0, 0, None)
_NONE.utc = _NONE.dst = None


class _Day:
    """Of each year: when, on the wall clock, a rule begins to hold."""

    __slots__ = ("kind", "numbers", "seconds")

    def __init__(self, kind, numbers, seconds):
        self.kind = kind
        self.numbers = numbers
        self.seconds = seconds

    def moment(self, year):
        first = datetime(year, 1, 1).toordinal()
        if self.kind == "M":
            month, week, weekday = self.numbers
            before, length = monthrange(year, month)
            # Sunday is 0 here, Monday in calendar.
            day = 1 + (weekday - before - 1) % 7 + (week - 1) * 7
            ordinal = datetime(year, month, day if day <= length else day - 7).toordinal()
        else:
            day = self.numbers[0]
            if self.kind == "J":
                leap = monthrange(year, 2)[1] == 29
                day += -1 if not (leap and day >= 60) else 0
            ordinal = first + day
        return (ordinal - _EPOCH) * _DAY + self.seconds


class _Rule:
    """Two offsets that follow each other every year."""

    __slots__ = ("std", "dst", "start", "end")

    def __init__(self, std, dst, start, end):
        self.std, self.dst, self.start, self.end = std, dst, start, end

    def _is_dst(self, seconds, start, end):
        return start <= seconds < end if start < end else not end <= seconds < start

    def on_wall(self, seconds, year, fold):
        start, end = self.start.moment(year), self.end.moment(year)
        gap = self.dst.seconds - self.std.seconds
        # With fold the second of two equal times is meant, and in a gap what comes after it.
        if fold == (gap >= 0):
            end -= gap
        else:
            start += gap
        return self.dst if self._is_dst(seconds, start, end) else self.std

    def in_utc(self, seconds, year):
        """The offset, and whether the wall clock shows the time for the second time."""
        start = self.start.moment(year) - self.std.seconds
        end = self.end.moment(year) - self.dst.seconds
        is_dst = self._is_dst(seconds, start, end)
        gap = self.dst.seconds - self.std.seconds
        since = seconds - (end if gap > 0 else start)
        return (self.dst if is_dst else self.std), 0 <= since < abs(gap)


_ABBREVIATION = r"(?:<(?P<{0}q>[A-Za-z0-9+-]+)>|(?P<{0}>[A-Za-z]+))"
_STD = re.compile(_ABBREVIATION.format("name") + r"(?P<rest>.*)", re.ASCII)
_OFFSET = re.compile(r"(?P<offset>[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)(?P<rest>.*)", re.ASCII)
_DATE = re.compile(r"(?:M(\d{1,2})\.(\d)\.(\d)|(J?)(\d{1,3}))(?:/([+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?))?", re.ASCII)


def _clock(text):
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    if hours > 167 or minutes > 59 or seconds > 59:
        raise ValueError
    return sign * (hours * 3600 + minutes * 60 + seconds)


def _date(text):
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError
    month, week, weekday, julian, day, time = match.groups()
    seconds = 7200 if time is None else _clock(time)
    if month is not None:
        numbers = int(month), int(week), int(weekday)
        if not (1 <= numbers[0] <= 12 and 1 <= numbers[1] <= 5 and numbers[2] <= 6):
            raise ValueError
        return _Day("M", numbers, seconds)
    if not (1 if julian else 0) <= int(day) <= 365:
        raise ValueError
    return _Day(julian or "D", (int(day),), seconds)


def _named(text, what, source):
    match = _STD.fullmatch(text)
    if match is None:
        raise ValueError(f"Invalid {what} format in {source}")
    return match["nameq"] or match["name"], match["rest"]


def _offset(text, what, source):
    match = _OFFSET.fullmatch(text)
    try:
        return -_clock(match["offset"]), match["rest"]
    except (TypeError, ValueError):
        raise ValueError(f"Invalid {what} offset in {source}") from None


def _after(source):
    """What a POSIX TZ string says: one offset for ever, or a rule for every year."""
    name, rest = _named(source.decode(), "STD", source)
    seconds, rest = _offset(rest, "STD", source)
    std = _Offset(seconds, 0, name)
    if not rest:
        return std
    name, rest = _named(rest, "DST", source)
    if rest.startswith(","):
        dst_seconds = seconds + 3600
    else:
        dst_seconds, rest = _offset(rest, "DST", source)
    try:
        empty, start, end = rest.split(",")
        if empty:
            raise ValueError
        return _Rule(std, _Offset(dst_seconds, dst_seconds - seconds, name), _date(start), _date(end))
    except ValueError:
        raise ValueError(f"Malformed transition rule in TZ string: {source}") from None


def _savings(order, offsets, is_dst):
    """For each kind of offset, by how much it differs from the standard one around it, which the file does not say."""
    found = {}
    for i in range(1, len(order)):
        kind = order[i]
        if not is_dst[kind] or kind in found:
            continue
        saving = 0
        if not is_dst[order[i - 1]]:
            saving = offsets[kind] - offsets[order[i - 1]]
        if not saving and kind < len(offsets) - 1 and i + 1 < len(order):
            if is_dst[order[i + 1]]:
                continue
            saving = offsets[kind] - offsets[order[i + 1]]
        if saving:
            found[kind] = saving
    return [found.get(kind, 3600 if dst else 0) for kind, dst in enumerate(is_dst)]


class _Zone:
    __slots__ = ("moments", "walls", "offsets", "before", "after", "fixed")

    def __init__(self, file):
        order, self.moments, seconds, is_dst, names, rule = _common.load_data(file)
        savings = _savings(order, seconds, is_dst)
        kinds = [_Offset(*of_kind) for of_kind in zip(seconds, savings, names)]
        self.offsets = [kinds[i] for i in order]
        standard = [kind for kind, dst in zip(kinds, is_dst) if not dst]
        self.before = standard[0] if standard else kinds[0] if kinds else None
        if rule:
            self.after = _after(rule)
        elif kinds:
            self.after = self.offsets[-1] if self.offsets else kinds[-1]
        else:
            raise ValueError("No time zone information found.")
        is_rule = isinstance(self.after, _Rule)
        self.fixed = not is_rule and (not kinds or len(kinds) == 1 and kinds[0] == self.after)
        self.walls = self._walls(kinds)

    def _walls(self, kinds):
        """The moments as the wall clock shows them: for fold 0 by the later of both clocks, for fold 1 by the earlier one."""
        previous = ([self.before] + self.offsets)[: len(self.offsets)]
        pairs = [(moment, a.seconds, b.seconds) for moment, a, b in zip(self.moments, previous, self.offsets)]
        return [m + max(a, b) for m, a, b in pairs], [m + min(a, b) for m, a, b in pairs]

    def on_wall(self, dt):
        if dt is None:
            return self.after if self.fixed else _NONE
        seconds = _seconds(dt)
        walls = self.walls[dt.fold]
        i = bisect_right(walls, seconds)
        if i >= len(walls):
            return self.after.on_wall(seconds, dt.year, dt.fold) if isinstance(self.after, _Rule) else self.after
        return self.offsets[i - 1] if i > 0 else self.before

    def in_utc(self, dt):
        seconds = _seconds(dt)
        i = bisect_right(self.moments, seconds)
        if i == len(self.moments) and (i == 0 or seconds > self.moments[-1]):
            if isinstance(self.after, _Rule):
                return self.after.in_utc(seconds, dt.year)
            offset, previous = self.after, self.offsets[-1] if i > 0 else self.after
        elif i == 0:
            return self.before, False
        else:
            offset = self.offsets[i - 1]
            previous = self.offsets[i - 2] if i > 1 else self.before
        return offset, i > 0 and previous.seconds - offset.seconds > seconds - self.moments[i - 1]


class ZoneInfo(tzinfo):
    __slots__ = ("_key", "_zone", "_file", "_cached", "__weakref__")

    _strong_cache_size = 8
    _strong_cache = OrderedDict()
    _weak_cache = weakref.WeakValueDictionary()
    __module__ = "zoneinfo"

    def __init_subclass__(cls):
        cls._strong_cache = OrderedDict()
        cls._weak_cache = weakref.WeakValueDictionary()

    def __new__(cls, key):
        instance = cls._weak_cache.get(key, None)
        if instance is None:
            instance = cls._weak_cache.setdefault(key, cls._load(key))
            instance._cached = True
        cls._strong_cache[key] = cls._strong_cache.pop(key, instance)
        if len(cls._strong_cache) > cls._strong_cache_size:
            cls._strong_cache.popitem(last=False)
        return instance

    @classmethod
    def _make(cls, file, key, source):
        instance = super().__new__(cls)
        instance._key = key
        instance._zone = _Zone(file)
        instance._file = source
        instance._cached = False
        return instance

    @classmethod
    def _load(cls, key):
        path = _tzpath.find_tzfile(key)
        with open(path, "rb") if path is not None else _common.load_tzdata(key) as file:
            return cls._make(file, key, None)

    @classmethod
    def no_cache(cls, key, /):
        return cls._load(key)

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        return cls._make(file_obj, key, repr(file_obj))

    @classmethod
    def clear_cache(cls, /, *, only_keys=None):
        if only_keys is None:
            cls._weak_cache.clear()
            cls._strong_cache.clear()
            return
        for key in only_keys:
            cls._weak_cache.pop(key, None)
            cls._strong_cache.pop(key, None)

    @property
    def key(self):
        return self._key

    def utcoffset(self, dt, /):
        return self._zone.on_wall(dt).utc

    def dst(self, dt, /):
        return self._zone.on_wall(dt).dst

    def tzname(self, dt, /):
        return self._zone.on_wall(dt).name

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset, again = self._zone.in_utc(dt)
        local = dt + offset.utc
        return local.replace(fold=1) if again else local

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __repr__(self):
        kind = type(self)
        name = f"{kind.__module__}.{kind.__qualname__}"
        return f"{name}(key={self._key!r})" if self._key is not None else f"{name}.from_file({self._file})"

    def __reduce__(self):
        if self._file is not None:
            import pickle

            raise pickle.PicklingError("Cannot pickle a ZoneInfo file from a file stream.")
        return type(self)._unpickle, (self._key, self._cached)

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)
