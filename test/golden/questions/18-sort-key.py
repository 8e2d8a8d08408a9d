# Who holds my list while it is being iterated?
# why: items:6
items = [object(), object()]
def visit():
    for item in items:
        print(len(items))
visit()
