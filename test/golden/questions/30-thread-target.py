# A thread that was never started keeps its arguments.
# why: payload
import threading
class Payload: pass
payload = Payload()
t = threading.Thread(target=print, args=(payload,))
