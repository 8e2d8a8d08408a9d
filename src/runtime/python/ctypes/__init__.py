"""What ctypes can do without memory of C: numbers of C's types, and a look at an object's count, its type or the object itself.

    ctypes.c_ssize_t.from_address(id(x)).value
    ctypes.cast(id(x), ctypes.py_object).value
"""

import _ctypes

__version__ = "1.1.0"


def _refuse(what):
    raise NotImplementedError(f"{what} in decref: there is no memory of C and no library to call")


class _SimpleCData:
    __slots__ = ("_content", "_address")

    def __init__(self, value=None):
        self._address = None
        self._content = self._default if value is None else self._converted(value)

    @classmethod
    def from_address(cls, address, /):
        if not isinstance(address, int):
            raise TypeError("integer expected")
        self = cls()
        self._address = address
        return self

    @classmethod
    def from_buffer(cls, *args):
        _refuse(f"{cls.__name__}.from_buffer()")

    from_buffer_copy = in_dll = from_buffer

    @property
    def value(self):
        return self._content if self._address is None else self._read(self._address)

    @value.setter
    def value(self, value):
        if self._address is not None:
            _refuse("writing to memory")
        self._content = self._converted(value)

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


def _integer(name, size, signed):
    bits = 8 * size

    def wrapped(value):
        value &= (1 << bits) - 1
        return value - (1 << bits) if signed and value >> (bits - 1) else value

    def converted(self, value):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        return wrapped(value)

    def read(self, address):
        low = address % 8
        word = _ctypes._word_at(address - low) >> (8 * low)
        return wrapped(word)

    return type(name, (_SimpleCData,), {"__slots__": (), "__module__": "ctypes", "_default": 0, "_size": size, "_converted": converted, "_read": read})


for _size, _names in {1: "c_byte c_int8", 2: "c_short c_int16", 4: "c_int c_int32", 8: "c_long c_longlong c_ssize_t c_int64"}.items():
    globals().update(dict.fromkeys(_names.split(), _integer(_names.split()[0], _size, True)))
for _size, _names in {1: "c_ubyte c_uint8", 2: "c_ushort c_uint16", 4: "c_uint c_uint32", 8: "c_ulong c_ulonglong c_size_t c_uint64"}.items():
    globals().update(dict.fromkeys(_names.split(), _integer(_names.split()[0], _size, False)))
del _size, _names


class c_void_p(_SimpleCData):
    __slots__ = ()
    _default = None
    _size = 8

    def _converted(self, value):
        return value or None

    def _read(self, address):
        return _ctypes._word_at(address) or None


class py_object(_SimpleCData):
    __slots__ = ()
    _default = None
    _size = 8

    def _converted(self, value):
        return value

    def _read(self, address):
        _refuse("py_object.from_address()")

    def __repr__(self):
        return f"py_object({self.value!r})"


def cast(obj, typ):
    """The object at an address: `cast(id(x), py_object)`; or the address as a pointer."""
    address = obj.value if isinstance(obj, _SimpleCData) else obj
    if typ is py_object:
        return py_object(_ctypes._object_at(address))
    if typ is c_void_p:
        return c_void_p(address)
    _refuse(f"cast() to {typ!r}")


def sizeof(obj_or_type):
    size = getattr(obj_or_type, "_size", None)
    if size is None:
        raise TypeError("this type has no size")
    return size


_ABSENT = frozenset(
    """Array CDLL CFUNCTYPE LibraryLoader POINTER PYFUNCTYPE PyDLL Structure Union addressof byref c_bool c_char c_char_p c_double
    c_float c_longdouble c_wchar c_wchar_p cdll create_string_buffer create_unicode_buffer memmove memset pointer pydll pythonapi
    string_at""".split()
)


def __getattr__(name):
    if name in _ABSENT:
        _refuse(f"ctypes.{name}")
    raise AttributeError(f"module 'ctypes' has no attribute '{name}'")
