# A WeakKeyDictionary whose value refers to its key never shrinks.
# why: node
import weakref
class Node: pass
meta = weakref.WeakKeyDictionary()
node = Node()
meta[node] = {"owner": node}
del node
