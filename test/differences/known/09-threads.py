# Threads
#
# They take turns in one thread of JavaScript, always in the same order. Where native code of two threads lies one above the other, one may have to wait for
# the other to return, and a deadlock raises RuntimeError: [threads.md](threads.md).
