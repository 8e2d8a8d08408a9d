# Hashes of strings
#
# They are the same in every run. CPython's own are random unless `PYTHONHASHSEED` is set; `-R` and `PYTHONHASHSEED` change nothing here. So a set of strings
# is iterated in another order.
