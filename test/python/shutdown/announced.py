import sys
class D:
    def __init__(self,n): self.n=n
    def __del__(self, w=sys.stdout.write): w(f"del {self.n}\n")
