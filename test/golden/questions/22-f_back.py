# A stored frame keeps the locals of all its callers: f_back.
# why: seen
import inspect
class Request: pass
calls = []
def log():
    calls.append(inspect.currentframe())
def view(request):
    log()
def serve():
    view(Request())
serve()
seen = calls[0].f_back.f_locals["request"]
