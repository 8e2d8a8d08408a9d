# except ... as e: e is gone afterwards, is my object, too?
# trace: --explain
class Big: pass
def fail():
    big = Big()
    raise ValueError
try:
    fail()
except ValueError as e:
    kept = e
del kept
