# hashlib
#
# It has what needs no OpenSSL, so neither `pbkdf2_hmac` nor `scrypt`.

import hashlib

print(hasattr(hashlib, "pbkdf2_hmac"))

# CPython:
# True
# decref:
# False
