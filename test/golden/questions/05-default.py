# A mutable default argument grows.
# why: seen
def add(x, into=[]):
    into.append(x)
    return into
class C: pass
seen = add(C())
