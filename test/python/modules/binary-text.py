"""binascii and base64: hexadecimal, base64 (strict or not), uuencoding, check sums, and every refusal."""

import base64
import binascii


def attempt(f, *args, **options):
    try:
        print(f.__name__, args, options, repr(f(*args, **options)))
    except Exception as error:
        print(f.__name__, args, options, type(error).__module__, type(error).__name__, error)


for data in (b"", b"a", b"ab\xff", bytearray(b"abc"), memoryview(b"xy").tobytes(), "text", 5):
    attempt(binascii.hexlify, data)
    attempt(binascii.b2a_base64, data)
    attempt(binascii.b2a_base64, data, newline=False)
    attempt(binascii.crc32, data)
    attempt(binascii.crc_hqx, data, 7)
    attempt(binascii.b2a_uu, data)
for options in ({"sep": ":"}, {"sep": b"-", "bytes_per_sep": 2}, {"sep": "_", "bytes_per_sep": -2}, {"sep": "ab"}, {"sep": 5}, {"sep": "é"}, {"bytes_per_sep": 2}):
    attempt(binascii.hexlify, b"abcde", **options)
for text in (b"", b"6", b"61", "6162", "zz", b"6G", "é", 5, b"6a6B"):
    attempt(binascii.unhexlify, text)
for text in (b"", b"YQ==", b"YWI=", b"YWJj", "YWJj", b"YQ", b"YQ=", b"Y", b"YWJjZ", b"=YQ==", b"Y Q\n==", b"YQ==YWJj", b"YQ===", b"Y=Q=", b"YW=Jj", b"YWJj=", b"YWJj====", "é", b"!!!!", b"YQ==\n"):
    attempt(binascii.a2b_base64, text)
    attempt(binascii.a2b_base64, text, strict_mode=True)
for line in (b"!80  \n", b"#86)C\n", b"", b" \n", b"#86", b"#86)C!!\n", b"#\x7f86C", "#86)C"):
    attempt(binascii.a2b_uu, line)
attempt(binascii.b2a_uu, bytes(46))
attempt(binascii.b2a_uu, bytes(3), backtick=True)
print(binascii.crc32(b"world", binascii.crc32(b"hello ")) == binascii.crc32(b"hello world"), binascii.crc32(b"a", -1), binascii.crc32(b"a", 2**40))
print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
print(base64.b64encode(b"any \xff\xfe data?"), base64.urlsafe_b64encode(b"any \xff\xfe data?"), base64.b32encode(b"abc"), base64.b85encode(b"hello"), base64.a85decode(base64.a85encode(b"hello")))
print(base64.b64decode("YWJj"), base64.urlsafe_b64decode("_-8="))
attempt(base64.b64decode, b"YW Jj", validate=True)

import quopri

for text in (
    "binascii.a2b_qp(b'a=3Db=\\n c=zz=\\r\\nq== x')",
    "binascii.a2b_qp('a_b=5F',header=True)",
    "binascii.a2b_qp(b'=')",
    "binascii.a2b_qp(b'a=\\r')",
    "binascii.a2b_qp(b'a=\\rb\\nc')",
    "binascii.a2b_qp(b'==')",
    "binascii.a2b_qp(b'=4')",
    "binascii.a2b_qp(b'=4\\n')",
    "binascii.a2b_qp('é')",
    'binascii.a2b_qp(5)',
    "binascii.b2a_qp(b'a=b\\tc \\n d\\t\\r\\n')",
    "binascii.b2a_qp(b'x'*100)",
    "binascii.b2a_qp(b' '*80)",
    'binascii.b2a_qp(bytes(range(256)))',
    'binascii.b2a_qp(bytes(range(256)),quotetabs=True)',
    'binascii.b2a_qp(bytes(range(256)),istext=False)',
    "binascii.b2a_qp(b'a b_c?',header=True)",
    "binascii.b2a_qp(b'.')",
    "binascii.b2a_qp(b'.\\n..\\n.')",
    "binascii.b2a_qp(b'a.\\r\\n.b')",
    "binascii.b2a_qp(b'a ')",
    "binascii.b2a_qp(b'a\\t')",
    "binascii.b2a_qp(b'a \\r\\n')",
    "binascii.b2a_qp('a')",
    "binascii.b2a_qp(b'x'*75+b'\\n')",
    "binascii.b2a_qp(b'x'*76+b'\\n')",
    "binascii.b2a_qp(b'x'*75+b'=')",
    "binascii.b2a_qp(b'x'*73+b'=y')",
    "binascii.b2a_qp(b'x'*74+b' \\n')",
    "binascii.b2a_qp(b'a\\r\\nb\\nc')",
    "binascii.b2a_qp(b'a\\nb\\r\\nc')",
    "binascii.b2a_qp(b'',True,True,True)",
    "binascii.b2a_qp(b'\\0')",
    "binascii.b2a_qp(b'a\\n',istext=False)",
    "quopri.encodestring(b'caf\\xe9 = x')",
    "quopri.decodestring(b'caf=E9 =3D x')",
    "binascii.b2a_qp(b'x'*200, istext=False)",
    "binascii.b2a_qp(b' a\\n b \\n\\t\\n')",
):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)
