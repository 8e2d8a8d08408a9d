# Template strings and string.templatelib.
x=3
t=t"a{x}b{x!r:>5}"
print(repr(t), t.strings, t.interpolations, t.values, list(t), t+t"c", type(t).__mro__, type(t).__module__)
i=t.interpolations[1]
print(repr(i), i.value, i.expression, i.conversion, i.format_spec, type(i).__match_args__, i.__reduce__())
from string.templatelib import Template, Interpolation
print(Template('a', Interpolation(3,'x'), 'b', 'c'), Template(), Interpolation(1), Interpolation(1,'e','r','f'))
def tt(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e)
tt(Template, 3); tt(Template, x=3); tt(Interpolation); tt(Interpolation, 1, 2); tt(Interpolation, 1, 'a', 'z'); tt(lambda: t+'a'); tt(lambda: 'a'+t); print([n for n in dir(t) if not n.startswith('__')], hash(t)!=0, t==t, t"a"==t"a", [type(x).__name__ for x in iter(t)], type(iter(t)))
