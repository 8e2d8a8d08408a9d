# The module faulthandler: now, later, at signals. Runs in an empty directory.
import faulthandler, os, re, signal, time

fd = os.open("shown", os.O_RDWR | os.O_CREAT | os.O_TRUNC)

def shown(label):
    text = os.pread(fd, 99999, 0).decode(); os.ftruncate(fd, 0); os.lseek(fd, 0, 0)
    text = re.sub(r'File "[^"]*/', 'File "', re.sub(r"0x[0-9a-f]+( \[.*\])?", "0x?", text))
    print(f"--- {label}\n{text}", end="")

def t(f, *args, **kwargs):
    try: result = f(*args, **kwargs)
    except Exception as error: result = f"! {type(error).__name__}: {error}"
    print(f.__name__, args, kwargs or "", "->", result)

def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end: pass

def sleep(seconds): time.sleep(seconds)

t(faulthandler.dump_traceback, fd); shown("all")
t(faulthandler.dump_traceback, fd, all_threads=False); shown("one")
t(faulthandler.dump_traceback, -1); t(faulthandler.dump_traceback, 2**40); t(faulthandler.dump_traceback, "x")
t(faulthandler.dump_traceback_later, 0.05, file=fd); spin(0.2); shown("later, spinning")
t(faulthandler.dump_traceback_later, 0.05, file=fd); sleep(0.2); shown("later, sleeping")
t(faulthandler.dump_traceback_later, 0.1, True, fd); sleep(0.25); t(faulthandler.cancel_dump_traceback_later); sleep(0.2); shown("repeated")
t(faulthandler.dump_traceback_later, 0.05, file=fd); faulthandler.cancel_dump_traceback_later(); spin(0.1); shown("cancelled")
t(faulthandler.dump_traceback_later, 3661.5, file=fd); t(faulthandler.dump_traceback_later, 0); t(faulthandler.dump_traceback_later, -1); t(faulthandler.dump_traceback_later, 1e30)
t(faulthandler.dump_traceback_later, 1, file="x"); t(faulthandler.dump_traceback_later, 1, file=-1); t(faulthandler.dump_traceback_later); t(faulthandler.cancel_dump_traceback_later)

t(faulthandler.register, signal.SIGUSR1, fd); os.kill(os.getpid(), signal.SIGUSR1); shown("at a signal")
t(faulthandler.register, signal.SIGUSR1, fd, all_threads=False); signal.raise_signal(signal.SIGUSR1); shown("at a signal, one")
print(signal.getsignal(signal.SIGUSR1)); t(faulthandler.unregister, signal.SIGUSR1); t(faulthandler.unregister, signal.SIGUSR1)
signal.signal(signal.SIGUSR1, lambda signum, frame: print("handler", signum))
t(faulthandler.register, signal.SIGUSR1, fd, chain=True); os.kill(os.getpid(), signal.SIGUSR1); shown("chained")
t(faulthandler.register, signal.SIGUSR1, fd, chain=False); os.kill(os.getpid(), signal.SIGUSR1); shown("not chained")
t(faulthandler.unregister, signal.SIGUSR1); os.kill(os.getpid(), signal.SIGUSR1); shown("unregistered")
for wrong in (0, 99, signal.SIGSEGV, signal.SIGKILL, "a"): t(faulthandler.register, wrong, fd)
for wrong in (0, 11, "a"): t(faulthandler.unregister, wrong)
t(faulthandler.is_enabled); t(faulthandler.enable, fd); t(faulthandler.is_enabled); t(faulthandler.disable); t(faulthandler.disable); t(faulthandler.is_enabled); t(faulthandler.enable, "x"); t(faulthandler.enable, -1)
