# An object of every type that can hold others, in each of its slots: is it tracked, does it give up what it
# held when it dies, and does the collector find a cycle that only goes through this slot? Here: what typing and templates need.
import types, typing
from slots_of_types import holding, section

def started(it):
    next(it)
    return it

def lazy(n):
    type A[T: n] = list[n]
    return A

def lazy_known(n):
    type A = list[n]
    A.__value__
    return A

def bound_lazily(n):
    def f[T: n, U: (n, int), V = n]() -> None: pass
    return f.__type_params__

section("typing",
    alias=lambda n: types.GenericAlias(list, n), alias_origin=lambda n: types.GenericAlias(n, int), alias_args=lambda n: types.GenericAlias(list, (n, int)), unpacked=lambda n: next(iter(types.GenericAlias(tuple, (n,)))),
    alias_iter=lambda n: iter(types.GenericAlias(list, n)), union=lambda n: int | types.GenericAlias(list, n), parameters=lambda n: (lambda a: (a.__parameters__, a)[1])(types.GenericAlias(list, (typing.TypeVar("T"), n))),
    bound=lambda n: typing.TypeVar("T", bound=n), constraints=lambda n: typing.TypeVar("T", n, int), default=lambda n: typing.TypeVar("T", default=n), var_attribute=lambda n: holding(typing.TypeVar("T"), n),
    spec=lambda n: typing.ParamSpec("P", bound=n), spec_default=lambda n: typing.ParamSpec("P", default=n), spec_args=lambda n: typing.ParamSpec("P", bound=n).args, spec_kwargs=lambda n: typing.ParamSpec("P", bound=n).kwargs,
    tuples=lambda n: typing.TypeVarTuple("Ts", default=n), type_alias=lambda n: typing.TypeAliasType("A", n), lazy=lazy, lazy_known=lazy_known, lazy_params=bound_lazily,
    alias_params=lambda n: typing.TypeAliasType("A", int, type_params=(typing.TypeVar("T", bound=n),)), lazy_bound=lambda n: bound_lazily(n)[0], evaluated=lambda n: (lambda p: (p[0].__bound__, p[1].__constraints__, p[2].__default__, p)[3])(bound_lazily(n)),
    evaluator=lambda n: typing.TypeVar("T", bound=n).evaluate_bound, evaluator_constraints=lambda n: typing.TypeVar("T", n, int).evaluate_constraints, evaluator_alias=lambda n: lazy(n).evaluate_value,
    alias_index=lambda n: lazy(n)[n], new_type=lambda n: typing.NewType("N", n))

section("templates", template=lambda n: t"a{n}b", interpolation=lambda n: t"{n}".interpolations[0], spec=lambda n: t"{1:{2}}{n!r:x}", iterator=lambda n: iter(t"{n}a{n}"), started=lambda n: started(iter(t"a{n}b")))
