# Why is my WeakSet not empty after del?
# leaks: --all
import weakref
class Listener:
    def __init__(self): self.callback = self.on
    def on(self): pass
listeners = weakref.WeakSet()
l = Listener()
listeners.add(l)
del l
print(len(listeners))
