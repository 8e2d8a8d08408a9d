# SystemExit with a text: printed to stderr, exit code 1.

import sys

print("before")
sys.exit("a message for stderr")
