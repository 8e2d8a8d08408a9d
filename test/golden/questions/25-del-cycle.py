# My __del__ is not called when I del the object.
# why: tree
class Tree:
    def __init__(self):
        self.leaf = Leaf(self)
    def __del__(self): print("tree closed")
class Leaf:
    def __init__(self, tree): self.tree = tree
tree = Tree()
del tree
