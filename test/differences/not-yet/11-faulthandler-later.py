# faulthandler
#
# It dumps stacks when asked to, but not later and not at signals.

import faulthandler

try:
    faulthandler.dump_traceback_later(1000)
    print("will")
except NotImplementedError as error:
    print("NotImplementedError:", error)

# CPython:
# will
# decref:
# NotImplementedError: faulthandler.dump_traceback_later() in decref
