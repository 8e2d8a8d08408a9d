# dict: methods, views, order, errors, counts and deaths.

import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)

    def __repr__(self):
        return f"D{self.n}"


for source in """
{}, dict(), dict(a=1), dict([('a', 1), ('b', 2)]), dict({'x': 1}, y=2), dict(zip('ab', (1, 2))), {**{'a': 1}, 'b': 2}
dict(5)
dict([1])
dict([('a',)])
dict(['ab', 'cd'])
dict('ab')
dict(1, 2)
dict(None)
{'a': 1}['b']
{1: 2}[None]
{}[[]]
{[]: 1}
{{}: 1}
{'a': 1}.get('a'), {'a': 1}.get('b'), {'a': 1}.get('b', 5)
{}.get([])
{'a': 1}.pop('a'), {}.pop('a', 3)
{}.pop('a')
{}.popitem()
{'a': 1, 'b': 2}.popitem()
{'a': 1}.setdefault('a', 2), {}.setdefault('a'), {}.setdefault('b', [])
list({'a': 1, 'b': 2}), list({'a': 1}.items()), list({'a': 1}.values()), list(reversed({'a': 1, 'b': 2}))
{'a': 1} == {'a': 1.0}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {'a': 1} != {'a': 2}, {} == []
{'a': 1} < {'a': 2}
{'a': 1} | {'b': 2}, {'a': 1} | {'a': 2}
{'a': 1} | [('b', 2)]
{1: 'int', 1.0: 'float', True: 'bool'}, {0: 1, False: 2, -0.0: 3}
dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), dict.fromkeys(range(3), [])
dict.fromkeys(5)
{1: 1}.keys() | {2}, {1: 1}.keys() & {1, 2}, {1: 1, 2: 2}.keys() - {1}, {1: 1}.keys() ^ {1}, {'a': 1}.items() & [('a', 1)]
'a' in {'a': 1}.keys(), 1 in {'a': 1}.values(), ('a', 1) in {'a': 1}.items(), 'a' in {'a': 1}, {'a': 1}.keys() == {'a'}, {'a': 1}.keys() <= {'a', 'b'}
{'a': 1}.keys().isdisjoint('b'), len({'a': 1}.items()), repr({'a': 1}.keys()), repr({'a': 1}.values()), repr({'a': 1}.items())
{'a': 1}.keys()[0]
{'a': 1}.keys().mapping
{x: x * x for x in range(4) if x != 2}, {k: v for v, k in enumerate('abc')}
{'a': 1}.foo
{}.update(5)
{}.update([1])
{'a': 1}.copy(), {}.clear(), {'a': {'b': 1}}['a']['b']
hash({})
{'a': 1}.__contains__('a'), {'a': 1}.__len__(), {'a': 1}.__getitem__('a')
len({i: i for i in range(100)}), sum({i: i for i in range(100)}.values()), max({'a': 3, 'b': 1}, key={'a': 3, 'b': 1}.get)
(lambda **k: k)(**{'a': 1}, **{'b': 2})
(lambda **k: k)(**{'a': 1}, **{'a': 2})
(lambda **k: k)(**{1: 1})
(lambda **k: k)(**[1])
""".strip().splitlines():
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)

d = {}
d["b"] = 1
d["a"] = 2
d["b"] = 3
print(d, list(d), d.items())
del d["b"]
d["b"] = 4
print(d)
d.update(c=5, a=6)
d |= {"z": 1}
d.update([("q", 1)], r=2)
print(d, d.popitem(), d.pop("a"), d)
for bad in ("del d['nope']", "d[[]] = 1", "for k in d: d[k + 'x'] = 1", "for k in d: del d[k]", "d |= 5", "d.fromkeys()"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
r = {}
r["self"] = r
r["list"] = [r]
print(r)
r.clear()

print("deaths")
k, v = D("k"), D("v")
e = {k: v, "x": v, "y": [v]}
print(sys.getrefcount(k), sys.getrefcount(v))
del k, v
e["x"] = 0
print(sys.getrefcount(next(iter(e))))
print(e.get(1, D("default")))
e.setdefault("x", D("unused"))
e.update({"z": D("z"), "x": D("x")})
print(list(e)[1:], e.pop("z"))
print("popitem", e.popitem())
print("copy")
f = e.copy()
e.clear()
print("cleared first")
f = None
print("overwrite same key twice")
g = {1: D("old")}
g[1] = D("new")
g[1.0] = D("newer")
print(g)
g |= {1: D("newest")}
g = {**g, 2: D("two")}
print(sys.getrefcount(g[1]), sys.getrefcount(g))
h = dict.fromkeys("abc", D("shared"))
print(sys.getrefcount(h["a"]))
del h["a"], h["b"], h["c"]
items = g.items()
it = iter(items)
print(sys.getrefcount(g), sys.getrefcount(items), next(it))
del g
print(next(it), items)
del it, items


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("hash", self.n)
        return 7

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n


t = {Key(1): "one", Key(2): "two"}
print(t[Key(2)], Key(3) in t, t.get(Key(1)))
del t[Key(1)]
print(len(t))


class Missing(dict):
    def __missing__(self, key):
        self[key] = value = [key]
        return value


m = Missing(a=1)
print(m["a"], m["b"], m, m.get("c"), type(m.copy()), m == {"a": 1, "b": ["b"]})
