# The exception that I logged keeps my big object.
# leaks:
class Big: pass
errors = []
def parse(big):
    buffer = [big] * 3
    raise ValueError("bad")
try:
    parse(Big())
except ValueError as e:
    errors.append(e)
