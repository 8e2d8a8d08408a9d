# The hash of a code object tells its kinds of parameters apart.
code = (lambda x, y, *, z=1, w=1: 1).__code__
swapped = code.replace(co_posonlyargcount=2, co_kwonlyargcount=0)
print(code == swapped, hash(code) == hash(swapped))
same = swapped.replace(co_posonlyargcount=0, co_kwonlyargcount=2)
print(code == same, hash(code) == hash(same))
