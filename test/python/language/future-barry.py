# `<>` in place of `!=`, by the future import and by the flag that code compiled under it hands on.
import ast
import __future__

FLAG = __future__.barry_as_FLUFL.compiler_flag
IMPORT = "from __future__ import barry_as_FLUFL\n"


def attempt(source, flags=0):
    try:
        exec(compile(source, "<f>", "exec", flags))
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.args)


for source in [
    "print(1 <> 2)",
    "print(1 != 2)",
    "print(1 <> 2 <> 2)",
    "print(f'{1 <> 2}')",
    "print(f'{1 != 2}')",
    "1 < > 2",
    "(1 != )",
    "1 <> 2 3",
    "x = 1 <> ",
    "if 1 <> 1: pass\nelse: print('equal')",
    "exec('print(3 <> 4)')",
    "exec('print(3 != 4)')",
    "print(eval('5 <> 5'))",
]:
    attempt(source)
    attempt(source, FLAG)
    attempt(IMPORT + source)
attempt("from __future__ import (barry_as_FLUFL as b); print(b.compiler_flag == 0x400000, 1 <> 2)")
attempt("from .__future__ import barry_as_FLUFL\n1 <> 2")
attempt(IMPORT + "if 1 != 2:\n  pass\n)")
print(ast.dump(compile("a <> b", "<f>", "eval", FLAG | ast.PyCF_ONLY_AST)))
print(hex(compile(IMPORT, "<f>", "exec").co_flags))
