# A class attribute's class becomes a descriptor's after code has got used to it.


class Descriptor:
    pass


class Owner:
    value = Descriptor()

    def __init__(self):
        self.value = "own"


def read(o):
    return o.value


owner = Owner()
for _ in range(20):
    read(owner)
Descriptor.__get__ = lambda self, instance, cls: "got"
print(read(owner))
Descriptor.__set__ = lambda self, instance, value: print("set", value)
print(read(owner))
owner.value = "new"
del Descriptor.__set__
owner.value = "newest"
print(read(owner), owner.__dict__)


class Late:
    pass


class Meta(type):
    attribute = Late()


class Class(metaclass=Meta):
    attribute = "own"


def read_class():
    return Class.attribute


for _ in range(20):
    read_class()
Late.__get__ = lambda self, instance, cls: "got"
Late.__set__ = lambda self, instance, value: None
print(read_class())


class Plain:
    pass


class Data:
    def __get__(self, instance, cls):
        return "data"

    def __set__(self, instance, value):
        print("data set", value)


class Holder:
    value = Plain()

    def __init__(self):
        self.value = "own"


def write(o, value):
    o.value = value


holder = Holder()
for _ in range(20):
    read(holder)
    write(holder, "own")
Holder.__dict__["value"].__class__ = Data
print(read(holder))
write(holder, 1)


class Base:
    pass


class Derived(Base):
    pass


class Other:
    value = Derived()

    def __init__(self):
        self.value = "own"


other = Other()
for _ in range(20):
    read(other)


class DataBase:
    __get__ = Data.__get__
    __set__ = Data.__set__


Derived.__bases__ = (DataBase,)
print(read(other))
