# compile() of ast objects: what it accepts, and what it refuses in which words.
import ast


def attempt(title, tree, mode="exec", *rest):
    try:
        code = compile(tree, "<tree>", mode, *rest)
    except Exception as error:
        print(f"{title}: {type(error).__name__}: {str(error).split(' at 0x')[0]}")
    else:
        print(f"{title}: {code if isinstance(code, ast.AST) else code.co_consts}".split(" at 0x")[0])


sources = [
    "x = 1", "def f(a, /, b: int = 2, *args, c, d=3, **kw) -> str:\n    return a + b", "class C[T](object, metaclass=type):\n    x: int = 1",
    "async def f():\n    async with a as b, c:\n        async for x in y:\n            await z\n    return [i async for i in j]",
    "for i in range(3):\n    pass\nelse:\n    x = 1", "while x:\n    break", "try:\n    pass\nexcept* ValueError as e:\n    raise A from b",
    "try:\n    x\nexcept A:\n    y\nelse:\n    z\nfinally:\n    w", "with a as (b, c): pass", "global g, h\nx = lambda y, *z: (y, z)",
    "match x:\n    case [1, -2, *r]: pass\n    case {'k': 1 + 2j, **rest} | {'l': rest}: pass\n    case C(a, b=None) as d if d: pass\n    case A.B: pass\n    case _: pass",
    "f'{x!r:>{w}} {y=}'", "t'{x}'", "x = {**a, 1: 2}, {1, *b}, [*c], {k: v for k, v in d if k}, (g for g in h)", "x[1:2, ::3] += 4",
    "del x, y[0], z.a", "assert x, 'm'", "from . import a as b, c\nimport d.e as f", "a < b <= c is not d not in e", "(x := 1) if y else not z",
    "type X[*Ts, **P, T: int = str] = list[T]", "def g():\n    x = yield\n    yield from x\n    nonlocal_ = 1", "x: int\n(y): str = 2",
    "'doc'\nfrom __future__ import annotations", "print(1j, b'x', ..., None, True, 10**30, 1.5)",
]
for source in sources:
    tree = ast.parse(source)
    same = compile(tree, "<tree>", "exec") == compile(source, "<tree>", "exec")
    print(same, compile(tree, "<tree>", "exec", dont_inherit=True).co_code == compile(source, "<tree>", "exec", dont_inherit=True).co_code)
print(eval(compile(ast.parse("1 + 2", mode="eval"), "<tree>", "eval")))
exec(compile(ast.parse("print('single')\n5", mode="single"), "<tree>", "single") if False else compile(ast.Interactive([ast.parse("print('s')").body[0]]), "", "single"))
tree = ast.parse("x = 1")
print(compile(tree, "", "exec", ast.PyCF_ONLY_AST) is tree)
print(ast.dump(compile("x = 1 + 2; assert y; __debug__", "", "exec", ast.PyCF_OPTIMIZED_AST)))
print(ast.dump(compile(ast.parse("x = (1, 2 * 3)"), "", "exec", ast.PyCF_OPTIMIZED_AST, optimize=2)))


def name(text, ctx=None):
    return ast.Name(text, ctx or ast.Load(), lineno=1, col_offset=0)


def statement(node):
    return ast.fix_missing_locations(ast.Module([node], []))


def expression(node):
    return ast.fix_missing_locations(ast.Expression(node))


one = ast.Constant(1)
attempt("wrong root", ast.Expression(one))
attempt("wrong root", ast.parse("1"), "eval")
attempt("wrong root", one, "exec")
attempt("no lineno", ast.Module([ast.Pass()], []))
attempt("no lineno", ast.Expression(ast.Name("x", ast.Load())), "eval")
attempt("no col", ast.Module([ast.Pass(lineno=1)], []))
attempt("bad lineno", ast.Module([ast.Pass(lineno="x", col_offset=0)], []))
attempt("no lineno of arg", ast.Module([ast.FunctionDef("f", ast.arguments(args=[ast.arg("a")]), [ast.Pass(lineno=1, col_offset=0)], lineno=1, col_offset=0)], []))
attempt("not a list", ast.Module("body", []))
attempt("not a list", statement(ast.Expr(ast.Call(name("f"), (), []))) if False else ast.Module((), []))
attempt("not a node", ast.Module([1], []))
attempt("not a node", ast.Module(["x"], []))
attempt("not an expr", ast.Module([ast.Expr(ast.Pass(lineno=1, col_offset=0), lineno=1, col_offset=0)], []))
attempt("None statement", ast.Module([None], []))
attempt("None required", ast.Module([ast.Expr(None, lineno=1, col_offset=0)], []))
attempt("identifier", expression(ast.Name(5, ast.Load())), "eval")
attempt("identifier", expression(ast.Name(b"x", ast.Load())), "eval")
attempt("constant name", expression(ast.Name("None", ast.Load())), "eval")
attempt("context", expression(ast.Name("x", ast.Store())), "eval")
attempt("context", statement(ast.Assign([name("x")], one)))
attempt("context", statement(ast.Assign([one], one)))
attempt("context", statement(ast.Delete([name("x")])))
attempt("context", statement(ast.Assign([ast.Tuple([name("x")], ast.Store())], one)))
attempt("odd context", expression(ast.Name("x", ast.Pass())), "eval")
attempt("odd operator", expression(ast.BinOp(one, ast.And(), one)), "eval")
attempt("constant", expression(ast.Constant([1])), "eval")
attempt("constant", expression(ast.Constant((1, {2}))), "eval")
attempt("constant", expression(ast.Constant((1, frozenset({2})))), "eval")
attempt("boolop", expression(ast.BoolOp(ast.And(), [one])), "eval")
attempt("dict", expression(ast.Dict([one], [])), "eval")
attempt("compare", expression(ast.Compare(one, [], [])), "eval")
attempt("compare", expression(ast.Compare(one, [ast.Lt()], [one, one])), "eval")
attempt("generators", expression(ast.ListComp(one, [])), "eval")
attempt("None in list", expression(ast.Tuple([None], ast.Load())), "eval")
attempt("dict None", expression(ast.Dict([None], [name("x")])), "eval")
attempt("lambda", expression(ast.Lambda(ast.arguments([], [], None, [], [], None, [one]), one)), "eval")
attempt("lambda", expression(ast.Lambda(ast.arguments([], [], None, [ast.arg("a")], [], None, []), one)), "eval")
for node in (ast.Assign([], one), ast.Delete([]), ast.Global([]), ast.Nonlocal([]), ast.Import([]), ast.ImportFrom("m", [], 0),
             ast.ImportFrom("m", [ast.alias("x")], -1), ast.With([], [ast.Pass()]), ast.If(one, [], []), ast.While(one, [], []),
             ast.For(name("x", ast.Store()), one, [], []), ast.Try([ast.Pass()], [], [], []), ast.Try([], [], [], [ast.Pass()]),
             ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()]), ast.TryStar([ast.Pass()], [], [], []),
             ast.Try([ast.Pass()], [ast.ExceptHandler(None, None, [])], [], []), ast.Raise(None, one), ast.ClassDef("C", [], [], [], []),
             ast.FunctionDef("f", ast.arguments(), [], []), ast.AnnAssign(ast.Attribute(name("x"), "a", ast.Store()), one, None, 1),
             ast.Match(one, []), ast.Match(one, [ast.match_case(ast.MatchValue(name("x")), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchSingleton(1), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchStar("x"), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchAs(None, "_"), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchAs(ast.MatchAs(), None), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchOr([]), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchMapping([one], []), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchClass(one, [], [], []), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchClass(name("C"), [], ["a"], []), None, [ast.Pass()])]),
             ast.Match(one, [ast.match_case(ast.MatchValue(ast.Constant(None)), None, [ast.Pass()])]),
             ast.Return(one), ast.Break(), ast.Expr(ast.Yield()), ast.Expr(ast.Starred(name("x"), ast.Load()))):
    attempt(type(node).__name__, statement(node))
for positions in ((2, 0, 1, 0), (1, 5, 1, 2), (-1, 0, 1, 0), (1, -1, 1, 0), (1, 0, None, None)):
    attempt("positions", ast.Module([ast.Pass(*(), **dict(zip(("lineno", "col_offset", "end_lineno", "end_col_offset"), positions)))], []))


class Odd(ast.Pass):
    @property
    def lineno(self):
        raise KeyError("own error")


attempt("own error", ast.Module([Odd(col_offset=0)], []))
missing = ast.parse("def f(): pass")
del missing.body[0].body
attempt("missing list", missing)
missing = ast.parse("x + 1")
del missing.body[0].value.op
attempt("missing op", missing)
del missing.body[0].value.left
attempt("missing left", missing)
missing = ast.parse("x")
del missing.body[0].value.ctx
attempt("missing ctx", missing)
for mode, flags in (("func_type", 0), ("bad", 0), ("bad", ast.PyCF_ONLY_AST), ("exec", 1), ("exec", 0x40), ("exec", 1 << 25)):
    attempt(f"mode {mode} {flags}", "1", mode, flags)
attempt("optimize", "1", "exec", 0, False, 3)
attempt("optimize", "1", "exec", 0, False, -2)
attempt("code", compile("1", "", "exec"))
attempt("number", 5)
