# `**` with a name that is no string: the call's inputs die lowest first.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def f(*args, **kwargs):
    pass


def fresh():
    function = lambda *args, **kwargs: None
    function.owner = D("function")
    return function


for call in (
    lambda: f(D("argument"), **{2: D("value")}),
    lambda: fresh()(D("argument"), **{"a": D("a"), 2: D("value")}),
    lambda: print(D("argument"), **{2: D("value")}),
    lambda: D(D("argument"), **{2: D("value")}),
):
    try:
        call()
    except TypeError as error:
        print(error)
