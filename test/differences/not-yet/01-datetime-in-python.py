# datetime, zoneinfo and pickle
#
# `datetime`, `ZoneInfo`, `Pickler` and `Unpickler` are the library's own twins in Python of what CPython has in C.

import datetime

print(type(datetime.datetime.now).__name__)

# CPython:
# builtin_function_or_method
# decref:
# method
