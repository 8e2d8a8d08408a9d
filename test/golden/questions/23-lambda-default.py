# The lambdas of a loop with i=item each hold their own item.
# why: second
class Item: pass
handlers = [lambda item=Item(): item for _ in range(3)]
second = handlers[1]()
