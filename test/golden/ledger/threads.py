# Objects that other threads hold.
import decref
import threading


class C:
    pass


shared = C()
started = threading.Event()
done = threading.Event()


def work(argument):
    local = argument
    started.set()
    done.wait()


worker = threading.Thread(target=work, args=(shared,), name="worker")
worker.start()
started.wait()
print(decref.why(shared))
done.set()
worker.join()
print(decref.why(shared))
