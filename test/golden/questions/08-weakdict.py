# Why is the entry in my WeakValueDictionary still there?
# why: w
import weakref
class Session: pass
sessions = weakref.WeakValueDictionary()
def login():
    s = Session()
    sessions["bob"] = s
    return [s]
token = login()
w = sessions["bob"]
