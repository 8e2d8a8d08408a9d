# The hash of a view asks its exporter's.
print(hash(memoryview(b"abc")) == hash(b"abc"))
for exporter in bytearray(b"abc"), b"abc":
    try:
        print(hash(memoryview(exporter).toreadonly()) == hash(b"abc"))
    except TypeError as error:
        print(error)
