# contextvars: a Token keeps the value that it would restore.
# why: old
import contextvars
class Session: pass
var = contextvars.ContextVar("session")
old = Session()
var.set(old)
token = var.set(Session())
