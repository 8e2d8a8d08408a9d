# Instances with a cached method never die.
# leaks:
import functools
class Repo:
    @functools.cache
    def get(self, n): return n
def use():
    Repo().get(1)
use()
