# Type comments in the tree, the mode for signatures, and what the grammar refuses of them.
import ast

PyCF_ONLY_AST = 0x400


def tree(source, **options):
    try:
        print(ast.dump(ast.parse(source, **options), include_attributes=True))
    except SyntaxError as error:
        print(type(error).__name__, error.args)


GOOD = [
    "count = 1  # type: int  \n",
    "naïve = word = ''  #type:   str ï\nlast = 2 # type: float",
    "for one in many:  # type: str\n    pass\nelse:\n    one = two # type: ignore[misc] \n",
    "with a as b, c: # type: X\n    pass\nwith (a as b, c): # type: Y\n    pass\n",
    "async def run(\n  a,  # type: A\n  b=1,  # type: B\n  *c,  # type: C\n  d,\n  e=2,  # type: E\n  **f  # type: F\n):\n"
    "  # type: (...) -> int\n  async for x in y: # type: int\n    async with z: # type: str\n      pass\n",
    "def f(a, /, b  # type: B\n  ):  # type: () -> None\n  pass\n",
    "def f(*, a  # type: A\n): pass\n",
    "def f(a,\n  # type: A\n ): pass\n",
    "def f():\n  # type: () -> int\n\n  # only a comment\n  return 1\n",
    "# type: ignore\nif x:\n  # type: ignore-this\n  pass # type: ignore\n# type: ignore",
    "a = 1; b = 2 # type: int\n",
    "call(a, # type: ignore\n  b)\n",
    "x = 1 # types: int\nx = 2 # type : int\nx = 3 # a type: int\n",
]
BAD = [
    "x: int = 1 # type: int\n",
    "x = 1\n# type: int\ny = 2\n",
    "x += 1 # type: int\n",
    "x = (1, # type: int\n 2)\n",
    "if x: # type: int\n  pass\n",
    "def f(): pass # type: () -> int\n",
    "def f(): # type: () -> int\n",
    "def f(): # type: () -> int\n  # type: () -> str\n  pass\n",
    "def f():\n  # type: () -> int\n  # type: () -> str\n  pass\n",
    "def f(*, # type: int\n a): pass\n",
    "def f(a  # type: int\n , b): pass\n",
    "lambda a, # type: int\n: a\n",
    "# type: ignored\n",
    "import a # type: int\n",
]
for source in GOOD + BAD:
    tree(source, type_comments=True)
    tree(source)
tree("x = 1 # type: int", mode="single", type_comments=True)
tree("1 # type: ignore", mode="eval", type_comments=True)
tree("1 # type: int", mode="eval", type_comments=True)

for source in [
    "() -> int",
    "(int, *str, **Any) -> Dict[str, int]\n\n",
    "(*a) -> b",
    "(**a) -> b",
    "(*a, **b) -> c",
    "(a, **b) -> c",
    "(a,\n b) -> c # type: d",
    "(a,) -> b",
    "(**a, *b) -> c",
    "(*a, *b) -> c",
    "(*a, b) -> c",
    "(a=1) -> b",
    "(a) -> b, c",
    "() -> a b",
    "a -> b",
    "",
]:
    tree(source, mode="func_type")
signature = ast.parse("(int, str) -> float", mode="func_type")
print(ast.unparse(signature))
for arguments in [("() -> int", "f", "func_type"), (signature, "f", "func_type"), (signature, "f", "nonsense", PyCF_ONLY_AST)]:
    try:
        compile(*arguments)
    except ValueError as error:
        print(error)

# Compiled code has nothing of them.
plain, typed = "def f(a):\n  pass\nx = 1\n", "def f(a): # type: (int) -> None\n  pass\nx = 1 # type: int\n"
print(compile(plain, "f", "exec").co_code == compile(ast.parse(typed, type_comments=True), "f", "exec").co_code)
print(ast.unparse(ast.parse(typed, type_comments=True)))
