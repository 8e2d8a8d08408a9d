# A metaclass's mro() names a class that is no base: its changes are seen at once, by subclasses too.
class Base:
    value = 1


class Meta(type):
    def mro(cls):
        return (cls, Base, object)


class Weird(metaclass=Meta):
    pass


class Child(Weird):
    def mro(cls):
        return type.mro(cls)


def look():
    return Base.value, Weird.value, Child.value, Weird().value, Child().value


for i in range(1, 6):
    Base.value = i
    print([look() for _ in range(20)][-1])
Base.method = lambda self: "base"
print(Weird().method(), Child().method())
Weird.value = "own"
print(look())
del Weird.value
print(look())
Base.__len__ = lambda self: 7
try:
    print(len(Weird()))
except TypeError as e:
    print(e)
print(Weird.__mro__, Child.__mro__, issubclass(Weird, Base), Base.__subclasses__())
