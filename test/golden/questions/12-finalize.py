# weakref.finalize with a bound method keeps the object.
# why: r
import weakref
class Res:
    def close(self): pass
def make():
    r = Res()
    weakref.finalize(r, r.close)
    return r
r = make()
