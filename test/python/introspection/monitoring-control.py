# sys.monitoring: tools, local events, DISABLE, restart_events, errors.
import sys

M = sys.monitoring
E = M.events


def attempt(function, *args):
    try:
        result = "->", function(*args)
    except Exception as error:
        result = type(error).__name__, error
    print(function.__name__, ["code" if hasattr(arg, "co_name") else arg for arg in args if not callable(arg)], *result)


for tool in (-1, 6, 7, 100, 2**40, "x", None):
    attempt(M.use_tool_id, tool, "name")
    attempt(M.get_tool, tool)
    attempt(M.get_events, tool)
attempt(M.use_tool_id, 2, 5)
attempt(M.set_events, 2, E.LINE)
attempt(M.get_events, 2)
attempt(M.use_tool_id, 2, "two")
attempt(M.use_tool_id, 2, "again")
attempt(M.get_tool, 2)
attempt(M.get_tool, 3)
attempt(M.free_tool_id, 3)
attempt(M.clear_tool_id, 3)
for events in (-1, 1 << 19, E.C_RETURN, E.C_RAISE | E.CALL, E.C_RAISE | E.CALL | E.C_RETURN, E.BRANCH, E.PY_UNWIND | E.RAISE):
    attempt(M.set_events, 2, events)
    print(M.get_events(2), M._all_events())
M.set_events(2, 0)


def target(n):
    total = 0
    for i in range(n):
        if i:
            total += i
    return total


code = target.__code__
for events in (-1, E.RAISE, E.PY_UNWIND, E.C_RETURN, E.BRANCH, E.LINE | E.PY_START, 1 << 11, 0):
    attempt(M.set_local_events, 2, code, events)
    print(M.get_local_events(2, code))
attempt(M.set_local_events, 2, "code", 0)
attempt(M.get_local_events, 2, "code")
attempt(M.set_local_events, 3, code, E.LINE)
attempt(M.set_local_events, 9, code, E.LINE)
attempt(M.get_local_events, 9, code)
for event in (0, 3, -1, 1 << 19, 1 << 30, "x"):
    attempt(M.register_callback, 2, event, None)
attempt(M.register_callback, 2, E.LINE, print)
attempt(M.register_callback, 2, E.LINE, len)
attempt(M.register_callback, 2, E.LINE, None)
attempt(M.register_callback, 2, E.LINE, None)
attempt(M.register_callback, 8, E.LINE, None)

first = code.co_firstlineno
log = []


def line(code, number):
    log.append(number - first)


def line_once(code, number):
    log.append(number - first)
    return M.DISABLE


def local(events, callback, event):
    M.register_callback(2, event, callback)
    M.set_local_events(2, code, events)
    for n in range(2):
        target(3)
        print(log)
        log.clear()


print("local lines")
local(E.LINE, line, E.LINE)
M.set_local_events(2, code, 0)
print("once")
local(E.LINE, line_once, E.LINE)
M.restart_events()
target(2)
print("restarted", log)
log.clear()
M.set_local_events(2, code, 0)
M.set_local_events(2, code, E.LINE)
target(2)
print("set again", log)
log.clear()
M.set_local_events(2, code, 0)

print("branches")


def branch(code, source, to):
    log.append((source, to))


def branch_once(code, source, to):
    log.append((source, to))
    return M.DISABLE


local(E.BRANCH_LEFT | E.BRANCH_RIGHT, branch, E.BRANCH_LEFT)
M.restart_events()
local(E.BRANCH_LEFT | E.BRANCH_RIGHT, branch_once, E.BRANCH_LEFT)
M.restart_events()
M.register_callback(2, E.BRANCH_LEFT, None)
local(E.BRANCH_LEFT | E.BRANCH_RIGHT, branch_once, E.BRANCH_RIGHT)
M.set_local_events(2, code, 0)
M.clear_tool_id(2)
print(M.get_tool(2), M.get_local_events(2, code))


def failing(code, *args):
    log.append(args[0])
    return M.DISABLE


def raise_and_catch():
    try:
        raise ValueError("v")
    except ValueError:
        pass
    finally:
        pass


print("what can't be disabled")
for name in ("RAISE", "EXCEPTION_HANDLED", "RERAISE", "PY_UNWIND", "PY_THROW", "C_RETURN"):
    event = getattr(E, name)
    M.register_callback(2, event, failing)
    M.set_events(2, event | (E.CALL | E.C_RAISE if name == "C_RETURN" else 0))
    try:
        if name == "C_RETURN":
            len("x")
        else:
            raise_and_catch()
        print(name, "fine")
    except Exception as error:
        print(name, type(error).__name__, error)
    M.set_events(2, 0)
    print(M.register_callback(2, event, None) is failing)

print("callbacks raise")


def bad(code, *args):
    if code is raising_code:
        raise KeyError(len(args))


def simple():
    x = len("y")
    for y in "ab":
        pass
    try:
        raise ValueError
    except ValueError:
        pass
    return x


raising_code = simple.__code__
for name in ("PY_START", "PY_RETURN", "LINE", "INSTRUCTION", "CALL", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "RAISE"):
    event = getattr(E, name)
    M.register_callback(2, event, bad)
    M.set_events(2, event)
    try:
        simple()
        outcome = "fine"
    except Exception as error:
        tb = error.__traceback__
        while tb.tb_next:
            tb = tb.tb_next
        outcome = repr(error), tb.tb_frame.f_code.co_name, error.__context__
    M.set_events(2, 0)
    M.register_callback(2, event, None)
    print(name, outcome)

print("several tools")
M.use_tool_id(4, "four")
for tool in (2, 4):
    M.register_callback(tool, E.PY_START, lambda code, offset, tool=tool: log.append(tool))
    M.set_events(tool, E.PY_START)
simple()
M.set_events(4, 0)
simple()
M.set_events(2, 0)
print(log, M._all_events())
log.clear()

print("counts")


class Thing:
    pass


def takes(thing):
    return thing


thing = Thing()
seen = []


def counting(code, offset, *args):
    if code is counted.__code__:
        seen.append([sys.getrefcount(arg) for arg in args if isinstance(arg, Thing)])


def counted():
    takes(thing)
    takes(Thing())
    return thing


for event in (E.CALL, E.PY_RETURN):
    M.register_callback(2, event, counting)
M.set_events(2, E.CALL | E.PY_RETURN)
counted()
M.set_events(2, 0)
print(seen, sys.getrefcount(counting), sys.getrefcount(thing))
M.free_tool_id(2)
M.free_tool_id(4)
print(sys.getrefcount(counting), M._all_events())
