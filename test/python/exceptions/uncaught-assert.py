# A failed assertion with a message that is computed.

values = [1, 2, 3]
print(sum(values))
assert sum(values) == 7, f"sum was {sum(values)}"
