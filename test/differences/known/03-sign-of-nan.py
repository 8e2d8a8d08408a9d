# The sign of a NaN
#
# It is lost.

import math

print(math.copysign(1, float("-nan")))

# CPython:
# -1.0
# decref:
# 1.0
