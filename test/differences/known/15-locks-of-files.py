# Locks of files
#
# On the real file system there are none, since Node can't lock files against other programs: `os.lockf`, `fcntl.flock` and
# `fcntl.lockf` raise OSError with `ENOLCK`. Files in memory can be locked.
