# Setting and deleting variables of the environment.
import os

os.environ["DECREF_TEST"] = "1"
print(os.getenv("DECREF_TEST"), os.environb[b"DECREF_TEST"])
os.environ.update(DECREF_TEST="2")
print(os.environ.pop("DECREF_TEST"), os.getenv("DECREF_TEST"), "DECREF_TEST" in os.environ)
for name, value in (("a=b", "c"), ("a\0", "b"), ("a", "b\0"), (1, "b"), ("a", 1)):
    try:
        os.environ[name] = value
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
for function, arguments in ((os.putenv, ("", "b")), (os.unsetenv, ("a=",)), (os.unsetenv, ("",)), (os.unsetenv, (3,)), (os.putenv, (b"a", "b"))):
    try:
        print(function(*arguments))
    except (OSError, TypeError) as error:
        print(type(error).__name__, error.args[-1])
