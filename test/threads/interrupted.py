import sys, threading, time

stop = threading.Event()
def work():
    stop.wait(1000)
    print("worker ends")
t = threading.Thread(target=work); t.start()
print("ready", flush=True)
try: t.join()
except KeyboardInterrupt: print("interrupted in", sys._getframe().f_code.co_name, threading.current_thread().name)
stop.set()
t.join()
def spin():
    while not stop.is_set(): pass
stop.clear()
t = threading.Thread(target=spin); t.start()
print("ready", flush=True)
try:
    while True: time.sleep(10)
except KeyboardInterrupt: print("interrupted again")
stop.set()
t.join()
