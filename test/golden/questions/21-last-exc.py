# A failed call at a prompt keeps my data: sys.last_exc.
# leaks:
import sys
class Frame: pass
def load(data):
    rows = [data] * 2
    return rows[5]
def interactive(code):
    try: code()
    except Exception as e:
        sys.last_exc = e
interactive(lambda: load(Frame()))
