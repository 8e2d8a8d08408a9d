# input() passes over what flushing raises; and the module _suggestions takes no list subclass.
import _suggestions
import sys


class Input:
    def readline(self):
        return "line\n"


class Output:
    def write(self, text):
        written.append(text)


written = []
kept = sys.stdin, sys.stdout, sys.stderr
sys.stdin, sys.stdout, sys.stderr = Input(), Output(), object()
line = input("prompt")
sys.stdin, sys.stdout, sys.stderr = kept
print(line, written)


class MyList(list):
    pass


try:
    _suggestions._generate_suggestions(MyList(["a"]), "a")
except TypeError as error:
    print(error)
