# Where a method of str or bytes returns the object itself, or one of those that exist once.

class S(str):
    pass


s=S('abc')
print(type(format(s,'s')), type(format(s,'2s')), type('%2s'%s), type(s%()), type('{:s}'.format(s)), type(f'{s:s}'), type('%.5s'%s), type(S('').format()), type(S('')%()), type(S('a%%')%()))
t='hello'
print('%5s'%t is t, '%.5s'%t is t, '%.9s'%t is t, '%-3s'%t is t, '{:.5}'.format(t) is t, '{!s}'.format(t) is t, '%s%s'%(t,'') is t, '{}{}'.format(t,'') is t, '{}'.format('a') is 'a', '%s'%5 is '5', '%d'%5 is '5', f'{5}' is '5', format(5,'d') is '5', repr(5) is '5', '{}'.format(5) is '5', '%x'%5 is '5', hex(5), '%c'%65 is 'A', 'a'.upper() is 'A', 'A'.lower() is 'a', '1'.zfill(1) is '1', ''.join(['a','']) is 'a', 'ab'.replace('b','') is 'a', '%s' % 'a' is 'a', 'x'.center(1) is 'x', chr(65) is 'A', 'b'.casefold() is 'b','b'.title() is 'B','b'.swapcase() is 'B','é'.upper() is 'É', 'a b'.split()[0] is 'a', b'a'.decode() is 'a', b'\xe9'.decode('latin-1') is 'é', 'é'.encode('latin-1') is b'\xe9', 'a'.encode() is b'a', str(b'a','ascii') is 'a', repr('') is "''", ''.join('a') is 'a', 'ab'.translate({98:None}) is 'a', 'a'.expandtabs() is 'a', '\t'.expandtabs(1) is ' ', ' '.join(['a']) is 'a', 'aa'.rstrip('a') is '', 'ab'.partition('b')[0] is 'a','ab'.rpartition('b')[0] is 'a', 'a\nb'.splitlines()[0] is 'a', '{0[0]}'.format('ab') is 'a', f'{"a"}' is 'a', f'{"a"!s}' is 'a', 'a' 'b'[1:] is 'a', str(1.5)[0] is '1', bytes([97]) is b'a', bytes(b'a') is b'a', bytes(1) is b'\0', b'ab'[0:1] is b'a', b'a'.upper() is b'A', b'a,b'.split(b',')[0] is b'a', b'a'*1 is b'a', b'%c'%97 is b'a', b'%s'%b'a' is b'a', bytes.fromhex('61') is b'a', (97).to_bytes(1) is b'a', b''.join([b'a',b'']) is b'a', b'ab'.replace(b'b',b'') is b'a', b' a '.strip() is b'a', b'a'.ljust(1) is b'a', b'ab'.translate(None,b'b') is b'a', bytes(bytearray(b'a')) is b'a', memoryview(b'ab')[:1].tobytes() is b'a', b'\ta'.expandtabs(0) is b'a')
