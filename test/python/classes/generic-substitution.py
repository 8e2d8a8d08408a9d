# Arguments of generic aliases: unpacked tuples and what stands for several.
from typing import Annotated, Callable, ParamSpec, Tuple, TypeVar, TypeVarTuple

T, T1, T2 = TypeVar("T"), TypeVar("T1"), TypeVar("T2")
Ts, P = TypeVarTuple("Ts"), ParamSpec("P")

print(list[T][*tuple[int]], dict[T1, T2][*tuple[int, str]], dict[T1, T2][int, *tuple[str]], list[T][*Tuple[int]])
print(tuple[*Ts][()], tuple[*Ts][int], tuple[*Ts][int, str], tuple[*Ts][*tuple[int, ...]], tuple[*Ts][*tuple[*Ts]])
print(Annotated[tuple[*Ts], "note"][int], Annotated[tuple[*Ts], "note"][int, str])
print(list[tuple[*Ts]][int, str], tuple[T, *Ts][int], tuple[*Ts, T][int, str, bool])
print(Tuple[*Ts][int, str] == Tuple[int, str], tuple[*Ts][int, str] == tuple[int, str])


class My[**P, V]:
    pass


C = Callable[[int, *Ts, str], T]
print(C[bool, bytes, float], My[[Callable[[int, *Ts, str], T]], T][bool, bytes, float])
for alias, arguments in ((list[T], (int, str)), (dict[T1, T2], int), (tuple[T, *Ts], ()), (list[int], str)):
    try:
        print(alias[arguments])
    except TypeError as error:
        print(error)
