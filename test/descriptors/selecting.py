# Arguments, results and errors of select and poll. Runs in an empty directory.
import os, select, time

def t(f, *args):
    try: result = repr(f(*args))
    except Exception as error: result = f"! {type(error).__name__}: {error}"
    print(f.__name__, args, "->", result)

r, w = os.pipe(); file = os.open("file", os.O_RDWR | os.O_CREAT)
class Has:
    def __init__(self, number): self.number = number
    def fileno(self): return self.number
    def __repr__(self): return f"Has({self.number!r})"
t(select.select, [r], [w], [], 0); os.write(w, b"x"); t(select.select, [r], [w], [r], 0); t(select.select, [r, file], [w, file], [file], 0); t(select.select, (Has(r),), [Has(w)], [], 0)
t(select.select, [99], [], [], 0); t(select.select, [], [], [99], 0); t(select.select, [-1], [], [], 0); t(select.select, ["a"], [], [], 0); t(select.select, [1.5], [], [], 0); t(select.select, [Has("x")], [], [], 0); t(select.select, [Has(-2)], [], [], 0)
t(select.select, 5, [], [], 0); t(select.select, [r], [], [], -1); t(select.select, [r], [], [], "a"); t(select.select, [], [], [], 0.01); t(select.select, [2000], [], [], 0); t(select.select, [r], [], []); t(select.select, [r], [], [], None)
t(select.select, [r], [], [], float("nan")); t(select.select, [r], [], [], 1e30)
p = select.poll(); print(type(p), [name for name in dir(p) if name[0] != "_"], type(p).__module__)
t(p.register, r); t(p.register, w, select.POLLOUT); t(p.register, file); t(p.poll, 0); t(p.modify, r, 0); t(p.poll, 0)
t(p.modify, 77, 1); t(p.unregister, 77); t(p.register, 77); t(p.poll, 0); t(p.unregister, 77); t(p.register, r, 99999); t(p.register, r, -1); t(p.register, "a"); t(p.register, -3); t(p.modify, r, "x")
t(p.poll, "a"); t(p.poll, -5); t(p.poll, None); t(p.poll, 0.5); t(p.poll, 1e30); t(p.poll, 2**31); t(p.register); t(p.poll, 1, 2); t(select.poll, 1); t(type(p))
os.read(r, 1); p = select.poll(); p.register(r); start = time.monotonic(); t(p.poll, 30); print(time.monotonic() - start >= 0.03)
os.write(w, b"x"); os.close(w); t(p.poll, 0); os.read(r, 1); t(p.poll, 0); t(select.select, [r], [], [], 0)
r2, w2 = os.pipe(); os.close(r2); p = select.poll(); p.register(w2); t(p.poll, 0); p.modify(w2, 0); t(p.poll, 0); t(select.select, [], [w2], [], 0)
os.close(w2); t(p.poll, 0); t(select.select, [], [w2], [], 0)
print(select.PIPE_BUF, {name: getattr(select, name) for name in sorted(dir(select)) if name.startswith("POLL")}, select.error is OSError)
