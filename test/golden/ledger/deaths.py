# Questions about objects that are dead, or whose name is gone.
# why: by_del by_rebinding by_return by_collector by_owner still_alive temporary:35 y:24 by_del:16
import gc


class C:
    pass


class Finalized:
    def __del__(self):
        C()


by_del = C()
by_owner = C()
box = [by_owner]
by_rebinding = Finalized()
still_alive = C()
box2 = [still_alive]
def f():
    y = C()
    del y
    by_return = C()


f()
by_collector = C()
by_collector.me = by_collector
del by_collector, by_owner, still_alive, by_del
gc.collect()
by_rebinding = None
del by_rebinding
box.clear()
temporary = [1]
