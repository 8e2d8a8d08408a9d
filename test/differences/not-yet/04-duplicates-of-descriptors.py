# Duplicates of descriptors, and pipes
#
# `os.dup` and `os.pipe` are refused.

import os

try:
    os.dup(1)
    print("duplicated")
except OSError as error:
    print("OSError:", error)

# CPython:
# duplicated
# decref:
# OSError: [Errno 38] Function not implemented
