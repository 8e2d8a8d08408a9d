# An instance registry in a class attribute.
# why: x
class Plugin:
    registry = []
    def __init__(self): Plugin.registry.append(self)
def load(): Plugin()
load()
x = Plugin.registry[0]
