# Keyword arguments of subclasses of itertools' types with their own __init__, and the largest steps.
import sys
from itertools import accumulate, chain, count, cycle, dropwhile, filterfalse, islice, pairwise, starmap, takewhile

CASES = (
    (cycle, ([],)), (chain, ([],)), (starmap, (max, [])), (islice, ([], 1)), (takewhile, (max, [])), (dropwhile, (max, [])),
    (filterfalse, (None, [])), (accumulate, ([],)), (pairwise, ([],)),
)
for base, arguments in CASES:

    class Own(base):
        def __init__(self, *arguments, **keywords):
            print(sorted(keywords), end=" ")

    class Plain(base):
        pass

    for cls in (base, Plain, Own):
        try:
            cls(*arguments, extra=3)
            print(base.__name__, "made")
        except TypeError as error:
            print(error)

print(list(islice(count(), 1, 10, sys.maxsize)))
for arguments in ((1, 10, sys.maxsize + 1), (sys.maxsize + 1,), (2, None, True)):
    try:
        print(next(islice(count(), *arguments)))
    except ValueError as error:
        print(error)
