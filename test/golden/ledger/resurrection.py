# Finalizers that keep their object, callbacks, and collections.
# trace:
# trace: --explain
import gc
import weakref

saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


bird = Phoenix()
del bird
saved.clear()
bird = Phoenix()
bird.me = bird
watched = weakref.ref(bird, lambda ref: saved.append("told"))
del bird
gc.collect()
saved.clear()
gc.collect()
gc.set_threshold(3)
cycles = [[], [], []]
for cycle in cycles:
    cycle.append(cycle)
del cycles, cycle
others = [[], [], [], []]
gc.set_threshold(2000)
