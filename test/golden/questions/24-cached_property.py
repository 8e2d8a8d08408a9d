# functools.cached_property: who holds the computed value?
# why: conn
import functools
class Engine:
    @functools.cached_property
    def pool(self): return Pool()
class Pool: pass
engine = Engine()
conn = engine.pool
