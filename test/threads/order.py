"""Who runs when: decref's own order, the same in every run."""
import sys, threading, time, _thread

log = []
def spin(name, turns):
    for i in range(turns):
        log.append(name)
        for _ in range(400): pass
sys.setswitchinterval(0.001)
threads = [threading.Thread(target=spin, args=(name, 20)) for name in "abc"]
for t in threads: t.start()
for t in threads: t.join()
print("turns", "".join(log))
sys.setswitchinterval(0.005)

# A lock goes to the one that has waited longest.
log.clear()
lock = _thread.allocate_lock()
lock.acquire()
def queue_up(name):
    for _ in range(3):
        with lock: log.append(name)
threads = [threading.Thread(target=queue_up, args=(name,)) for name in "abc"]
for t in threads: t.start()
print("nobody yet", log)
lock.release()
for t in threads: t.join()
print("lock", "".join(log))

# Those that sleep go on in the order of their times.
log.clear()
def sleep(name, *times):
    for seconds in times:
        time.sleep(seconds)
        log.append(name)
threads = [threading.Thread(target=sleep, args=args) for args in (("a", 0.03, 0.04), ("b", 0.01, 0.04), ("c", 0.02, 0.08))]
for t in threads: t.start()
for t in threads: t.join()
print("sleep", "".join(log))

# What a native call runs is left alone for twenty turns, and for longer if the others wait for it.
log.clear()
def other(): log.append("other")
def key(x):
    for _ in range(1000): pass
    log.append(x)
    return x
t = threading.Thread(target=other)
start = _thread.start_new_thread(other, ())
sorted(range(3), key=key)
for _ in range(20000): pass
print("sorted", log)

# Identities and names
def who(): log.append((threading.get_ident(), threading.get_native_id(), threading.current_thread().name))
for generation in range(2):
    log.clear()
    threads = [threading.Thread(target=who) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
    print(log)
