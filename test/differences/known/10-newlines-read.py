# Text files: newlines
#
# `newlines` tells of the lines that were read so far; CPython has looked a chunk further.

import io

file = io.TextIOWrapper(io.BytesIO(b"a\nb\r\nc\rd"), newline=None)
file.readline()
print(repr(file.newlines))

# CPython:
# ('\r', '\n', '\r\n')
# decref:
# '\n'
