# Notebooks
#
# They run no system commands and have no debugger, profiler or editor; what cells may use is told in [notebooks.md](notebooks.md).
