# The annotations of a module aren't kept while its code runs for the first time: there may come more.
import importlib.util
import sys
import types


class Spec:
    pass


def cached(module):
    return "__annotations__" in vars(module)


module = types.ModuleType("partial")
module.__spec__ = Spec()
module.__spec__._initializing = True
module.__annotate__ = lambda format: {"x": format}
print(module.__annotations__, cached(module), module.__annotations__ is module.__annotations__)
module.__spec__._initializing = False
print(module.__annotations__, cached(module), module.__annotations__ is module.__annotations__)

SOURCE = """
v1: int
seen = __import__("sys").modules[__name__].__annotations__
v2: int
"""


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(SOURCE, module.__dict__)


spec = importlib.util.spec_from_loader("half", Loader())
half = sys.modules["half"] = importlib.util.module_from_spec(spec)
spec._initializing = True
spec.loader.exec_module(half)
spec._initializing = False
print(half.seen, half.__annotations__, cached(half))
