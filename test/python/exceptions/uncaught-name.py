# A suggestion is added to the name.

counter = 1


def f():
    print("in f")
    return conter + 1


f()
