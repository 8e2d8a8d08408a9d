# hashlib
#
# Of OpenSSL's algorithms `sm3` is missing.

import hashlib

print("sm3" in hashlib.algorithms_available)

# CPython:
# True
# decref:
# False
