# Writing code objects again and again leaves nothing behind: neither its names nor the file's answers.
import gc, io, marshal, sys

code = compile("def function(argument): return range(argument)\nresult = function(1)", "".join(["<co", "de>"]), "exec")
counts = []
for i in range(4):
    for version in range(5): data = marshal.dumps(code, version)
    marshal.dump(code, io.BytesIO())
    again = marshal.loads(data)
    counts.append((sys.getrefcount(code.co_filename), sys.getrefcount(code), sys.getrefcount(again)))
print(counts[1] == counts[2] == counts[3], again == code, again.co_names, len(gc.get_objects()) > 0)
