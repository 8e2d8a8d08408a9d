"""signal: handlers, what is refused, signals that the program sends itself."""

import signal


def attempt(f, *args):
    try:
        print(f.__name__, args, repr(f(*args)))
    except Exception as error:
        print(f.__name__, args, type(error).__name__, error)


def handler(number, frame):
    print("handled", number, frame.f_code.co_name)


def trigger():
    signal.raise_signal(signal.SIGUSR1)


attempt(signal.getsignal, signal.SIGUSR1)
attempt(signal.signal, signal.SIGUSR1, handler)
attempt(signal.signal, signal.SIGUSR1, 5)
attempt(signal.signal, 0, handler)
attempt(signal.signal, 99, handler)
attempt(signal.getsignal, 99)
attempt(signal.strsignal, signal.SIGTERM)
trigger()
print(signal.getsignal(signal.SIGUSR1) is handler, signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
trigger()
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
try:
    signal.default_int_handler(2, None)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error)
print(signal.SIGINT, signal.Signals(15), signal.SIG_DFL)
