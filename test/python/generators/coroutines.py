# Coroutines and async generators driven by hand.

import sys
import types

R = sys.getrefcount


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("  dead", self.n)


class Await:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        print("resumed with", got)
        return ("result", self.v)


async def co(d):
    print("in co", R(d))
    x = await Await(1)
    print(x)
    try:
        y = await Await(2)
    except ValueError as e:
        print("caught", e)
        y = None
    return d.n, y


async def nested():
    local = D("nested local")
    return await co(D("argument"))


async def plain():
    return await co(D("argument"))


c = plain()
print(type(c).__name__, c.cr_await, c.cr_frame is not None, R(c))
print(c.send(None), c.cr_await.__name__, c.cr_running, c.cr_suspended)
print(c.send("one"))
try:
    c.throw(ValueError("thrown in"))
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = nested()
c.send(None)
c.close()
print("closed")
c = nested()
c.close()


class Manager:
    async def __aenter__(self):
        print("aenter", R(self))
        await Await("enter")
        return D("as")

    async def __aexit__(self, t, v, tb):
        print("aexit", t and t.__name__)
        await Await("exit")
        return True


async def agen(n):
    for i in range(n):
        d = D(f"agen {i}")
        await Await(f"before {i}")
        got = yield d
        print("asend got", got)


async def main():
    async with Manager() as m:
        print(m.n, R(m))
        raise KeyError("swallowed")
    async for d in agen(2):
        print("item", d.n)
    print([x.n async for x in agen(2)])
    g = agen(3)
    print((await anext(g)).n)
    print((await g.asend("value")).n)
    await g.aclose()
    try:
        await anext(g)
    except StopAsyncIteration as e:
        print("stopped", e.args)
    print(await anext(g, "default"))


def drive(coroutine):
    value = None
    try:
        while True:
            got = coroutine.send(value)
            print("loop:", got)
            value = f"<{got}>"
    except StopIteration as e:
        return e.value


print(drive(main()))


@types.coroutine
def old_style():
    x = yield "from old"
    return x


async def uses_old():
    return await old_style()


print(drive(uses_old()))
for bad in ("async def f(): await 5", "async def f():\n async with 5: pass", "async def f():\n async for x in 5: pass", "async def f():\n with Manager(): pass", "async def f(): return [x async for x in [1]]", "async def f():\n for x in agen(1): pass", "async def f(): await agen(1)", "async def f(): raise StopIteration"):
    namespace = {"Manager": Manager, "agen": agen}
    exec(bad, namespace)
    try:
        drive(namespace["f"]())
    except Exception as e:
        print(bad.split("\n")[-1].strip(), "!!", type(e).__name__, e)
c = co(D("x"))
for use in ("next(c)", "iter(c)", "list(c)", "for x in c: pass", "c.send(1)"):
    try:
        exec(use)
    except Exception as e:
        print(use, "!!", type(e).__name__, e)
c.close()
del c
g = agen(1)
print(type(g).__name__, g.ag_running, g.ag_frame is not None, g.__aiter__() is g)
step = g.__anext__()
print(type(step).__name__)
print(step.send(None))
try:
    step.send("r")
except StopIteration as e:
    print(e.value.n)
    e = None
step = None
g = None
print("end")
