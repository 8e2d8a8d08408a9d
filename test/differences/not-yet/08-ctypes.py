# ctypes
#
# It reads the count, the type and the object at an address that `id()` gave, and has the integers of C. It has no memory and calls no library, and the flags in
# the upper half of an immortal object's first word read as 0.

import ctypes

try:
    print(ctypes.CDLL(None) is not None)
except NotImplementedError as error:
    print("NotImplementedError:", error)

# CPython:
# True
# decref:
# NotImplementedError: ctypes.CDLL in decref: there is no memory of C and no library to call
