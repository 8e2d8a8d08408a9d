# What sys.getrefcount says: facts A1 to A20 (the list is in test/facts.test.ts), each line under its fact's number.
import functools
import gc
import sys

R = sys.getrefcount


class C:
    def m(self):
        return R(self)


def fact(number, *figures):
    print(number, *figures)


# A1: the caller's operand stack counts if it owns; native calls take no reference for each argument.
c = C()


def native_calls():
    y = C()
    return R(y), max([y], key=R) and 0, list(map(R, [y])), isinstance(y, C) and R(y)


def native_with_key(y):
    seen = []
    max([y], key=lambda x: seen.append(R(x)) or 0)
    return seen


fact("A1", R(c), R(*[c]), native_calls(), native_with_key(C()))

# A2: names of modules, attributes, items, cells and constants are loaded as new references; temporaries are alone.
c.a, held = C(), [C()]


def closure_variable():
    y = C()
    return (lambda: R(y))()


fact("A2", R(c), R(C()), R([C()][0]), R({"a": C()}["a"]), R(c.a), R(held[0]), closure_variable())
exec("y = C(); print('A2', R(y))", {"C": C, "R": R})


# A3: a local is borrowed from its frame, also by the functions it is passed down to.
def one_local():
    y = C()
    return R(y)


def down(depth, y):
    if depth:
        return down(depth - 1, y)
    return R(y)


def rest(*a):
    return R(a[0])


fact("A3", one_local(), down(0, C()), down(1, C()), down(5, C()), rest(C()))


# A4: what makes a frame outlive the stack makes the borrowed references strong.
def suspended(x):
    yield R(x)


async def waits(x):
    return R(x)


g = suspended(c)
counts = [R(c), next(g), R(c)]
g.close()
k = waits(c)
counts.append(R(c))
k.close()
del k
fact("A4", counts, R(c), R(g))


# A5: which loads are borrowed: not those that are still on the stack at the end of their block, or whose local is
# stored meanwhile, nor any in code that only handlers reach.
def end_of_block(x):
    return pair(x, 1 if x else 2)


def pair(x, _):
    return R(x)


def killed(x):
    return pair(x, (x := None))


def only_by_handler(x):
    try:
        raise ValueError
    except ValueError:
        pass
    return R(x)


def in_handler(x):
    try:
        1 / 0
    except ZeroDivisionError:
        r = R(x)
    return r, R(x)


fact("A5", end_of_block(C()), killed(C()), only_by_handler(C()), in_handler(C()))


# A6: STORE_FAST and LOAD_FAST become one instruction, which is never borrowed, if they are of one line.
def on_one_line(): m = C(); return m.m()


def on_two_lines():
    m = C()
    return m.m()


fact("A6", on_one_line(), on_two_lines())


# A7: the forms that follow from that.
class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.seen = R(self)


class Less:
    def __lt__(self, other):
        return R(self), R(other)


def or_form(x):
    return R(x or 0)


def conditional(x):
    return R(x if x else 0)


def chained(x):
    return x < x < x


def chained_middle(x):
    seen = []
    (seen.append(R(x)) or x) < x
    return seen


def swapped(x, y):
    x, y = y, x
    return R(x), R(y)


def stored(x):
    y = x
    return R(x), R(y)


def straight_body():
    m = Manager()
    with m:
        r = R(m)
    return r, m.seen


def body_with_branch():
    m = Manager()
    with m:
        if m:
            r = R(m)
    return r, m.seen


def matched(x):
    match x:
        case int():
            return 0
        case C():
            return R(x)


def delegates(x):
    def inner(y):
        yield R(y)

    yield from inner(x)
    yield R(x)


def filtered(x):
    return [R(y) for y in [x]], [R(y) for y in [x] if
                                 y]


fact("A7", or_form(C()), conditional(C()), chained(Less()), chained_middle(Less()), swapped(C(), C()), stored(C()))
fact("A7", straight_body(), body_with_branch(), matched(C()), list(delegates(C())), filtered(C()))


# A8: loops: the iterator, and result tuples that are used again.
def loops(l):
    for x in l:
        first = R(l), R(x)
    it = iter(l)
    return first, R(l), R(it)


def reused_tuple():
    l = [C(), C()]
    return [R(x) for _, x in enumerate(l)], [R(x) for x, _ in zip(l, l)], [R(x) for x in (y for y in l)]


fact("A8", loops([C()]), reused_tuple(), [R(x) for x in (C() for _ in range(2))])


# A9: methods.
class M(C):
    @property
    def p(self):
        return R(self)

    def __len__(self):
        return R(self)

    def __call__(self):
        return R(self)

    def __add__(self, other):
        return R(self), R(other)

    def __eq__(self, other):
        return R(self), R(other)


def methods():
    m = M()
    b = m.m
    direct = (m.m(), b(), m.p, len(m), m(), m + m, m == m)
    return direct, functools.partial(R, m)(), [functools.partial(M.m, m)()], list(map(R, [m])), sorted([m], key=M.m) and R(m)


fact("A9", methods(), R(c.m), c.m())


# A10: an instruction's second run may be a specialised one.
class Item:
    def __getitem__(self, i):
        return R(self)


class Init:
    def __init__(self, x):
        self.seen = R(self), R(x)


class GetAttribute:
    def __getattribute__(self, name):
        return R(self)


class GetAttr(C):
    def __getattr__(self, name):
        return 0


def item():
    i = Item()
    return i[0]


def init():
    x = C()
    return Init(x).seen


def attribute():
    a = GetAttribute()
    return a.x


def method():
    m = GetAttr()
    return m.m()


def changes(function):
    seen = [function() for _ in range(40)]
    return seen[0], seen[-1], function()


fact("A10", *(changes(function) for function in (item, init, attribute, method, one_local)))


# A11: exceptions.
def handled():
    try:
        raise ValueError
    except ValueError as e:
        alone = R(e)
        info = sys.exc_info()
        return alone, R(e), R(e.__traceback__), R(e.__traceback__.tb_frame)


def kept_in_frame():
    def inner(y):
        raise ValueError

    y = C()
    try:
        inner(y)
    except ValueError as e:
        saved = e
        inside = R(y)
    return inside, R(y)


fact("A11", handled(), kept_in_frame())
gc.collect()


# A12: closures.
def closures():
    y = C()

    def inner():
        return R(y), R(inner.__closure__[1].cell_contents)

    return R(y), inner(), [R(cell) for cell in inner.__closure__], R(inner.__closure__[0])


fact("A12", closures())


# A13: frame objects.
def with_frame():
    y = C()
    f = sys._getframe()
    return R(y), R(f)


def with_locals():
    y = C()
    l = locals()
    return R(y)


def with_proxy():
    y = C()
    p = sys._getframe().f_locals
    return R(y)


fact("A13", with_frame(), with_locals(), with_proxy())


# A14: constants.
def constants():
    return R(1000), R("hello world"), R((1, 2, 3)), R(1.5)


def same_constants():
    x = 1000
    y = 1000
    return x is y


def run(text):
    namespace = {"R": R}
    exec(compile(text, "<text>", "exec"), namespace)
    return namespace["r"]


fact("A14", constants(), constants(), same_constants(), run("r = R(1000)"), run("r = R('a b')"), run("r = R(500 + 500)"))
fact("A14", run("def f(): return 1000\ndef g(): return 1000\nr = f() is g(), R(f())"), run("def f(): return (1, 2)\ndef g(): return (1, 2)\nr = f() is g(), R(f())"))

# A15: small ints.
import dis

small = [(i.opname, i.argrepr) for i in dis.get_instructions(compile("a = -1; a = 0; a = 255; a = 256", "", "exec"))]
fact("A15", [name for name, text in small if name in ("LOAD_SMALL_INT", "LOAD_CONST") and text != "None"])
fact("A15", [int(text) is int(text) for text in ("-6", "-5", "0", "256", "257")])

# A16: what is immortal.
immortal = sys._is_immortal
fact("A16", [immortal(x) for x in (None, True, ..., NotImplemented, 256, "", b"", "a", "\xff", b"x", int, type)])
fact("A16", [immortal(x) for x in (frozenset(), len, C, int("257"), "a" * len("ab"), 1.5, (), "fact", "getrefcount")])
runtime_text = "".join(["run", "time text"])
before = R(runtime_text)
runtime_text = sys.intern(runtime_text)
fact("A16", before, R(runtime_text), immortal(runtime_text), run("r = R('only_a_constant')"), run("also_a_name = 1; r = R('also_a_name')"))

# A17: what an immortal object's count is said to be (64 bits).
fact("A17", R(None), R(1), R("a"), R(int))


# A18: a class.
class Fresh: pass


first = R(Fresh)
instances = [Fresh(), Fresh()]


def local_class():
    class Local: pass

    return R(Local)


fact("A18", first, R(Fresh), local_class())


# A19: self in __del__.
class Dies:
    def __del__(self):
        fact("A19", R(self))


def dies_locally():
    d = Dies()


Dies()
dies_locally()


# A20: comprehensions are inlined, generator expressions are not.
def comprehension():
    y = C()
    return [R(y) for _ in (1,)], list(R(y) for _ in (1,))


fact("A20", comprehension()[0], comprehension()[1])


def comprehension_only():
    y = C()
    return [R(y) for _ in (1,)], R(y)


fact("A20", comprehension_only())
