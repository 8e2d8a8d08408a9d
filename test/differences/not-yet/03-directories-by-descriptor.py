# Directories by descriptor
#
# `dir_fd` is refused.

import os

try:
    os.stat(".", dir_fd=os.open("/", os.O_RDONLY))
    print("found")
except NotImplementedError as error:
    print("NotImplementedError:", error)

# CPython:
# found
# decref:
# NotImplementedError: stat: dir_fd unavailable on this platform
