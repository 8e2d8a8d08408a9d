"""The module under the name by which CPython knows its frozen copy: `importlib._bootstrap`.

While `importlib` begins, it asks for the frozen copy and does without; so there is none then.
"""

import sys

if "importlib" in sys.modules and not hasattr(sys.modules["importlib"], "import_module"):
    raise ModuleNotFoundError(f"No module named {__name__!r}", name=__name__)
del sys.modules[__name__]
import importlib

sys.modules[__name__] = importlib._bootstrap
