# Native modules imported twice
#
# A native module that is dropped from `sys.modules` and imported again is a new module here too, but as long as something keeps its types alive, the
# new module has the same ones; in CPython it makes its own.

import array
import sys

kept = array.array
del sys.modules["array"], array
import array

print(array.array is kept)

# CPython:
# False
# decref:
# True
