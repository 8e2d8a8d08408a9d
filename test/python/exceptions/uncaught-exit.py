# SystemExit with a number is the exit code; finally and atexit still run.

import sys

try:
    print("leaving")
    sys.exit(7)
finally:
    print("finally")
