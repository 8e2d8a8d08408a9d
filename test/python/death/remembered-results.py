"""Results that functools.lru_cache remembers die when they are pushed out or the cache is cleared, oldest first."""

import functools
class T:
    def __init__(self,n): self.n=n
    def __del__(self): print("dies", self.n)
@functools.lru_cache(maxsize=2)
def cached(n): return T(n)
cached(1); cached(2)
cached.cache_clear()
print("--")
cached(3); cached(4); cached(5)
@functools.lru_cache(maxsize=None)
def c2(n): return T(n)
c2(1); c2(2); c2.cache_clear()
del cached, c2
