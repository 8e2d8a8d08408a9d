# atexit.register with a method keeps the whole application.
# leaks:
import atexit
class App:
    def __init__(self): self.cache = {n: [n] for n in range(3)}
    def close(self): pass
def start():
    app = App()
    atexit.register(app.close)
start()
