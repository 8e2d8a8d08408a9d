# itertools, functools, collections, operator, abc, enum, contextlib, weakref, time.
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e)
import itertools as it, functools as ft, collections as co, operator as op, sys, weakref, gc, abc, copy, types, contextlib, enum, heapq, reprlib, atexit, time
print(list(it.chain('ab','cd')), list(it.chain.from_iterable(['ab',[1]])), list(it.islice(it.count(5,2),3)), it.count(3), it.count(1,2.5), it.repeat(3,2), it.repeat('a'))
print(list(it.islice('abcdefg',2,None,2)), list(it.islice('abc',0)), list(it.islice('abcdef',2)))
t(it.islice,'a',-1); t(it.islice,'a',1,2,0); t(it.islice,'a','b'); t(it.islice,'a'); t(it.islice,'a',1,2,3,4)
print(list(it.accumulate([1,2,3])), list(it.accumulate([1,2,3], op.mul)), list(it.accumulate([1,2],initial=5)), list(it.accumulate([],initial=1)))
print(list(it.batched('abcdefg',3))); t(lambda: list(it.batched('abcde',2,strict=True))); t(it.batched,'a',0)
print(list(it.combinations('abcd',2)), list(it.combinations_with_replacement('abc',2)), list(it.permutations('abc',2)), list(it.permutations('ab')), list(it.product('ab',repeat=2)), list(it.product('ab',[1,2])), list(it.product()), list(it.combinations('ab',3)), list(it.permutations('ab',0)))
print(list(it.compress('abcd',[1,0,1])), list(it.dropwhile(lambda x:x<3,[1,2,3,1])), list(it.takewhile(lambda x:x<3,[1,2,3,1])), list(it.filterfalse(None,[0,1,2])), list(it.starmap(pow,[(2,3),[3,2]])))
print([(k,list(g)) for k,g in it.groupby('aabbca')], [(k,list(g)) for k,g in it.groupby([1,3,2,4],key=lambda x:x%2)])
print(list(it.pairwise('abcd')), list(it.pairwise('a')), list(it.zip_longest('abc','d',fillvalue=0)), list(it.zip_longest()))
a,b = it.tee([1,2,3]); print(next(a), list(b), list(a)); print(it.tee([1],3)[0] is not None, it.tee([],0))
c = it.cycle('ab'); print([next(c) for _ in range(5)]); print(list(it.cycle([])))
t(it.count,'a'); t(it.repeat,1,'a'); t(it.product,[1],repeat=-1); t(it.combinations,[1],-1)
# functools
p = ft.partial(int, base=2); print(p('101'), p, p.func, p.args, p.keywords); t(ft.partial); t(ft.partial, 3)
p2 = ft.partial(p, '11'); print(p2(), p2.func, p2.args)
p3 = ft.partial(print, ft.Placeholder, 'b', sep='-'); p3('a'); t(p3); t(ft.partial, print, ft.Placeholder)
print(ft.reduce(op.add,[1,2,3]), ft.reduce(op.add,[1,2,3],10), ft.reduce(op.add,[],5), ft.reduce(op.add,[1],initial=7)); t(ft.reduce, op.add, []); t(ft.reduce, op.add, 3)
print(sorted([3,1,2], key=ft.cmp_to_key(lambda a,b: b-a)))
@ft.lru_cache(maxsize=2)
def f(x, y=1): print('call', x, y); return x*2
@ft.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80), fib.cache_info())
t(f, [])
@ft.lru_cache(maxsize=None, typed=True)
def g(x): return type(x)
print(g(1), g(1.0), g.cache_info())
class CP:
    @ft.cached_property
    def v(self): print('computing'); return 5
    @ft.singledispatchmethod
    def m(self, x): return 'base'
    @m.register
    def _(self, x: int): return 'int'
o = CP(); print(o.v, o.v, o.m(1), o.m('a'))
@ft.singledispatch
def sd(x): return 'o'
@sd.register(int)
def _(x): return 'i'
print(sd(1), sd('a'))
@ft.total_ordering
class TO:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v
    def __lt__(s,o): return s.v<o.v
print(TO(1)>=TO(1), TO(2)>TO(1))
def deco(f):
    @ft.wraps(f)
    def w(*a): "doc"; return f(*a)
    return w
@deco
def named(): "orig"
# collections
d = co.deque([1,2,3], maxlen=3); d.append(4); d.appendleft(0); print(d, d.maxlen, len(d), d[0], d[-1], list(reversed(d)), 2 in d, d.index(2), d.count(2)); d.rotate(1); print(d); d.extend([7,8]); print(d); d.extendleft([1,2]); print(d)
t(co.deque().pop); t(co.deque().popleft); t(d.insert, 0, 1); t(co.deque([1]).remove, 5); t(co.deque([1]).index, 5); t(lambda: co.deque([1])[3]); t(co.deque, maxlen=-1)
d = co.deque([1,2,3]); d.insert(1,'x'); d.remove(3); d.reverse(); print(d, d+co.deque([9]), d*2, d==co.deque([2,'x',1]), co.deque([1,2])<co.deque([1,3]), copy.copy(d), d.copy() is d); del d[0]; d[0]=5; print(d)
def mut():
    q = co.deque([1,2,3])
    for x in q: q.append(1)
t(mut)
dd = co.defaultdict(list); dd['a'].append(1); print(dd, dd.default_factory, dd.copy(), dd|{'b':2}); t(lambda: co.defaultdict()['x']); t(co.defaultdict, 3)
od = co.OrderedDict([('a',1),('b',2)]); od.move_to_end('a'); print(od, od.popitem(), od.popitem(last=False), od); t(od.popitem); t(od.move_to_end,'z')
print(co.OrderedDict(a=1,b=2)==co.OrderedDict(b=2,a=1), co.OrderedDict(a=1,b=2)==dict(b=2,a=1), list(reversed(co.OrderedDict(a=1,b=2))), co.OrderedDict.fromkeys('ab',1), co.OrderedDict(a=1).copy(), co.OrderedDict(a=1)|{'z':3}); t(od.pop,'q'); print(od.pop('q',1), od.setdefault('w',3), od)
c = co.Counter('abracadabra'); print(c, c.most_common(2), c['z'], c+co.Counter('a'), c-co.Counter('aaaaa'), sum(c.values())); c.update('zz'); print(c['z'])
P = co.namedtuple('P','x y', defaults=[5]); p = P(1); print(p, p.x, p.y, p._asdict(), p._replace(x=3), P._fields, P.x); t(P); t(setattr, p, 'x', 1)
cm = co.ChainMap({'a':1},{'b':2}); print(cm['b'], cm, list(cm))
print(co.UserDict(a=1), co.UserList([1]), co.UserString('a'))
print(op.itemgetter(1)('abc'), op.itemgetter(0,2)('abc'), op.attrgetter('real')(3), op.attrgetter('__class__.__name__')(3), op.methodcaller('upper')('a'), op.itemgetter(1), op.attrgetter('a.b'), op.methodcaller('f',1,x=2)); t(op.itemgetter); t(op.itemgetter(5),'a'); t(op.attrgetter,3)
print(op.concat([1],[2]), op.countOf([1,1],1), op.indexOf([1,2],2), op.length_hint([1,2]), op.contains([1],1), op.iadd([1],[2]), op.index(3), op.is_none(None), op.call(len,'abc')); t(op.concat,1,2); t(op.index,1.5)
# abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
class B(A):
    def f(self): return 1
    p = 3
print(B().f(), isinstance(B(), A), issubclass(int, A))
A.register(int); print(issubclass(int, A), isinstance(3, A), issubclass(bool, A), issubclass(str, A)); t(A.register, 3); t(issubclass, 3, A)
import collections.abc as ca
print(isinstance([], ca.Sequence), isinstance({}, ca.Mapping), issubclass(set, ca.Set), isinstance(iter([]), ca.Iterator), isinstance(len, ca.Callable), isinstance(3, ca.Hashable), isinstance([], ca.Hashable))
class S(ca.Sequence):
    def __getitem__(self, i): return [1,2,3][i]
    def __len__(self): return 3
print(list(S()), 2 in S(), S().index(3), list(reversed(S())))
# enum, contextlib
class Color(enum.Enum): RED=1; GREEN=2
print(Color.RED, repr(Color.GREEN), list(Color), Color(1), Color['RED']); t(Color, 5)
class Fl(enum.Flag): A=enum.auto(); B=enum.auto()
print(Fl.A|Fl.B, enum.IntEnum('I','a b').a+1)
@contextlib.contextmanager
def cm():
    print('in')
    try: yield 5
    except ValueError as e: print('caught', e)
    finally: print('out')
with cm() as v: print(v)
with cm(): raise ValueError('x')
with contextlib.suppress(KeyError): {}['a']
with contextlib.ExitStack() as st: st.callback(print, 'cb'); st.enter_context(cm())
with contextlib.redirect_stdout(__import__('io').StringIO()) as s: print('hidden')
print(repr(s.getvalue()))
print(copy.deepcopy({'a':[1,(2,[3])]}), copy.copy([1]), types.SimpleNamespace(a=1), types.MappingProxyType({1:2}), heapq.nsmallest(2,[3,1,2]), reprlib.repr(list(range(100))))
# weakref
class W: pass
w = W(); r = weakref.ref(w, lambda r: print('dead', r)); pr = weakref.proxy(w); print(r() is w, weakref.getweakrefcount(w), len(weakref.getweakrefs(w)))
f = weakref.finalize(w, print, 'fin', 1); print(f.alive); wd = weakref.WeakValueDictionary(a=w); wk = weakref.WeakKeyDictionary({w:1}); ws = weakref.WeakSet([w]); print(len(wd), len(wk), len(ws)); del w; print(len(wd), len(wk), len(ws), f.alive, r()); t(lambda: pr.x)
gc.callbacks.append(lambda ph, info: print(ph, info['generation'])); gc.collect(0); gc.callbacks.clear()
print(time.gmtime(0), time.strftime('%Y-%m-%d %H:%M:%S %j %U %W %a %b', time.gmtime(1e9)), time.asctime(time.gmtime(0)), time.gmtime(0).tm_year); t(time.sleep,-1); t(time.strftime, 3); t(time.asctime, (1,)); t(time.gmtime, 'a'); t(time.gmtime, 1e30)
