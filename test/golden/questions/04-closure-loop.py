# All callbacks made in the loop hold the last object.
# why: item
class Item: pass
callbacks = []
def build():
    for i in range(3):
        item = Item()
        callbacks.append(lambda: item)
build()
item = callbacks[0]()
