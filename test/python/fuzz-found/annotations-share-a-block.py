# All annotations of a module are in one block: comprehensions and functions in several of them.
cases = ["""
(unique_name_0): 0
unique_name_1: (
    0
    for (
        0
        for unique_name_2 in 0
        for () in (0 for unique_name_3 in unique_name_4 for unique_name_5 in name_1)
    ).name_3 in {0: 0 for name_1 in unique_name_8}
    if name_1
)
""","""
unique_name_0: 0
unique_name_1: {
    0: 0
    for unique_name_2 in [0 for name_0 in unique_name_4]
    if {
        0: 0
        for unique_name_5 in 0
        if name_0
        if ((name_0 for unique_name_8 in unique_name_9) for [] in 0)
    }
}
""","""
0[0]: {0 for name_0 in unique_name_1}
unique_name_2: {
    0: (lambda: name_0 for unique_name_4 in unique_name_5)
    for unique_name_6 in ()
    if name_0
}
"""]
import types
def show(c, depth=0):
    print(" "*depth, c.co_name, c.co_names, c.co_varnames, c.co_cellvars, c.co_freevars, len(c.co_code), c.co_code.hex())
    for k in c.co_consts:
        if isinstance(k, types.CodeType): show(k, depth+1)
for c in cases:
    try: show(compile(c, "<test>", "exec"))
    except BaseException as e: print(type(e).__name__, e)
code = """
unique_name_1 = unique_name_5 = [1]
name_0 = 42
unique_name_7: {name_0 for name_0 in unique_name_1}
unique_name_2: {
    0: (lambda: name_0 for unique_name_4 in unique_name_5)
    for unique_name_6 in [1]
    if name_0
}
"""
ns = {}
try:
    exec(code, ns)
    a = ns['__annotate__'](1)
    print(a.keys(), a["unique_name_7"], list(a["unique_name_2"][0])[0]())
except BaseException as e: print(type(e).__name__, e)
import symtable


def names(table, depth=0):
    print(" " * depth, table.get_name(), table.get_type(), [c.get_name() for c in table.get_children()], sorted(table.get_identifiers()))
    for child in table.get_children():
        names(child, depth + 1)


for source in ("a: int\nb: int\nc: int", "class C:\n  a: int\n  b: int", "def f():\n  a: int\n  b: int", "a: int\ndef f(): pass\nb: {x for x in y}"):
    names(symtable.symtable(source, "x", "exec"))
