# An observer list keeps subscribers alive.
# why: view
class Bus:
    def __init__(self): self.handlers = []
bus = Bus()
class View:
    def on_event(self): pass
def open_view():
    view = View()
    bus.handlers.append(view.on_event)
    return view
view = open_view()
del view
done = 1
