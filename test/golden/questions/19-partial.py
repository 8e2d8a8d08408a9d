# A partial in a callback table keeps the model.
# why: model
import functools
class Model: pass
table = {}
def register():
    model = Model()
    table["save"] = functools.partial(print, model)
register()
model = table["save"].args[0]
