# Sizes and positions that are too large for C, in re, json and random; json of dictionaries whose keys are all skipped.
import json
import random
import re
import sys


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:150])


t('m', lambda: re.compile('x').match('xxx', sys.maxsize+1))
t('m', lambda: re.compile('x').match('xxx', 2**70))
t('m', lambda: re.compile('x').match('xxx', 0, 2**70))
t('m', lambda: re.compile('x').search('xxx', -2**70))
t('m', lambda: re.compile('x').findall('xxx', -2**70, 2**90))
t('m', lambda: re.sub('x','y','xxx',count=2**70))
t('m', lambda: re.split('x','xxx',maxsplit=2**70))
t("order", lambda: re.compile("x").match(b"xxx", 2**70))
t("order", lambda: re.compile("x").match(b"xxx", 2**20))
t("order", lambda: re.compile("x").match(3, 0, "a"))
t('d', lambda: json.decoder.scanstring("xxx", sys.maxsize+1))
t('d', lambda: json.decoder.py_scanstring("xxx", sys.maxsize+1))
for k in (-1, -1<<1000, 1<<1000, 10.1, 0, 1, 2**70, 2**64, 'a', True):
    t('gb', lambda: random.Random(1).getrandbits(k))
t('i', lambda: json.dumps({1j:2},skipkeys=True,indent=2))
t('i', lambda: json.dumps([{1j:2},{}],skipkeys=True,indent=2))
t('i', lambda: json.dumps([{1j:2,'a':1},{}],skipkeys=True))
t('i', lambda: json.dumps({1j:2},skipkeys=True))
t("gb", lambda: random.Random(3).getrandbits(100_003) % (2**61 - 1))
t("gb", lambda: random.Random(3).getrandbits(2000))


class Odd:
    pass


def default(o):
    odds.clear()
    return 1


odds = {"a": Odd(), "b": Odd(), "c": 3}
t("cleared", lambda: json.JSONEncoder(default=lambda o: odds.pop("c", None)).encode(odds))
