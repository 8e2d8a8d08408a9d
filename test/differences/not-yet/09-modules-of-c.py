# Native modules
#
# `_lsprof` (so `cProfile`) is missing, those of Chinese, Japanese and Korean encodings, and those of which `import` says that they are left out on purpose.

try:
    import cProfile
    print("imported")
except ImportError as error:
    print(type(error).__name__ + ":", error)

# CPython:
# imported
# decref:
# ModuleNotFoundError: No module named '_lsprof'
