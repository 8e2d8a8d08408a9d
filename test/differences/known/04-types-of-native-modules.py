# Types of native modules
#
# `deque`, `partial`, `re.Pattern`, `array.array` and about a hundred more types that CPython's C modules make at run time are immortal here, as `list` and
# `dict` are. In CPython they are counted: each instance holds its type.

import array
import sys

before = sys.getrefcount(array.array)
kept = [array.array("i") for _ in range(3)]
print(sys.getrefcount(array.array) - before)

# CPython:
# 3
# decref:
# 0
