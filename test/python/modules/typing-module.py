# typing over the native type parameters.
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, '|', e)
import typing
from typing import *
T = TypeVar('T'); print(T, T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__module__, T.has_default(), T.__default__)
print(TypeVar('T', int, str).__constraints__, TypeVar('T', bound=int).__bound__, TypeVar('T_co', covariant=True), TypeVar('T', default=int).__default__)
t(TypeVar, 'T', int); t(TypeVar, 'T', int, str, bound=int); t(TypeVar, 'T', covariant=True, contravariant=True); t(TypeVar); t(TypeVar, 3)
P = ParamSpec('P'); print(P, P.args, P.kwargs, P.args == P.args); Ts = TypeVarTuple('Ts'); print(Ts, *Ts)
print(List[int], Optional[int], Union[int,str], Dict[str, List[T]], Callable[[int], str], Tuple[int, ...], Any, Literal[1,2], ClassVar[int])
class G(Generic[T]): pass
print(G[int], G.__parameters__, G[int].__args__, G[T].__parameters__)
def f[X, *Y, **Z](a: X) -> X: return a
print(f.__type_params__, f(3), f.__annotations__)
class C[A: int, B = str]:
    def m(self, x: A): return x
print(C.__type_params__, C.__type_params__[0].__bound__, C.__type_params__[1].__default__, C.__orig_bases__, C[int], C.__mro__)
type Al[K] = list[K]
print(Al, Al.__value__, Al.__type_params__, Al[int], Al.__name__, Al.__module__)
type R = int | R2
type R2 = str
print(R.__value__)
class Pt(NamedTuple):
    x: int
    y: int = 3
print(Pt(1), Pt._field_defaults)
class TD(TypedDict): a: int
print(TD(a=1), TD.__required_keys__)
class Pr(Protocol):
    def meth(self): ...
@runtime_checkable
class Pq(Protocol):
    def meth(self): ...
class Im:
    def meth(self): pass
print(isinstance(Im(), Pq), isinstance(3, Pq))
print(get_type_hints(f), cast(int, 'a'), T | int)
print(typing.Generic, NoDefault)
import functools
@functools.singledispatch
def sd(x): return 'o'
@sd.register
def _(x: int): return 'i'
print(sd(1), sd('a'))
