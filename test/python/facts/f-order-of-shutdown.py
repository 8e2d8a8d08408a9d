# What happens in which order at the end of the interpreter: fact F1 (the list is in test/facts.test.ts), each line under its number.
# Asked of a native CPython, since the oracle never ends its main module.
import atexit
import builtins
import gc
import sys
import threading
import types
import weakref


class Says:
    def __init__(self, text):
        self.text = text

    def __del__(self, write=sys.stdout.write, sys=sys, builtins=builtins):
        modules = sys.modules
        state = sys.is_finalizing(), sys.path is None, modules is None or len(modules), hasattr(builtins, "changed")
        write(f"F1 {self.text} {state[0]} {state[1]} {state[2] if state[2] in (None, 0) else 'modules'} {state[3]}\n")


class Target:
    pass


def late():
    print("F1 thread ends", sys.is_finalizing())


# Non-daemon threads are waited for, then functions run, the last registered first.
gate = threading.Event()
threading.Thread(target=lambda: (gate.wait(1), late())).start()
atexit.register(print, "F1 registered first")
target, other = Target(), Target()
weakref.finalize(target, print, "F1 finalize of target")
weakref.finalize(other, print, "F1 finalize of other")
atexit.register(print, "F1 registered last")

# Parts of sys and builtins go first, then modules that nobody holds.
builtins._ = Says("in builtins._")
builtins.changed = 1
sys.last_value = Says("in sys.last_value")
sys.modules["alone"] = alone = types.ModuleType("alone")
alone.value = Says("in a module that only sys.modules holds")
del alone
sys.modules["held"] = held = types.ModuleType("held")
held.value, held._value, held.itself = Says("in a module of a cycle"), Says("_ in a module of a cycle"), held
del held

# What is garbage is collected although the collector is off, then modules are cleared.
gc.disable()
ring = Says("in a cycle")
ring.itself = ring
_private = Says("_private of main")
public = Says("public of main")
print("F1 main ends")
gate.set()
