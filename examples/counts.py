import sys


class Box:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print(self.label, "is gone")


tea = Box("tea")
print(sys.getrefcount(tea))
alias = tea
shelf = [tea]
del tea
alias = None
shelf.clear()
