# What instructions do to counts.
# dis:
# dis: --run
class Box:
    pass


def swap(a, b):
    c = a
    a = b
    return [c, a, Box()]


first = Box()
pair = swap(first, Box())
for box in pair:
    box.twin = first
del first, box
pair.clear()
try:
    raise KeyError(Box())
except KeyError as e:
    kept = e
