# The modules of hash functions: every function at every length around a block's, the parameters of BLAKE2, what is refused, and
# hmac on top of them.

import _blake2
import _md5
import _sha1
import _sha2
import _sha3
import gc
import hashlib
import hmac
import io

for text in (
    'type(_md5.md5())',
    '_md5.md5().name',
    'type(_sha2.sha256())',
    'type(_sha2.sha512()).__module__',
    '_sha3.shake_128().digest()',
    '_sha3.shake_128().digest(-1)',
    "_sha3.shake_128(b'a').hexdigest(10)",
    '_sha3.shake_128().digest(2**30)',
    '_sha3.shake_128().digest_size',
    '_sha3.sha3_256()._capacity_bits',
    '_sha3.sha3_256()._rate_bits',
    '_sha3.sha3_256()._suffix',
    '_sha3.shake_256()._suffix',
    "_md5.md5('a')",
    '_md5.md5(5)',
    "_md5.md5(b'',b'')",
    '_md5.md5(foo=1)',
    "_md5.md5(data=b'a').hexdigest()",
    "_md5.md5(string=b'a').hexdigest()",
    "_md5.md5(b'a',string=b'a')",
    "_md5.md5(b'a').update('a')",
    '_md5.md5().update()',
    "hashlib.new('md5',b'abc').hexdigest()",
    "hashlib.new('nope')",
    "hashlib.sha3_512(b'abc').hexdigest()",
    'hashlib.blake2b(digest_size=0)',
    'hashlib.blake2b(digest_size=65)',
    "hashlib.blake2b(key=b'a'*65)",
    "hashlib.blake2b(salt=b'a'*17)",
    "hashlib.blake2b(person=b'a'*17)",
    'hashlib.blake2b(fanout=256)',
    'hashlib.blake2b(fanout=-1)',
    'hashlib.blake2b(depth=0)',
    'hashlib.blake2b(depth=256)',
    'hashlib.blake2b(leaf_size=-1)',
    'hashlib.blake2b(leaf_size=2**32)',
    'hashlib.blake2b(node_offset=-1)',
    'hashlib.blake2b(node_offset=2**64)',
    'hashlib.blake2s(node_offset=2**48)',
    'hashlib.blake2b(node_depth=256)',
    'hashlib.blake2b(inner_size=65)',
    'hashlib.blake2b(inner_size=-1)',
    'hashlib.blake2s(inner_size=33)',
    'hashlib.blake2s(digest_size=33)',
    "hashlib.blake2s(key=b'a'*33)",
    "hashlib.blake2s(salt=b'a'*9)",
    "hashlib.blake2b(b'a',b'b')",
    "hashlib.blake2b('a')",
    "hashlib.blake2b(digest_size='a')",
    "hashlib.blake2b(b'abc',digest_size=20,key=b'k',salt=b's',person=b'p',fanout=2,depth=3,leaf_size=4,node_offset=5,node_depth=6,inner_size=7,last_node=True).hexdigest()",
    "hashlib.blake2s(b'abc',digest_size=20,key=b'k',salt=b's',person=b'p',fanout=2,depth=3,leaf_size=4,node_offset=5,node_depth=6,inner_size=7,last_node=True).hexdigest()",
    'hashlib.blake2b().name',
    'hashlib.blake2b.SALT_SIZE',
    'hashlib.blake2b.MAX_DIGEST_SIZE',
    'hashlib.blake2b().MAX_KEY_SIZE',
    'hashlib.blake2b().block_size',
    'type(hashlib.blake2b().copy())',
    'gc.is_tracked(_md5.md5())',
    'gc.is_tracked(hashlib.blake2b())',
    '_md5.md5.__name__',
    "hashlib.file_digest(io.BytesIO(b'abc'),'sha256').hexdigest()",
    "hmac.new(b'k',b'm','md5').hexdigest()",
    "hmac.digest(b'k',b'm','sha512').hex()",
    '_md5.MD5Type()',
    '_blake2.blake2b.__new__(5)',
    "setattr(_md5.md5(),'x',1)",
    '_md5.md5().digest_size',
    '_sha2.sha384().block_size',
    'hash(_md5.md5())!=0',
    '_md5.md5()==_md5.md5()',
    "_sha2.sha256(b'a','b')",
    "_sha2.sha256(b'a',usedforsecurity=False).hexdigest()",
    "_sha3.sha3_224(b'a',b'b')",
    "_sha3.sha3_224(string='b')",
    '_sha3.sha3_224.__name__',
):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)

print(sorted(hashlib.algorithms_guaranteed))
for n in ('md5','sha1','sha224','sha256','sha384','sha512','sha3_224','sha3_256','sha3_384','sha3_512','blake2b','blake2s'):
    h=hashlib.new(n)
    for i in range(300):
        h.update(bytes((i*7+j)&255 for j in range(i)))
    c=h.copy(); c.update(b'x')
    print(n,h.hexdigest(),c.hexdigest()[:16], [hashlib.new(n,bytes(k)).hexdigest()[:8] for k in (0,1,55,56,63,64,65,111,112,127,128,129,135,136,137,143,144,200)])
for n in ('shake_128','shake_256'):
    print(n, hashlib.new(n,b'abc'*100).hexdigest(400)[:700:7], hashlib.new(n,b'').hexdigest(5))
print(hashlib.blake2b(b'a'*300,key=b'q'*64,salt=b'1'*16,person=b'2'*16).hexdigest(), hashlib.blake2b(key=b'k').hexdigest()[:20],hashlib.blake2s(b'a'*64,key=b'k',last_node=True).hexdigest()[:20], hashlib.blake2b(b'',leaf_size=2**32-1,node_offset=2**64-1).hexdigest()[:20],hashlib.blake2s(b'',leaf_size=2**32-1,node_offset=2**48-1,node_depth=255,inner_size=32).hexdigest()[:20])
