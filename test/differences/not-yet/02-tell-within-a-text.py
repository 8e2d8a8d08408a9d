# Text files: tell()
#
# There is none after part of a text with `\r` was read.

import io

file = io.TextIOWrapper(io.BytesIO(b"a\r\nb\r\nc"))
file.read(2)
try:
    print(file.tell())
except NotImplementedError as error:
    print("NotImplementedError:", error)

# CPython:
# 3
# decref:
# NotImplementedError: decref has no tell() in the middle of a text file with '\r' or replaced errors yet
