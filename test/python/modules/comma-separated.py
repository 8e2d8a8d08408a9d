# The module csv: what readers and writers make of every setting, which settings are refused, and who holds what.

import _csv
import copy
import csv
import gc
import io
import pickle
import sys


class Bad:
    def __str__(self):
        raise ZeroDivisionError


class NoWrite:
    pass


def write(rows, **settings):
    file = io.StringIO(newline="")
    writer = csv.writer(file, **settings)
    return file.getvalue(), [writer.writerow(row) for row in rows], file.getvalue()


def read(lines, **settings):
    reader = csv.reader(lines, **settings)
    return list(reader), reader.line_num


w = csv.writer(io.StringIO())
r = csv.reader([])
d = r.dialect
count = sys.getrefcount(csv.Error)
another = csv.writer(io.StringIO())
print(gc.is_tracked(w), gc.is_tracked(r), gc.is_tracked(d), sys.getrefcount(d), sys.getrefcount(csv.Error) - count)
print(sorted(type(x).__name__ for x in gc.get_referents(w)), sorted(type(x).__name__ for x in gc.get_referents(r)))
for text in (
    'write([[1,2.5,None,\'a,b\',\'c"d\',\'e\\nf\',\'\']])',
    "write([['']])",
    'write([[None]])',
    "write([['','']])",
    'write([[]])',
    "write([['a b']],delimiter=' ')",
    "write([[1,'x',2.0,None]],quoting=csv.QUOTE_NONNUMERIC)",
    "write([[1,'x',None,'']],quoting=csv.QUOTE_STRINGS)",
    "write([[1,'x',None,'']],quoting=csv.QUOTE_NOTNULL)",
    "write([[1,'x']],quoting=csv.QUOTE_ALL)",
    "write([['a,b']],quoting=csv.QUOTE_NONE)",
    "write([['a,b']],quoting=csv.QUOTE_NONE,escapechar='\\\\')",
    'write([[\'a"b\']],doublequote=False)',
    'write([[\'a"b\']],doublequote=False,escapechar=\'\\\\\')',
    'write([[\'a"b\']],quotechar=None)',
    'write([[\'a"b\']],quotechar=None,quoting=csv.QUOTE_NONE,escapechar=\'!\')',
    "write([['']],quoting=csv.QUOTE_NONE)",
    'write([[None]],quoting=csv.QUOTE_NONNUMERIC)',
    'write([5])',
    'write([Bad()])',
    'write([[Bad()]])',
    'csv.writer(NoWrite())',
    'csv.writer(5)',
    'csv.writer()',
    "csv.writer(io.StringIO(),'nope')",
    "csv.writer(io.StringIO(),delimiter='ab')",
    "csv.writer(io.StringIO(),delimiter='')",
    'csv.writer(io.StringIO(),delimiter=5)',
    'csv.writer(io.StringIO(),delimiter=None)',
    "csv.writer(io.StringIO(),delimiter='\\n')",
    "csv.writer(io.StringIO(),quotechar='')",
    "csv.writer(io.StringIO(),quotechar='ab')",
    'csv.writer(io.StringIO(),quotechar=5)',
    'csv.writer(io.StringIO(),quotechar=None,quoting=csv.QUOTE_ALL)',
    'csv.writer(io.StringIO(),lineterminator=5)',
    'csv.writer(io.StringIO(),lineterminator=None)',
    'csv.writer(io.StringIO(),quoting=9)',
    "csv.writer(io.StringIO(),quoting='a')",
    "csv.writer(io.StringIO(),doublequote='x').dialect.doublequote",
    'csv.writer(io.StringIO(),foo=1)',
    "csv.writer(io.StringIO(),escapechar=',')",
    "csv.writer(io.StringIO(),quotechar=',')",
    "csv.writer(io.StringIO(),delimiter='x',lineterminator='x')",
    "csv.writer(io.StringIO(),quotechar='\\r')",
    "csv.writer(io.StringIO(),quotechar=' ',skipinitialspace=True)",
    "csv.writer(io.StringIO(),escapechar=' ',skipinitialspace=True)",
    'csv.writer(io.StringIO(),strict=[1]).dialect.strict',
    'read([\'a,b,c\',\'1,"x,y",3\'])',
    'read([\'a,"b\',\'c",d\'])',
    'read([\'a,"b"c\'])',
    'read([\'a,"b"c\'],strict=True)',
    'read([\'a,"b\'],strict=True)',
    'read([\'a,"b\'])',
    'read([\'"a""b"\'])',
    "read(['a\\nb'])",
    "read(['a\\rb'])",
    "read(['a\\r\\n','b\\r'])",
    "read(['a, b'],skipinitialspace=True)",
    'read([\'1,"2",x\'],quoting=csv.QUOTE_NONNUMERIC)',
    'read([\'1,"2",,3.5\'],quoting=csv.QUOTE_NONNUMERIC)',
    'read([\'1,"2",,"",3.5\'],quoting=csv.QUOTE_STRINGS)',
    'read([\'1,"2",,"",3.5\'],quoting=csv.QUOTE_NOTNULL)',
    'read([\'1,"2",,"",3.5\'],quoting=csv.QUOTE_NONE)',
    "read(['a\\\\,b'],escapechar='\\\\')",
    "read(['a\\\\'],escapechar='\\\\')",
    "read(['a\\\\'],escapechar='\\\\',strict=True)",
    "read(['','a',''])",
    "read([b'a'])",
    'read([5])',
    'read(5)',
    "read(['a\\0b'])",
    "read(['a'*10])",
    'csv.field_size_limit()',
    'csv.field_size_limit(5)',
    "read(['a'*10])",
    "read(['aaa','bbbbbbb'])",
    'csv.field_size_limit(131072)',
    "csv.field_size_limit('a')",
    'csv.field_size_limit(2**70)',
    "csv.register_dialect('x',delimiter=';')",
    "csv.get_dialect('x').delimiter",
    'csv.list_dialects()',
    'csv.register_dialect(5)',
    "csv.register_dialect('y',5)",
    "csv.register_dialect('y','x',quotechar='q')",
    "csv.get_dialect('y').quotechar",
    "csv.get_dialect('y').delimiter",
    "csv.unregister_dialect('zz')",
    "csv.unregister_dialect('x')",
    "csv.get_dialect('x')",
    'csv.get_dialect(5)',
    "csv.reader([],'y').dialect.quotechar",
    "_csv.Dialect(delimiter='')",
    "_csv.Dialect(csv.get_dialect('y')) is csv.get_dialect('y')",
    "_csv.Dialect(csv.get_dialect('y'),delimiter='z').delimiter",
    "_csv.Dialect('a')",
    "_csv.Dialect(None,';',True,None,'\\n','x',0,True,False).escapechar",
    'd.lineterminator',
    'd.quoting',
    'd.escapechar',
    "setattr(d,'delimiter','a')",
    "delattr(d,'quoting')",
    "setattr(d,'strict',1)",
    "delattr(d,'strict')",
    'copy.copy(d)',
    'pickle.dumps(d)',
    'w.dialect.delimiter',
    'w.writerows([[1],[2]])',
    'w.writerows(5)',
    'w.writerow([])',
    "list(csv.DictReader(['a,b','1,2']))",
    "csv.Sniffer().sniff('a;b\\n1;2').delimiter",
    "next(csv.reader(['a']))",
    'r.line_num',
    'iter(r) is r',
    '_csv.Reader()',
    '_csv.Writer()',
    'csv.reader()',
    'csv.reader([],[],[])',
    "csv.reader([],dialect='excel-tab').dialect.delimiter",
    "write([['a']],lineterminator='!')",
    "write([['a!b','c\\r']],lineterminator='!')",
    "write([[' a']],skipinitialspace=True)",
    "write([['a']],quoting=csv.QUOTE_NONE,escapechar='a')",
    'write([[1e100,True]])',
    'write([[\'x"y\']],escapechar=\'"\',doublequote=False)',
    "write((('a',),iter('bc')))",
    'write([[Ellipsis]])',
    "write([['é,ü','𝄞']],delimiter='𝄞')",
    "read(['é𝄞ü'],delimiter='𝄞')",
    "write([['', 'a'], ['']], delimiter=' ', skipinitialspace=True)",
    "write([['']], delimiter=' ', skipinitialspace=True, quoting=csv.QUOTE_NONE)",
    "write([['a']], lineterminator=']^-')",
    "read(['a]b^c'], delimiter=']', escapechar='^')",
):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", type(error).__module__, type(error).__name__, error)

table = io.StringIO()
writer = csv.DictWriter(table, ["name", "age"], restval="?", extrasaction="ignore")
writer.writeheader()
writer.writerows([{"name": "Ann, B.", "age": 3, "x": 1}, {"name": 'C "D"'}])
print(repr(table.getvalue()))
table.seek(0)
print(list(csv.DictReader(table)))
text = '"one\ntwo",x\r\n3,"4""5"\r\n'
print(list(csv.reader(io.StringIO(text, newline=""))))


class Lines:
    def __iter__(self):
        yield "a,b"
        raise KeyError("broken")


rows = csv.reader(Lines())
print(next(rows), rows.line_num)
try:
    next(rows)
except KeyError as error:
    print("KeyError", error)
