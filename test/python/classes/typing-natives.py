# typing: text in unions, where a type parameter comes from; contexts take no arguments; keywords that are given twice.
import contextvars
from typing import TypeVar, Union, get_args

T = TypeVar("T")
print(get_args(T | "x"), Union[int, "x"].__args__, (int | float).__module__, T.__module__)
for operation in (lambda: int | "x", lambda: Union[int, 3], lambda: T | 3):
    try:
        print(operation())
    except TypeError as error:
        print(error)
namespace = {}
exec("from typing import ParamSpec, TypeVar, TypeVarTuple\nT, P, Ts = TypeVar('T'), ParamSpec('P'), TypeVarTuple('Ts')", namespace)
print(namespace["T"].__module__, namespace["P"].__module__, namespace["Ts"].__module__)

for arguments, keywords in (((1,), {}), ((), {"a": 1})):
    try:
        contextvars.Context(*arguments, **keywords)
    except TypeError as error:
        print(error)


def call(**keywords):
    pass


for first, second in (({1: 3}, {1: 5}), ({"a": 1}, {"a": 2}), ({1: 3}, {"a": 2})):
    try:
        call(**first, **second)
    except TypeError as error:
        print(error)
