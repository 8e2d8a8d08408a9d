# Native recursion
#
# A `repr` that calls a `repr` … is bounded by JavaScript's stack: where `node` was started without `--stack-size`, RecursionError comes earlier than in CPython.
