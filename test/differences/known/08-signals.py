# Signals
#
# Those from outside are heard on Linux only, and within some 20 ms. `signal.setitimer` measures both kinds of processor time by the whole process's.
