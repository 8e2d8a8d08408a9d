# For programs of facts: a class whose objects say when they die.
import sys


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self, write=sys.stdout.write):
        write(f"F2 {self.n}\n")
