# Sizes
#
# A list or tuple holds at most 89 million items, a str 536 million characters: more raises MemoryError.

try:
    print(len([0] * 100_000_000))
except MemoryError as error:
    print(repr(error))

# CPython:
# 100000000
# decref:
# MemoryError()
