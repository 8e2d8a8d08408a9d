# raise ... from keeps the first error and its frames.
# leaks:
class Payload: pass
saved = []
def inner(payload):
    raise KeyError("k")
def outer():
    try:
        inner(Payload())
    except KeyError as e:
        raise RuntimeError("outer") from e
try:
    outer()
except RuntimeError as e:
    saved.append(e)
