# Native modules from atexit to time, given objects whose counts are kept where other programs give small numbers and names.
import atexit, builtins, gc, io, itertools, math, operator, os, re, select, sys, time, warnings, weakref

def big(k=0): return 10**30 + k
def text(x): return "".join([x, "!"])

class Thing:
    def __init__(self, name="thing"): self.name = name
    def __repr__(self): return f"<{self.name}>"

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n + len("")

def show(label, f):
    try: value = f()
    except BaseException as e: value = f"{type(e).__name__}: {e}"
    print(label, value)

def section(name): print("--", name)

section("exit functions")
atexit._run_exitfuncs()
def at_exit(*args, **kwargs): print("at exit", args, kwargs); return Thing()
class Exit:
    def __call__(self, *args, **kwargs): print("exit", args, kwargs)
    def __eq__(self, other): return Thing() if isinstance(other, Exit) else NotImplemented
print(atexit.register(at_exit, Thing(), k=Thing("k"), **{text("key"): big()}) is at_exit, atexit._ncallbacks())
atexit.register(Exit(), big()); atexit.register(Exit()); atexit.register(at_exit)
atexit.unregister(Exit()); print(atexit._ncallbacks())
atexit.register(lambda: None)
atexit._run_exitfuncs()
atexit.register(at_exit, Thing()); atexit.register(at_exit, k=Thing()); atexit._clear(); print(atexit._ncallbacks())
show("not callable", lambda: atexit.register(Thing()))

section("aggregates")
class Add:
    def __init__(self, n): self.n = n
    def __add__(self, other): return Add(self.n + (other.n if isinstance(other, Add) else other))
    __radd__ = __add__
    def __repr__(self): return f"Add{self.n}"
def raising(*items):
    yield from items
    raise ValueError(text("end"))
print(sum([big(), big(1)], big(2)), sum([1.5, big()], 0.5), sum([1, 2.5, 1j], 2j), sum([1.5, Add(1)], 0.5), sum([1, Add(2)]), sum([2j, Add(1)], 1j), sum([1, 2**62, 2**62, big()]), sum([[Thing("a")], [Thing("b")]], []))
for items in (1, 2), (1.5,), (2j,), (big(),), (Add(1),): show("sum", lambda: sum(raising(*items)))
for items in (1.5, Thing()), (1, Thing()), (2j, Thing()), (big(), Thing()): show("sum", lambda: sum(items))
show("sum", lambda: sum([], text("")))
print(min(big(3), big(1)), max([big(3), big(1)], key=lambda x: -x), min([], default=Thing()), max((Thing(str(i)) for i in range(3)), key=lambda t: text(t.name)), min([big(2), big(1)], key=None))
show("min", lambda: min([big(), Thing()])); show("max", lambda: max(raising(big(), big(1)), key=lambda x: text(str(x)))); show("max", lambda: max([], key=len))
print(any(x for x in [[], Thing()]), all(x for x in [Thing(), []]), sorted([big(2), big(1)], key=lambda x: -x, reverse=True), sorted(x for x in [text("b"), text("a")]))
print(next(iter([]), Thing()), getattr(Thing(), "no", Thing("default")), divmod(big(7), big(2)), pow(big(), 3, big(1)), round(big(5), -2), hash(text("x")) == hash(text("x")), abs(-big()), bin(big())[:5])
show("exit", lambda: exit(Thing())); show("quit", lambda: builtins.quit(text("q"))); show("sys.exit", lambda: sys.exit(Thing("status")))

section("eval and exec")
d = {text("x"): big()}; print(eval("len(locals())", d, {text("y"): 1}), eval(compile("1", "f", "eval"), {}, d), exec(text("z = 1 #"), d), len(d))
class Bases:
    def __mro_entries__(self, bases): return (Exit,) if len(bases) > 1 else ()
class C(Thing, Bases()): pass
class D(Bases()): pass
print(C.__orig_bases__[0] is Thing, D.__bases__)
class WithMap(dict): pass
class E(metaclass=type("M", (type,), {"__prepare__": classmethod(lambda m, n, b, **k: WithMap(k)), "__new__": lambda m, n, b, d, **k: type.__new__(m, n, b, dict(d)), "__init__": lambda c, n, b, d, **k: None}), key=Thing()): pass
print(E.key)
sys.breakpointhook = lambda *args, **kwargs: (args, kwargs); print(breakpoint(Thing(), k=Thing("k"))); sys.breakpointhook = sys.__breakpointhook__

section("print and input")
class File:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s); return big()
    def flush(self): self.parts.append("flushed"); return Thing()
f = File(); print(Thing(), text("t"), sep=text("sep"), end=text("end"), file=f, flush=True); print(f.parts)
show("print", lambda: print(1, file=Thing())); show("print", lambda: print(1, sep=Thing()))
class In:
    def __init__(self, lines): self.lines = lines
    def fileno(self): raise OSError(text("no fd"))
    def readline(self): return self.lines.pop(0) if self.lines else ""
stdin, stdout, stderr = sys.stdin, sys.stdout, sys.stderr
def reading(*lines, out=None, prompt=()):
    sys.stdin = In(list(lines)); sys.stdout = out or File()
    try: return input(*prompt)
    finally: sys.stdin, sys.stdout = stdin, stdout
show("input", lambda: reading(text("line") + "\n")); show("input", lambda: reading(text("no newline"), prompt=(Thing(),))); show("input", reading); show("input", lambda: reading(Thing()))
def without(name):
    kept = getattr(sys, name)
    setattr(sys, name, None)
    try: return input(Thing())
    finally: setattr(sys, name, kept)
show("input", lambda: without("stdin")); show("input", lambda: without("stderr"))
sys.stdout = File(); sys.displayhook(big()); out = sys.stdout; sys.stdout = stdout; print(out.parts, builtins._); del builtins._
err = sys.stderr = File(); sys.unraisablehook(type("U", (), dict(exc_type=ValueError, exc_value=ValueError(text("v")), exc_traceback=None, err_msg=text("msg"), object=Thing()))()) if False else None
sys.excepthook(ValueError, ValueError(text("hook")), None); sys.stderr = stderr; print(err.parts[:1] != [])
class Dies:
    def __del__(self): raise ValueError(text("in del"))
seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type, str(u.exc_value), u.err_msg, u.object)) or Thing()
d = Dies(); del d; print(seen[0][:3]); seen.clear()
sys.unraisablehook = lambda u: 1 / 0
err = sys.stderr = File(); d = Dies(); del d; sys.stderr = stderr; print([p for p in err.parts if "Error" in p][-1:] != [])
sys.unraisablehook = sys.__unraisablehook__

section("sys")
class Sized:
    def __init__(self, n): self.n = n
    def __sizeof__(self): return self.n
for n in big(), 1000 * len("ab"), -5, Thing(): show("size", lambda: sys.getsizeof(Sized(n)) if n != 2000 else sys.getsizeof(Sized(n)) > 2000)
class NoSize:
    @property
    def __sizeof__(self): raise TypeError(text("t"))
show("size", lambda: sys.getsizeof(NoSize(), Thing("default"))); show("size", lambda: sys.getsizeof(NoSize()))
events = []
sys.addaudithook(lambda event, args: events.append((event, args)) if event.startswith("mortal") else None)
sys.audit("mortal.event", Thing(), big()); sys.audit("mortal.none"); print(events)
def tracer(frame, event, arg): return tracer
sys.settrace(tracer); print(sys.gettrace() is tracer); sys.settrace(None); print(sys.gettrace())
sys.setprofile(tracer); print(sys.getprofile() is tracer); sys.setprofile(None); print(sys.getprofile())
old = sys.get_asyncgen_hooks(); sys.set_asyncgen_hooks(Thing.__init__, Exit()); sys.set_asyncgen_hooks(firstiter=None, finalizer=Exit()); print(sys.get_asyncgen_hooks()[0]); sys.set_asyncgen_hooks(*old)
M = sys.monitoring
name = text("tool"); M.use_tool_id(3, name); print(M.get_tool(3) is name, M.register_callback(3, M.events.CALL, Exit()), M.register_callback(3, M.events.CALL, None)); M.free_tool_id(3); print(M.get_tool(3))

section("itertools")
class Bad:
    def __bool__(self): raise ValueError(text("bool"))
    def __lt__(self, other): raise ValueError(text("lt"))
    def __eq__(self, other): raise ValueError(text("eq"))
for label, f in dict(
    dropwhile=lambda: list(itertools.dropwhile(lambda x: Bad(), [big()])), takewhile=lambda: list(itertools.takewhile(lambda x: Bad(), [big()])), filterfalse=lambda: list(itertools.filterfalse(lambda x: Bad(), [big()])),
    none=lambda: list(itertools.filterfalse(None, [Bad()])), compress=lambda: list(itertools.compress([big(), big(1)], [[], Thing()])), bad=lambda: list(itertools.compress([big()], [Bad()])), cycle=lambda: list(itertools.islice(itertools.cycle(raising(big())), 3)),
    take=lambda: list(itertools.takewhile(lambda x: [1] if x < big(1) else [], [big(), big(1)])), drop=lambda: list(itertools.dropwhile(lambda x: [1] if x < big(1) else [], [big(), big(1)])), false=lambda: list(itertools.filterfalse(lambda x: [x] if x < big(1) else [], [big(), big(1)])),
    falsy=lambda: list(itertools.filterfalse(None, [[], Thing()])), pairs=lambda: [(a, b) for a, b in itertools.pairwise(big(i) for i in range(4))], pair_raises=lambda: list(itertools.pairwise(raising(big(), big(1)))),
    batched=lambda: list(itertools.batched((big(i) for i in range(3)), 2)), strict=lambda: list(itertools.batched([big(), big(1), big(2)], 2, strict=True)), batch_raises=lambda: list(itertools.batched(raising(big()), 3)),
    groups=lambda: [(k, list(g)) for k, g in itertools.groupby([big(), big(), big(1)])], keys=lambda: [(k, list(g)) for k, g in itertools.groupby([1, 2, 300], key=lambda x: text(str(x > 2)))], group_bad=lambda: list(itertools.groupby([Bad(), Bad()])), group_raises=lambda: [list(g) for k, g in itertools.groupby(raising(big()))],
    skipped=lambda: [k for k, g in itertools.groupby([big(), big(), big(1), big(1)], key=lambda x: x)], key_raises=lambda: list(itertools.groupby([big(), 0], key=lambda x: 1 / x)),
    count=lambda: list(itertools.islice(itertools.count(big(), big()), 3)), float_count=lambda: list(itertools.islice(itertools.count(1.5, 0.5), 3)), long_count=lambda: list(itertools.islice(itertools.count(2**63 - 2), 4)), count_repr=lambda: repr(itertools.count(big(), big(2))), bad_count=lambda: itertools.count(Thing()),
    accumulate=lambda: list(itertools.accumulate([big(), big(1)], initial=big(2))), accumulate_by=lambda: list(itertools.accumulate([big(), big(1)], lambda a, b: Thing())), accumulate_raises=lambda: list(itertools.accumulate([big(), Thing()])),
    starmap=lambda: list(itertools.starmap(lambda *a: a, [(big(), big(1)), [Thing()]])), star_raises=lambda: list(itertools.starmap(len, [Thing()])), chain=lambda: list(itertools.chain([big()], raising(big(1)))), chain_bad=lambda: list(itertools.chain([big()], Thing())), chained=lambda: list(itertools.chain.from_iterable([Thing()])),
    longest=lambda: list(itertools.zip_longest([big()], [big(1), big(2)], fillvalue=Thing())), longest_raises=lambda: list(itertools.zip_longest([big()], raising())), islice=lambda: list(itertools.islice([big(i) for i in range(5)], Index(1), Index(4), Index(2))), islice_bad=lambda: itertools.islice([], Thing()),
    product=lambda: list(itertools.product([big(), big(1)], repeat=2)), permutations=lambda: list(itertools.permutations([big(), big(1), big(2)], 2)), combinations=lambda: list(itertools.combinations([big(), big(1), big(2)], 2)), replaced=lambda: list(itertools.combinations_with_replacement([big(), big(1)], 2)), repeat=lambda: list(itertools.repeat(Thing(), 2)),
    tee=lambda: [list(t) for t in itertools.tee((big(i) for i in range(60)), 3)][2][59], tee_raises=lambda: list(itertools.tee(raising(big()))[0]), tee_bad=lambda: itertools.tee(Thing()), tee_none=lambda: itertools.tee([big()], 0), tee_of_tee=lambda: (lambda a, b: (next(a), list(itertools.tee(a)[1]), list(b)))(*itertools.tee([big(), big(1)])),
).items(): show(label, f)
a, b = itertools.tee([big(i) for i in range(130)]); print(sum(1 for x in a), next(b) - big()); del a, b
class Cyclic:
    def __iter__(self): return self
    def __next__(self): return big()
def looped(make):
    c = Cyclic(); c.it = make(c); next(c.it); w = weakref.ref(c); del c; gc.collect(); return w() is None
for label, make in dict(tee=lambda c: itertools.tee(c)[0], longest=lambda c: itertools.zip_longest(c, [c], fillvalue=c), product=lambda c: itertools.product([c, c]), pairwise=itertools.pairwise, groupby=itertools.groupby, batched=lambda c: itertools.batched(c, 2), cycle=itertools.cycle, accumulate=itertools.accumulate).items(): print(label, looped(make))

section("math")
for label, f in dict(
    prod=lambda: math.prod([big(), 2, 1.5]), prod_start=lambda: math.prod([big()], start=Thing()), prod_big=lambda: math.prod((x for x in [big(), big(1)]), start=big()), prod_float=lambda: math.prod([1.5, big(), 2.5]), prod_thing=lambda: math.prod([1.5, Thing()]), prod_raises=lambda: math.prod(raising(big())), prod_ints=lambda: math.prod([2, 3, 10**12, 10**12, 1.5]),
    gcd=lambda: math.gcd(big(), big(5), Index(10)), lcm=lambda: math.lcm(big(), big(5)), fsum=lambda: math.fsum([big(), 1.5, Index(3).n]), fsum_raises=lambda: math.fsum([1.5, Thing()]), sumprod=lambda: math.sumprod([big(), 2], [big(1), 3]), sumprod_float=lambda: math.sumprod([1.5, 2], [2.5, 3]),
    sumprod_things=lambda: math.sumprod([1, Thing()], [1, 2]), sumprod_lengths=lambda: math.sumprod([big()], [1, 2]), sumprod_iterators=lambda: math.sumprod((x for x in [big(), 1.5]), (x for x in [2, big()])), sumprod_raises=lambda: math.sumprod(raising(big()), [1, 2]), dist=lambda: math.dist([big(), 1], (x for x in (big(1), 2))), dist_bad=lambda: math.dist([Thing()], [1]),
    dist_tuple=lambda: math.dist((1.5, 2.5), [1.5, 2.0]), hypot=lambda: math.hypot(big(), 2.5), comb=lambda: math.comb(Index(10), Index(3)), perm=lambda: math.perm(Index(5), None), factorial=lambda: math.factorial(Index(22)), isqrt=lambda: math.isqrt(big()), floor=lambda: math.floor(big() + 0.5), log=lambda: math.log(big(), Index(10)), log2=lambda: math.log2(big()),
    ceil=lambda: math.ceil(type("F", (), {"__ceil__": lambda s: Thing()})()), trunc=lambda: math.trunc(type("F", (), {"__trunc__": lambda s: Thing()})()), trunc_bad=lambda: math.trunc(Thing()), ldexp=lambda: math.ldexp(1.5, Index(3)), log_float=lambda: math.log(type("F", (), {"__float__": lambda s: 8.5})(), 2),
).items(): show(label, f)

section("regular expressions")
class S(str): pass
p = re.compile(text("(a)|(?P<name>b)"))
for label, f in dict(
    sub=lambda: re.sub("a", lambda m: text("x"), text("banana")), subn=lambda: re.subn("a", text("y"), text("banana")), sub_none=lambda: re.sub("x", text("y"), S("abc")), sub_template=lambda: re.sub("(a)(b)?", r"\1\2" + text("t"), "abaa"), sub_bad=lambda: re.sub("a", lambda m: Thing(), "a"), sub_empty=lambda: re.sub("a", lambda m: None, text("ab")), sub_class=lambda: re.sub("a", S("z"), S("abab")),
    split=lambda: re.split("(a)|(b)", text("1a2b3")), findall=lambda: re.findall("(a)|(b)", text("xaby")), finditer=lambda: [m.groups(Thing()) for m in re.finditer("(a)|(b)", text("ab"))], group=lambda: p.search(text("b"))[Index(2)], groups=lambda: p.search(text("b")).group(Index(1), "name"), groupdict=lambda: p.search("a!").groupdict(Thing()) if p.search("a!") else None,
    expand=lambda: re.match("(a)", "a").expand(text("plain")), expand_template=lambda: re.match("(?P<n>a)", "a").expand(r"\g<n>" + text("t")), span=lambda: re.match("(?P<n>a)", "a").span("n"), lastgroup=lambda: [re.match("(?P<n>a)", "a").lastgroup, re.match("(a)", "a").lastgroup], copy=lambda: (lambda m: m.__copy__() is m and m.__deepcopy__({}) is m and p.__copy__() is p and p.__deepcopy__({}) is p)(re.match("a", "a")),
    fullmatch=lambda: re.compile("a+").fullmatch(S("aa")).string, bytes=lambda: re.sub(b"a", bytes([98, 99]), bytes([97, 97])), scanner=lambda: (lambda s: [s.match().group(), s.search().group(), s.match()])(re.compile("a").scanner(text("aa"))), escape=lambda: re.escape(text("a.b")), no_group=lambda: re.match("a", "a").group(Thing()), equal=lambda: re.compile(text("q")) == re.compile(text("q")), class_=lambda: re.Match.__class_getitem__(str), getter=lambda: re.match("(a)", "a").re.pattern,
).items(): show(label, f)

section("time")
for label, f in dict(
    strptime=lambda: time.strptime(text("2020"), "%Y!"), bad=lambda: time.strptime("x", text("%Y")), mktime=lambda: time.mktime((2020, Index(1).n, 2, 3, 4, 5, 6, 7, 0)) > 0, strftime=lambda: time.strftime(text("%Y"), (2020, 1, 2, 3, 4, 5, 6, 7, 0)), asctime=lambda: time.asctime((2020, 1, 2, 3, 4, 5, 6, 7, 0)), struct=lambda: time.struct_time([big(i) for i in range(11)])[3:], struct_dict=lambda: time.struct_time(range(9), {"tm_zone": Thing(), "tm_gmtoff": big()}).tm_zone,
    struct_bad=lambda: time.struct_time(Thing()), struct_short=lambda: time.struct_time([Thing()]), struct_names=lambda: time.struct_time(range(11), {"tm_zone": Thing()}), reduce=lambda: time.struct_time([big(i) for i in range(11)]).__reduce__()[1], replace=lambda: time.struct_time(range(9)).__replace__(tm_year=big())[0], replace_bad=lambda: time.struct_time(range(9)).__replace__(no=Thing()), gmtime=lambda: time.gmtime(1e6)[:3], overflow=lambda: time.gmtime(big()), sleep=lambda: time.sleep(Thing()),
).items(): show(label, f)
print(time.struct_time.__name__, os.terminal_size([big(), text("x")]), os.stat_result(range(10))[:2])

section("warnings")
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn(text("w"), UserWarning, 1); warnings.warn(UserWarning(text("inst"))); warnings.warn_explicit(text("e"), UserWarning, text("file.py"), 5, text("module"), {}); warnings.warn_explicit(text("e"), UserWarning, "file.py", 2**20 + len(text("")))
    warnings.warn(text("skip"), UserWarning, skip_file_prefixes=(text("no"),))
    print([str(w.message) for w in log], log[3].lineno)
registry = {}
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for action in "default", "module", "once", "ignore":
        warnings.simplefilter(action)
        warnings._showwarnmsg = lambda m: Thing()
        warnings.warn_explicit(text("again"), UserWarning, "f", 1000, text("mod"), registry); warnings.warn_explicit(text("again"), UserWarning, "f", 1000, text("mod"), registry)
print(len(registry))
