# A function made of a module's code: its globals are its locals, also when the code is a coroutine's.
import ast
import types

SOURCE = "x = 1\ny = [i for i in range(2)]\nprint(x, y, locals() is globals())\nclass C: pass\ndel x\n"
space = {"__builtins__": __builtins__}
function = types.FunctionType(compile(SOURCE, "<f>", "exec"), space)
print(function(), sorted(name for name in space if name != "__builtins__"))
print(list(map(lambda f: f(), [function])))

awaiting = compile("async def f(): return 5\nz = await f()\nprint(z)\ntotal = z + 1", "<f>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
space = {"__builtins__": __builtins__}
coroutine = types.FunctionType(awaiting, space)()
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value, space["total"])
print(types.FunctionType(compile("x = 3; print(x)", "<f>", "single"), {"__builtins__": __builtins__})())
print(types.FunctionType(compile("a + 1", "<f>", "eval"), {"a": 2})())
