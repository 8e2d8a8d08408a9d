# decimal
#
# Exponents go to ±2^53; CPython's to about 10^18.

from decimal import Decimal

try:
    print(Decimal("1e999999999999999999"))
except NotImplementedError as error:
    print("NotImplementedError:", error)

# CPython:
# 1E+999999999999999999
# decref:
# NotImplementedError: decimal exponents beyond 2**53
