# Why does my object outlive the function? A frame was kept.
# why: held
import sys
class Thing: pass
def f():
    thing = Thing()
    return sys._getframe()
frame = f()
held = frame.f_locals["thing"]
