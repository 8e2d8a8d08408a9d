# How the functions that make tables for translate() tell of their arguments.
import inspect

for function in str.maketrans, bytes.maketrans, bytearray.maketrans:
    print(function.__text_signature__)
    try:
        print(inspect.signature(function))
    except ValueError as error:
        print(str(error).partition(" of type")[0])
    for arguments in (), ("a", "b", "c", "d"), (b"a",), ("ab", "xyz"), (1, 2):
        try:
            print(function(*arguments))
        except (TypeError, ValueError) as error:
            print(error)
