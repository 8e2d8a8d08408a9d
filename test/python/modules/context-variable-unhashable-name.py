# The name of a context variable must have a hash, as it is made into the variable's own.
import contextvars


class Name(str):
    pass


class Unhashable(str):
    def __eq__(self, other):
        return self is other


for name in "plain", Name("subclass"), Unhashable("unhashable"), 5:
    try:
        print(contextvars.ContextVar(name).name)
    except TypeError as error:
        print(error)
