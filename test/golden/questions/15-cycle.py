# Parent and child refer to one another; del does nothing.
# why: parent
class Node: pass
parent = Node()
child = Node()
parent.child = child
child.parent = parent
del child, parent
