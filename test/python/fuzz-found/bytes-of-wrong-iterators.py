# A TypeError from asking an object for its iterator, whatever it says, is replaced where bytes are made of the object.
class Wrong:
    def __init__(self, result): self.result = result
    def __iter__(self):
        if isinstance(self.result, Exception): raise self.result
        return self.result
for result in ({}, None, TypeError("mine"), ValueError("mine"), [], iter([1, 2])):
    for make in (bytes, bytearray, bytearray().extend, lambda o: bytearray(b"abc").__setitem__(slice(1), o), bytes.fromhex, b"".join):
        try: print(make(Wrong(result)))
        except Exception as e: print(type(e).__name__, e, e.__context__)
