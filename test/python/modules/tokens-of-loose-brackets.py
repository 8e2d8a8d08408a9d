# The module tokenize lets closing brackets be; so inspect finds the source of a lambda within a call.
import inspect
import io
import tokenize


def show(text):
    try:
        found = [token.string for token in tokenize.generate_tokens(io.StringIO(text).readline)]
    except tokenize.TokenError as error:
        found = error
    print(repr(text), found)


for text in "a)\n", "(]\n", "f(lambda: 1)\n)\n", "}\n", "f'{a}}'\n", "f'{a)}'\n", "f'{(a]}'\n", "(\n", "[)\n", "a = (b]\n", "x)(\n":
    show(text)

pair = (lambda x: x), (
    lambda y: y
)
print(inspect.getsource(pair[0]), inspect.getsource(pair[1]), sep="|", end="|\n")
