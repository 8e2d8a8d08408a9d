# The compiler's stages one by one: what codegen makes of a tree, what the optimiser and the assembler make of instructions.
import ast
import dis
import opcode

import _testinternalcapi as stages

kept = []  # CPython's own sequences do not bear to be freed


def sequence(*instructions):
    result = stages.new_instruction_sequence()
    kept.append(result)
    for one in instructions:
        if isinstance(one, int):
            result.use_label(one)
        else:
            name, oparg, *place = one
            result.addop(opcode.opmap[name], oparg, *(place or (1, 1, 0, 0)))
    return result


def show(result, indent=""):
    kept.append(result)
    for number, (op, *rest) in enumerate(result.get_instructions()):
        print(indent, number, opcode.opname[op], rest)
    for nested in result.get_nested():
        show(nested, indent + "    ")


def say(what, *args):
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)


source = """
x = (1, 2)
def f(a, /, b, *, c=1):
    for i in b:
        with a: c += i if i else -i
    return lambda: c
class C:
    "  doc\\n  of C"
    y: int = [z for z in x if z]
"""
code, metadata = stages.compiler_codegen(ast.parse(source), "file", 0)
print(metadata["argcount"], metadata["posonlyargcount"], metadata["kwonlyargcount"])
show(code)
say(stages.compiler_codegen, 3, "file", 0)

for consts, nlocals, instructions in (
    ([None, 1, "a", (1, 2.0, b"x"), 1j, ..., True], 0, [("LOAD_CONST", 1), ("LOAD_CONST", 4), ("BINARY_OP", 0), ("RETURN_VALUE", 0)]),
    ([None, 3], 2, [("LOAD_FAST", 0), ("POP_JUMP_IF_FALSE", 0), ("LOAD_CONST", 1), ("RETURN_VALUE", 0), 0, ("LOAD_CONST", 0), ("RETURN_VALUE", 0)]),
    ([None, 3], 2, [("SETUP_FINALLY", 5), ("LOAD_CONST", 1), ("POP_BLOCK", 0), ("RETURN_VALUE", 0), 5, ("PUSH_EXC_INFO", 0), ("RERAISE", 0)]),
    ([None, 3], 0, [("JUMP", 0), ("LOAD_CONST", 1), ("POP_TOP", 0), ("RETURN_VALUE", 0), 0, ("LOAD_CONST", 0), ("RETURN_VALUE", 0)]),
    ([None], 1, [("LOAD_CONST", 0), ("STORE_FAST", 0), ("LOAD_FAST", 0, 2, 2, 0, 1), ("RETURN_VALUE", 0, 3, 4, 5, 6)]),
    ([None, "a", "b"], 0, [("LOAD_CONST", 1), ("LOAD_CONST", 2), ("BUILD_TUPLE", 2), ("RETURN_VALUE", 0)]),
    ([5], 0, [("LOAD_CONST", 0), ("TO_BOOL", 0), ("POP_JUMP_IF_TRUE", 3), ("NOP", 0), 3, ("LOAD_CONST", 0), ("RETURN_VALUE", 0)]),
):
    given = sequence(*instructions)
    show(stages.optimize_cfg(given, consts, nlocals))
    print(consts)
say(stages.optimize_cfg, 3, [], 0)

metadata = dict(name="a", qualname="b.a", consts={None: 0, 2: 1}, names={}, varnames={}, cellvars={}, freevars={}, fasthidden={})
metadata |= dict(argcount=0, posonlyargcount=0, kwonlyargcount=0, firstlineno=1)
mean = sequence(("RESUME", 0), ("LOAD_FAST", 0), ("LOAD_FAST", 1), ("BINARY_OP", 0), ("LOAD_CONST", 1), ("BINARY_OP", 11), ("RETURN_VALUE", 0))
made = stages.assemble_code_object("file.py", mean, metadata | dict(argcount=2, varnames={"y": 1, "x": 0}))
print(made.co_varnames, made.co_consts, made.co_flags, made.co_stacksize, made.co_nlocals, made.co_filename, made.co_qualname, list(made.co_positions()))
dis.dis(made)
print(type(show)(made, {})(3, 4))
guarded = sequence(("RESUME", 0), ("SETUP_FINALLY", 1), ("LOAD_CONST", 0), ("POP_BLOCK", 0), ("RETURN_VALUE", 0), 1, ("PUSH_EXC_INFO", 0), ("RERAISE", 0))
dis.dis(stages.assemble_code_object("file.py", guarded, metadata))

print(repr(stages.compiler_cleandoc("  a\n    b\n\n      c\n")), repr(stages.compiler_cleandoc("\ta")))
say(stages.compiler_cleandoc, 3)
empty = sequence()
say(empty.new_label)
say(empty.new_label)
say(empty.add_nested, 3)
say(empty.addop, 1, 0, 0, 0)
say(empty.addop, "a", 0, 0, 0, 0, 0)
say(empty.use_label, "x")
say(empty.get_nested)
print(len(kept), type(empty).__name__)
say(type(empty), 1)
