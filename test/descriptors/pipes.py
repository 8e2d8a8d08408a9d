# Pipes between threads, that wait for one another and for signals; select and poll. Runs in an empty directory.
import os, select, selectors, signal, threading, time

r, w = os.pipe()
def reader():
    pieces = []
    while piece := os.read(r, 4): pieces.append(piece)
    print("read", pieces)
thread = threading.Thread(target=reader); thread.start()
for i in range(3): os.write(w, b"ab%d" % i); time.sleep(0.02)
os.close(w); thread.join()

r, w = os.pipe()
def lines():
    with open(r) as file:
        for line in file: print("line", repr(line))
thread = threading.Thread(target=lines); thread.start()
with open(w, "w") as file:
    for i in range(3): print("hello", i, file=file, flush=True); time.sleep(0.01)
thread.join()

r, w = os.pipe(); written = []
def fill(): written.append(os.write(w, b"x" * 300000)); os.close(w)
thread = threading.Thread(target=fill); thread.start()
size = 0
while piece := os.read(r, 65536): size += len(piece)
thread.join(); print(size, written)

def later(action):
    def run(): time.sleep(0.05); action()
    thread = threading.Thread(target=run); thread.start(); return thread
r, w = os.pipe()
thread = later(lambda: os.write(w, b"!")); print(select.select([r], [], []) == ([r], [], [])); thread.join()
poll = select.poll(); poll.register(r, select.POLLIN); print(poll.poll() == [(r, 1)]); os.read(r, 1)
thread = later(lambda: os.write(w, b"!")); print(poll.poll(5000) == [(r, 1)]); thread.join(); os.read(r, 1)
thread = later(lambda: os.close(w)); print(os.read(r, 1)); thread.join()
with selectors.DefaultSelector() as selector:
    selector.register(r, selectors.EVENT_READ, "data")
    print([(key.data, events) for key, events in selector.select(0)])

r, w = os.pipe()
signal.signal(signal.SIGALRM, lambda *_: os.write(w, b"from the handler")); signal.setitimer(signal.ITIMER_REAL, 0.05)
print(os.read(r, 99))
signal.signal(signal.SIGALRM, lambda *_: 1 / 0); signal.setitimer(signal.ITIMER_REAL, 0.05)
try: os.read(r, 1)
except ZeroDivisionError as error: print(error)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try: select.select([r], [], [])
except ZeroDivisionError as error: print(error)
os.write(w, b"still there"); print(os.read(r, 99))
signal.signal(signal.SIGALRM, signal.SIG_DFL)

def t(f, *args):
    try: result = repr(f(*args))
    except Exception as error: result = f"! {type(error).__name__}: {error}"
    print(f.__name__, [str(a)[:40] for a in args], "->", result)
print("ends"); os.closerange(3, 20); r, w = os.pipe()
t(os.lseek, r, 0, 0); t(os.pread, r, 1, 0); t(os.ftruncate, r, 0); t(os.read, w, 1); t(os.write, r, b"x"); t(os.fsync, r); t(os.posix_fallocate, r, 0, 1); t(os.posix_fadvise, r, 0, 0, 0)
t(os.truncate, r, 4); t(os.fchdir, r); t(os.lockf, r, os.F_LOCK, 0); t(os.isatty, r); t(os.open, "/dev/fd/%d" % r, os.O_RDONLY); t(os.copy_file_range, r, w, 1)
status = os.fstat(r); print(oct(status.st_mode), status.st_size, status.st_ino == os.fstat(w).st_ino)
t(os.get_blocking, r); t(os.set_blocking, r, False); t(os.get_blocking, w); t(os.read, r, 5); os.write(w, b"abc"); t(os.read, r, 2); t(os.read, r, 5); t(os.read, r, 5); t(os.read, r, 0)
with open(r, "rb", 0, closefd=False) as raw, open(r, "rb", closefd=False) as buffered: print(raw.read(5), raw.readall(), raw.readinto(bytearray(3)), buffered.read(5), buffered.read())
os.close(w); t(os.read, r, 5); os.closerange(3, 20); r, w = os.pipe(); os.close(r); t(os.write, w, b"x"); t(os.write, w, b""); os.close(w)

print("full"); r, w = os.pipe2(os.O_NONBLOCK); size = 0
try:
    while True: size += os.write(w, b"x" * 1000)
except BlockingIOError as error: print(size, error)
t(select.select, [], [w], [], 0); os.read(r, 1); t(select.select, [], [w], [], 0); os.read(r, 4096); t(select.select, [], [w], [], 0)
t(os.write, w, b"y" * 100000); t(os.write, w, b"y")
file = open(w, "wb", 8192, closefd=False)
try: file.write(b"z" * 200000)
except BlockingIOError as error: print(error, error.characters_written)
while True:
    try: size += len(os.read(r, 65536))
    except BlockingIOError: break
file.close(); print(len(os.read(r, 65536))); os.closerange(3, 20)
