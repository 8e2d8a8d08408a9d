# Replacing an attribute: when does the old one die?
# trace: --explain
class Buffer:
    def __del__(self): print("freed")
class Window: pass
w = Window()
w.buffer = Buffer()
w.buffer = Buffer()
w.buffer = None
