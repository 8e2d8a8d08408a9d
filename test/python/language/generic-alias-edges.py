# The repr of a generic alias whose list of arguments is emptied meanwhile; DirEntry[...].
import os
from types import GenericAlias


class Zap:
    def __init__(self, container):
        self.container = container

    def __getattr__(self, name):
        if name == "__origin__":
            self.container.clear()
            return None
        if name == "__args__":
            return ()
        raise AttributeError


params = []
params.append(Zap(params))
print(repr(GenericAlias(list, (params,))).startswith("list[["), params)
print(repr(GenericAlias(list, ([int, "a", [str]], 3))), os.DirEntry[str], type(os.DirEntry[int, str]))
