# A context variable keeps its value.
# why: v
import contextvars
class V: pass
var = contextvars.ContextVar("request")
v = V()
var.set(v)
