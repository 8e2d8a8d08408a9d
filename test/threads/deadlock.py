import threading

first, second = threading.Lock(), threading.RLock()
mine, theirs = threading.Event(), threading.Event()
def cross(a, b, told, awaited):
    with a:
        told.set()
        awaited.wait()
        with b: print("never")
one = threading.Thread(target=cross, args=(first, second, mine, theirs), name="one")
two = threading.Thread(target=cross, args=(second, first, theirs, mine), name="two", daemon=True)
one.start(); two.start()
one.join()
