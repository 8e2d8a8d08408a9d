# An unfinished generator keeps its locals.
# why: conn
class Conn: pass
def rows():
    conn = Conn()
    yield conn
    yield 2
g = rows()
conn = next(g)
