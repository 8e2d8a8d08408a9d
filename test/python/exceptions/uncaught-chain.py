# The chain is printed; the last line is the last exception's.

try:
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("bad value") from e
except ValueError:
    print("before")
    raise RuntimeError("while handling")
