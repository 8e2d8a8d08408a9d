# What only the system has
#
# There are no `select.epoll`, `os.eventfd`, `os.timerfd_create`, `os.mkfifo`, `os.mknod`, pseudo-terminals and extended attributes, and
# no functions that change users or process groups. Pipes are in memory: who reads an empty one, or writes to a full one, waits for
# another thread or the handler of a signal, and gets a RuntimeError if there is none.
