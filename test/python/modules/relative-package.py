# From which package a relative import starts, by __package__, __spec__, __name__ and __path__, and the warnings on the way.
import types
import warnings

Spec = types.SimpleNamespace


def attempt(name, **space):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(__import__(name, space, {}, ("nothing",), 1))
        except Exception as error:
            print(type(error).__name__, error)
    for warning in caught:
        print("   ", warning.category.__name__, warning.message)


attempt("", __package__=None, __spec__=None, __name__="__main__")
attempt("", __package__=None, __spec__=Spec(parent=3), __name__="__main__")
attempt("", __package__="no_a", __spec__=Spec(parent="no_b"), __name__="__main__")
attempt("", __package__="no_a", __spec__=Spec(parent="no_a"), __name__="__main__")
attempt("", __spec__=Spec(parent="no_b"), __name__="__main__")
attempt("", __spec__=Spec(parent=""), __name__="__main__")
attempt("", __spec__=Spec(), __name__="__main__")
attempt("", __package__="no_a", __spec__=Spec(), __name__="__main__")
attempt("", __name__="__main__")
attempt("", __name__="no_a.b")
attempt("", __name__="no_a.b", __path__=3)
attempt("", __name__=5)
attempt("")
attempt("x", __package__=5)
attempt("x", __package__="")
attempt("x", __package__="collections", __spec__=None)
