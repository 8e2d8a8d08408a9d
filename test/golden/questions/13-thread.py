# threading.local keeps values per thread.
# why: data.value
import threading
class V: pass
data = threading.local()
data.value = V()
