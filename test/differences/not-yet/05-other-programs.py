# Other programs
#
# None can be started.

import subprocess

try:
    subprocess.run(["true"])
    print("has run")
except OSError as error:
    print("OSError:", error)

# CPython:
# has run
# decref:
# OSError: [Errno 38] Function not implemented
