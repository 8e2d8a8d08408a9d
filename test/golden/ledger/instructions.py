# Instruction by instruction: what waits on the evaluation stack, and who takes it.
# trace: --instructions
class Node:
    def __init__(self, n): self.n = n
def join(a, b):
    a.next = b
    return [a, b]
pair = join(Node(1), Node(2))
pair.append(pair[0].next)
