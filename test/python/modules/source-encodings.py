# Modules and texts in other encodings, or in none: what an import and compile() say.
import importlib, os, sys, tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
SOURCES = {
    "marked": b"\xef\xbb\xbfy = '\xc3\xa9'\n",
    "no_utf8": b"\xff\xfe",
    "second_line": b'x = 1\ny = "\xe9t"\n',
    "latin": b'# coding: latin-1\ny = "\xe9t"\n',
    "windows": b'# -*- coding: cp1252 -*-\ny = "\x80t"\n',
    "second": b'#!python\n# vim: set fileencoding=iso-8859-15 :\ny = "\xa4"\n',
    "too_late": b'\n\n# coding: latin-1\ny = "\xe9"\n',
    "unknown": b"# coding: nothing\ny = 1\n",
    "ascii_only": b'# coding: ascii\n\ny = "\xe9t"\n',
    "contradiction": b'\xef\xbb\xbf# coding: latin-1\ny = "\xc3\xa9"\n',
    "null": b"a\0b\n",
    "null_later": b"y = 1\n# \0\n",
    "package": None,
}


def shown(error):
    if not isinstance(error, SyntaxError):
        return str(error)
    return error.msg, error.filename and os.path.basename(error.filename), error.lineno, error.offset, error.text, error.end_lineno, error.end_offset


for name, source in SOURCES.items():
    if source is None:
        os.mkdir(os.path.join(folder, name))
        path = os.path.join(folder, name, "__init__.py")
        source = b"# coding: cp1252\ny = '\x80', __path__ is not None\n"
    else:
        path = os.path.join(folder, name + ".py")
    with open(path, "wb") as file:
        file.write(source)
    importlib.invalidate_caches()
    try:
        module = __import__(name)
        print(name, ascii(module.y), ascii(module.__loader__.get_source(name)))
    except BaseException as error:
        print(name, type(error).__name__, shown(error), name in sys.modules)
    try:
        print("  ", ascii(compile(source, name, "exec").co_consts))
    except BaseException as error:
        print("  ", type(error).__name__, shown(error))
