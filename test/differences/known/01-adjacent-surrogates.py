# Adjacent lone surrogates
#
# `'\ud83d\ude00'` is one character here, since strings are UTF-16 inside; in CPython two.

print(len('\ud83d\ude00'))

# CPython:
# 2
# decref:
# 1
