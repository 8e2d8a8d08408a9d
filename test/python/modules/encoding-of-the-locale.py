# Files of text get the locale's encoding; breakpoint() calls what $PYTHONBREAKPOINT names.
import io
import os
import sys
import warnings

print(io.TextIOWrapper(io.BytesIO()).encoding, io.TextIOWrapper(io.BytesIO(), encoding="locale").encoding)
print(io.text_encoding(None), io.text_encoding("latin-1"), io.TextIOWrapper(io.BytesIO()))
wrapper = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
wrapper.reconfigure(encoding="locale")
print(wrapper.encoding, wrapper)

os.environ["PYTHONBREAKPOINT"] = "builtins.print"
breakpoint("called", end="!\n")
os.environ["PYTHONBREAKPOINT"] = "0"
breakpoint("not called")
for name in ".", "..", ".foo", "foo.", "int.", "nosuchbuiltin", "nosuch.module", "os.nosuch":
    os.environ["PYTHONBREAKPOINT"] = name
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(breakpoint(), caught[0].message)
sys.breakpointhook = lambda *args, **keywords: (args, keywords)
print(breakpoint(1, x=2))
