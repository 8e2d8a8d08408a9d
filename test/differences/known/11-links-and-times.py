# Times and numbers of files
#
# `os.utime` keeps microseconds. `os.statvfs` knows no flags, and `DirEntry.inode()` asks for the file, which must still be there.
