# I left the loop with break; who still has the file object?
# why: handle
class Handle: pass
def lines():
    handle = Handle()
    for n in range(9):
        yield handle
stream = lines()
for handle in stream:
    break
