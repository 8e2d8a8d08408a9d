# ast: trees made by compile(), dump, walk, literal_eval, unparse.
import ast
print(ast.dump(ast.parse("x = 1 + f(a, *b, k=2)[3:4] if y else -z\ndef g(a: int=3, /, *, b): return a and b or not (1 < 2 <= 3)\nclass C(B, m=1):\n  'doc'\n  async def q(self): await x\nfrom . import a as b\nmatch x:\n  case {'a': 1, **r}: pass\nf'{x!r:>{w}} z'")))
print(ast.dump(ast.parse("1+2", mode='eval'), indent=1), ast.literal_eval("{'a': [1, -2.5, (None, True), b'x', 3+4j]}"), ast.unparse(ast.parse("x=[i for i in y if i]")))
try: ast.parse("x = = 2")
except SyntaxError as e: print(e, e.lineno, e.offset)
n = ast.Name('a', ast.Load()); print(ast.dump(n), n._fields, ast.Constant(3).value, ast.dump(ast.Call(ast.Name('f'))), isinstance(n, ast.expr))
for x in ast.walk(ast.parse("a+b")): print(type(x).__name__)
