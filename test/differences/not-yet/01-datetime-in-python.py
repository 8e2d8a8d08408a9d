# Twins in Python
#
# `datetime`, `ZoneInfo`, `Pickler` and `Unpickler`, `SimpleQueue`, and `Task` and `Future` of asyncio are what the library has in Python for systems without
# those that CPython has in C.

import datetime

print(type(datetime.datetime.now).__name__)

# CPython:
# builtin_function_or_method
# decref:
# method
