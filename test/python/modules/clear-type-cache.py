# sys._clear_type_cache() warns.
import sys
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    sys._clear_type_cache()
print([(each.category.__name__, str(each.message)) for each in caught])
