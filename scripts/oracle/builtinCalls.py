# Calls every method of the basic types with systematic arguments; one line "where <tab> arguments <tab> result" for each.
# Names of types in the arguments choose. Left out: what names an address, a hash or a size of this machine, and powers and shifts too large to compute.

import io, re, sys


class MyInt(int):
    pass


class MyStr(str):
    pass


class MyList(list):
    pass


class Index:
    def __index__(self):
        return 2


class BadIndex:
    def __index__(self):
        raise ZeroDivisionError("no index")


class BadIter:
    def __iter__(self):
        raise ZeroDivisionError("no iterator")


class Empty:
    def __repr__(self):
        return "<Empty>"


empty = Empty()

SAMPLES = {
    int: [lambda: 0, lambda: -7, lambda: 10**30, lambda: MyInt(5)],
    bool: [lambda: True],
    float: [lambda: 0.0, lambda: -2.5, lambda: 1e300, lambda: float("nan")],
    complex: [lambda: 0j, lambda: 1.5 - 2j],
    str: [lambda: "", lambda: "Hello, wörld 12", lambda: "a\tb\nc  d", lambda: MyStr("sub{0!r:>5}")],
    bytes: [lambda: b"", lambda: b"Hello, world 12", lambda: b"a\tb\nc\xff"],
    bytearray: [lambda: bytearray(), lambda: bytearray(b"Hello, world")],
    list: [lambda: [], lambda: [3, 1, 2, "x", None], lambda: [2, 1, 3], lambda: MyList([1, 2])],
    tuple: [lambda: (), lambda: (3, "x", None, 3)],
    dict: [lambda: {}, lambda: {1: 2, "a": None, None: 3}],
    set: [lambda: set(), lambda: {1, 2, 3}],
    frozenset: [lambda: frozenset(), lambda: frozenset({1, 2, 3})],
    range: [lambda: range(0), lambda: range(1, 10, 3), lambda: range(10, 0, -2)],
    slice: [lambda: slice(None), lambda: slice(1, 5, 2)],
    memoryview: [lambda: memoryview(b""), lambda: memoryview(bytearray(b"abcdef"))],
    type: [lambda: int, lambda: type("Made", (), {"__repr__": lambda self: "<Made>"})],
    object: [lambda: empty],
    property: [lambda: property(lambda self: 1, doc="about")],
}
for view in dict.keys, dict.values, dict.items:
    SAMPLES[type(view({}))] = [lambda view=view: view({}), lambda view=view: view({1: 2, "a": None})]

VALUES = [
    ("None", lambda: None), ("-1", lambda: -1), ("0", lambda: 0), ("1", lambda: 1), ("3", lambda: 3), ("10**30", lambda: 10**30),
    ("-10**30", lambda: -(10**30)), ("True", lambda: True), ("2.5", lambda: 2.5), ("nan", lambda: float("nan")), ("1j", lambda: 1j),
    ("''", lambda: ""), ("'l'", lambda: "l"), ("'lo'", lambda: "lo"), ("'x'", lambda: "x"), ("'utf-8'", lambda: "utf-8"), ("'é'", lambda: "é"),
    ("b''", lambda: b""), ("b'l'", lambda: b"l"), ("bytearray(b'o')", lambda: bytearray(b"o")), ("[]", lambda: []), ("[1, 2]", lambda: [1, 2]),
    ("['a', 'b']", lambda: ["a", "b"]), ("[b'a', b'b']", lambda: [b"a", b"b"]), ("()", lambda: ()), ("(1, 2)", lambda: (1, 2)),
    ("('l', 'w')", lambda: ("l", "w")), ("(3, 'x', None, 3)", lambda: (3, "x", None, 3)), ("{}", lambda: {}), ("{1: 5}", lambda: {1: 5}),
    ("[[1, 2]]", lambda: [[1, 2]]), ("{1, 2}", lambda: {1, 2}), ("frozenset({3})", lambda: frozenset({3})), ("range(3)", lambda: range(3)),
    ("slice(1)", lambda: slice(1)), ("slice(None, None, -2)", lambda: slice(None, None, -2)), ("slice(0, 2, 0)", lambda: slice(0, 2, 0)),
    ("empty", lambda: empty), ("Index()", Index), ("BadIndex()", BadIndex), ("BadIter()", BadIter), ("MyInt(2)", lambda: MyInt(2)),
    ("MyStr('l')", lambda: MyStr("l")), ("int", lambda: int), ("len", lambda: len), ("memoryview(b'l')", lambda: memoryview(b"l")),
]
FEW = [v for v in VALUES if v[0] in ("None", "-1", "0", "3", "10**30", "''", "'l'", "b'l'", "[1, 2]", "empty", "Index()", "1", "'x'", "2.5")]
FEWER = [v for v in FEW if v[0] in ("None", "-1", "3", "'l'", "b'l'")]
NAMES = ["key", "reverse", "sep", "maxsplit", "keepends", "encoding", "errors", "tabsize", "count", "byteorder", "signed", "length", "default", "start"]

SKIPPED = {
    "__hash__", "__sizeof__", "__dir__", "__reduce__", "__reduce_ex__", "__getstate__", "__new__", "__init_subclass__", "__subclasshook__", "__class__",
    "__del__", "__subclasses__", "__getattribute__", "__setattr__", "__delattr__", "__buffer__", "__release_buffer__", "__set_name__",
}
ADDRESS = re.compile(r"0x[0-9a-f]{4,}")


def shown(value):
    text = repr(value)
    if not isinstance(value, (int, float, str, bytes, list, tuple, dict, set, type(None))) and "iterator" in type(value).__name__:
        text = f"<{type(value).__name__}> {list(value)!r}"
    return f"{type(value).__name__} " + ADDRESS.sub("0x…", text) if type(value) not in (int, str, bytes) else text


def outcome(call, args, kwargs, receiver):
    try:
        result = shown(call(*args, **kwargs))
    except BaseException as e:
        return f"{type(e).__name__}: {ADDRESS.sub('0x…', str(e))}"
    if isinstance(receiver, (list, dict, set, bytearray)):
        try:
            result += f" then {receiver!r}"
        except Exception as e:
            result += f" then {type(e).__name__}"
    return result


def too_large(name, receiver, args):
    return name in ("__pow__", "__rpow__", "__lshift__", "__rlshift__", "__ipow__", "__round__") and (
        any(isinstance(a, int) and abs(a) > 1000 for a in args) or isinstance(receiver, int) and abs(receiver) > 1000
    )


def case(where, name, make, chosen, kwargs=()):
    receiver = make()
    args = [value() for _, value in chosen]
    if too_large(name, receiver, args):
        return
    keywords = {k: v() for k, (_, v) in kwargs}
    text = ", ".join([n for n, _ in chosen] + [f"{k}={v[0]}" for k, v in kwargs])
    try:
        method = getattr(receiver, name) if name != "()" else type(receiver)
    except Exception as e:
        out.append(f"@@{where}\t({text})\t{type(e).__name__}: {e}")
        return
    out.append(f"@@{where}\t({text})\t{outcome(method, args, keywords, receiver)}")


def names_of(t):
    yield "()"
    for name in sorted(dir(t)):
        value = getattr(t, name, None)
        if name not in SKIPPED and callable(value):
            yield name


out = []
real = sys.stdout
sys.stdout = io.StringIO()
for t, makes in SAMPLES.items():
    if sys.argv[1:] and t.__name__ not in sys.argv[1:]:
        continue
    for name in names_of(t):
        if t in (type, object) and name in ("()", "__call__", "mro", "__init__"):
            continue
        for i, make in enumerate(makes):
            where = f"{t.__name__}.{name} #{i}"
            case(where, name, make, ())
            for v in VALUES:
                case(where, name, make, [v])
            if name.startswith("__") and name not in ("__setitem__", "__format__", "__pow__", "__rpow__", "__get__", "__init__"):
                continue
            if i > 1:
                continue
            for v in FEW:
                for w in FEW:
                    case(where, name, make, [v, w])
            if i == 1:
                for v in FEWER:
                    for w in FEWER:
                        for x in FEWER:
                            case(where, name, make, [v, w, x])
                for k in NAMES:
                    for v in FEWER:
                        case(where, name, make, [], [(k, v)])
                        case(where, name, make, [FEWER[3]], [(k, v)])
sys.stdout = real
print("\n".join(line.replace("\n", "\\n") for line in out))
