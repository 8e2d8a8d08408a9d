# Sources in bytes that can't be decoded: which file, line and column the error names.
SOURCES = [
    b"x = '\xff'",
    b"\n\n# \xff\n1",
    b"'''\n\xe9\n'''",
    b"\xef\xbb\xbf#coding: utf8\n1",
    b"\xef\xbb\xbf#coding: utf-8\nprint('mark')",
    b"\xef\xbb\xbf#coding: latin-1\n1",
    b"\xef\xbb\xbf# coding: UTF8-unix\n1",
    b"\xef\xbb\xbf# coding: UTF-8-unix\n1",
    b"#coding: utf8\nprint('utf8')",
    b"# coding: nowhere\n1",
    b"# coding: ascii\n'\xe9'",
]
for source in SOURCES:
    try:
        exec(compile(source, "<f>", "exec"))
    except SyntaxError as error:
        print(type(error).__name__, error.args, str(error))
try:
    eval(b"'\xff'")
except SyntaxError as error:
    print(error.filename, error)
