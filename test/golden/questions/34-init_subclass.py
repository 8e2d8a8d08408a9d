# A registry by __init_subclass__ keeps the classes of my plugins.
# why: cls
class Base:
    plugins = {}
    def __init_subclass__(cls): Base.plugins[cls.__name__] = cls
def load():
    class Gone(Base): pass
load()
cls = Base.plugins["Gone"]
