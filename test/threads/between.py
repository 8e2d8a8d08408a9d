"""A native call of one thread above that of another, which has to return first."""
import threading

inner, outer = threading.Lock(), threading.Lock()
inner.acquire(); outer.acquire()
def below(x):
    inner.acquire()
    return x
def above(x):
    outer.acquire()
    return x
def first():
    print(list(map(below, [1])))
    outer.release()
def second():
    try: print(list(map(above, [2])))
    except RuntimeError as error: print(str(error).splitlines()[0])
a = threading.Thread(target=first, name="first"); a.start()
b = threading.Thread(target=second, name="second"); b.start()
inner.release()
a.join(); b.join()
