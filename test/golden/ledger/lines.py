# How counts change from line to line.
# trace:
# trace: --explain
# trace: --object Box#1
# trace: --from 20 --to 24 --json
import sys
import weakref


class Box:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("gone:", self.label)


tea = Box("tea")
print(sys.getrefcount(tea))
alias = tea
shelf = {"drink": tea}
peek = weakref.ref(tea)
del tea, alias
print("still there")
shelf.clear()
print(peek() is None)


def use(box):
    local = box
    return sys.getrefcount(local)


def pour(box):
    cup = box
    print(use(cup))


coffee = Box("coffee")
pour(coffee)
coffee = None
boxes = [Box(n) for n in range(3)]
boxes[0], boxes[1] = boxes[1], boxes[0]
boxes.pop()


def generator(box):
    yield box
    yield len(box.label)


steps = generator(Box("milk"))
milk = next(steps)
del milk
steps.close()
pair = [Box("left"), Box("right")]
pair[0].other, pair[1].other = pair[1], pair[0]
pair = None
import gc

gc.collect()
try:
    juice = Box("juice")
    raise ValueError("spilt", juice)
except ValueError as error:
    del juice
    print(error.args[1].label)
print("done")
