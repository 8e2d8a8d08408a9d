# zipimport.zipimporter: modules, packages and data of an archive.
import importlib.util
import os
import sys
import tempfile
import zipfile
import zipimport

import _frozen_importlib
import _frozen_importlib_external

print(_frozen_importlib is importlib._bootstrap, _frozen_importlib_external is importlib._bootstrap_external)
folder = tempfile.mkdtemp()
path = os.path.join(folder, "things.zip")
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("plain.py", "value = 5\ndef fail():\n    raise ValueError(value)\n")
    archive.writestr("pack/__init__.py", "from . import inner\n")
    archive.writestr("pack/inner.py", "value = 6\n")
    archive.writestr("broken.py", "value = (\n")
    archive.writestr("data/text.txt", "hello")

importer = zipimport.zipimporter(path)
shown = lambda text: str(text).replace(folder, "FOLDER")
print(shown(importer), shown(importer.archive), repr(importer.prefix))
for name in ("plain", "pack", "pack.inner", "missing"):
    spec = importer.find_spec(name)
    print(name, spec and (shown(spec.origin), spec.loader is importer, spec.submodule_search_locations is not None))
print(importer.get_data("data/text.txt"), importer.get_data(os.path.join(path, "data/text.txt")))
print(importer.is_package("pack"), importer.is_package("plain"), shown(importer.get_filename("pack")))
print(importer.get_source("plain").splitlines()[0], type(importer.get_code("plain")).__name__)
spec = importer.find_spec("plain")
plain = importlib.util.module_from_spec(spec)
spec.loader.exec_module(plain)
print(plain.value, shown(plain.__file__), plain.__loader__ is importer)
try:
    plain.fail()
except ValueError as e:
    print(e, shown(e.__traceback__.tb_next.tb_frame.f_code.co_filename))
for ask in (
    lambda: importer.get_data("nothing"),
    lambda: importer.get_source("nothing"),
    lambda: importer.is_package("nothing"),
    lambda: importer.get_code("broken"),
    lambda: zipimport.zipimporter(os.path.join(folder, "nothing")),
    lambda: zipimport.zipimporter(""),
    lambda: zipimport.zipimporter(3),
):
    try:
        print(ask())
    except (ImportError, OSError, SyntaxError, TypeError) as e:
        print(type(e).__name__, shown(e))
inside = zipimport.zipimporter(os.path.join(path, "pack"))
print(shown(inside), repr(inside.prefix), shown(inside.find_spec("inner").origin))
