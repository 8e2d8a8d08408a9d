# What compile() makes of file names, of warnings that are errors, of long literals and of trees that cannot be.
import ast
import sys
import warnings


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


for name in ("file.py", b"file.py", Path("path.py"), bytearray(b"file.py"), memoryview(b"file.py"), list(b"file.py"), Path(4), "a\0b"):
    try:
        print(compile("pass", name, "exec").co_filename)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

sources = ["0xfor x", "a = 1\nb = 0xfin x", "x = '\\d'", "assert (1, 'a')", "x is 1", "(1, 2)\n[(1, 2)(3)]", "1is 1", "'\\777'"]
with warnings.catch_warnings():
    warnings.simplefilter("error", SyntaxWarning)
    for source in sources:
        try:
            compile(source, "<source>", "exec")
        except SyntaxError as error:
            print(type(error).__name__, error.args, error.__context__)

sys.set_int_max_str_digits(3000)
for source in ("a = 1\nb = " + "3" * 3001, "3" * 3000, "3_3" * 2000, "0x" + "3" * 3001, "3" * 3001 + "j"):
    try:
        compile(source, "<source>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.args)
sys.set_int_max_str_digits(0)
print(eval("3" * 5000) % 1000)

target = ast.Constant(value=1)
tree = ast.Expression(body=ast.NamedExpr(target=target, value=ast.Constant(value=3)))
try:
    compile(ast.fix_missing_locations(tree), "<tree>", "eval")
except TypeError as error:
    print(error)
