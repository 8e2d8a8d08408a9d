# _opcode.stack_effect: of every instruction there is, and of those there are not.
from _opcode import stack_effect
import dis
import opcode


def ask(*args, **kw):
    try:
        return stack_effect(*args, **kw)
    except (ValueError, TypeError, OverflowError) as e:
        return f"{type(e).__name__}: {e}"


for op in range(-2, 300):
    row = []
    for oparg in (None, 0, 1, 2, 3, 5, 8, 13, 255, 1000):
        for jump in (None, True, False):
            row.append(ask(op, oparg, jump=jump))
    kinds = sorted(set(map(str, row)))
    print(op, kinds[0] if len(kinds) == 1 else row)
print(ask(opcode.opmap["BUILD_LIST"], -3), ask(opcode.opmap["BUILD_LIST"], 2**70), ask(opcode.opmap["BUILD_LIST"], "x"), ask("x"), ask(2**40), ask(1, jump=3), ask())
print(dis.stack_effect(opcode.opmap["LOAD_FAST"], 0))
