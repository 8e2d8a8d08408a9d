# How the main module's objects die at the end if it has neither functions nor classes: fact F2 (the list is in
# test/facts.test.ts). Asked of a native CPython, since the oracle never ends its main module.
import sys

from announcing import D

print("F2")
a = D("a")
ring = D("in a cycle")
ring.itself = ring
_c = D("_c")
z = D("z")
b = D("b")
sys.modules["other"] = type(sys)("other")
sys.modules["other"].value = D("of another module")
