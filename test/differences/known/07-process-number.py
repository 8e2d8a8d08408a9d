# Processes
#
# This process is always number 1, and `os.kill` reaches no other.

import os

print(os.getpid() == 1)

# CPython:
# False
# decref:
# True
