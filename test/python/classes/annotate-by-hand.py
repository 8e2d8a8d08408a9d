# A class that defines `__annotate__` itself: it goes before the function that the compiler makes of its annotations.


def show(cls, what):
    print(what, cls.__annotations__, sorted(name for name in cls.__dict__ if "anno" in name))


class Both:
    a: int

    def __annotate__(format):
        return {"b": format}


print(Both.__annotate__(2))
show(Both, "both")


class Only:
    def __annotate__(format):
        return {"b": int}


show(Only, "only")
Only.__annotate__ = lambda format: {"c": int}
show(Only, "set")


class Nothing:
    a: int
    __annotate__ = None


show(Nothing, "none")


class Static:
    a: int

    @staticmethod
    def __annotate__(format):
        return 55


try:
    Static.__annotations__
except TypeError as error:
    print(error)


class Late:
    __annotate__ = None


Late.__annotate__ = lambda format: {"c": int}
show(Late, "late")
Late.__annotations__ = {}
show(Late, "annotations set")
