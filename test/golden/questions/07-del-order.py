# In which order do __del__ run at the end of a function?
# trace: --explain
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    a = A(1)
    b = A(2)
    c = [a]
f()
