# lru_cache with maxsize: which arguments does it still hold?
# leaks:
import functools
class User:
    def __init__(self, n): self.n = n
@functools.lru_cache(maxsize=2)
def greet(user, *, tone="dry"): return user.n
for i in range(5):
    greet(User(i), tone="kind")
