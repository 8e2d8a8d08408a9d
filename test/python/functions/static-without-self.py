# Static methods of built-in types have no __self__; class and static methods that were never initialised.
def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, e)


print(str.maketrans.__self__, bytes.maketrans.__self__, bytearray.maketrans.__self__, "".maketrans.__self__)
print(dict.fromkeys.__self__, object.__new__.__self__, int.__new__.__self__)
print(repr(str.maketrans).startswith("<built-in method maketrans of type object at "), str.maketrans.__reduce__()[1])
print(str.maketrans == str.maketrans, str.maketrans == "".maketrans, hash(str.maketrans) == hash(str.maketrans))
for cls in (classmethod, staticmethod):
    o = cls.__new__(cls, None)
    for name in ("__func__", "__wrapped__", "__isabstractmethod__", "__dict__", "__name__", "__module__"):
        t(name, lambda: getattr(o, name))
