# Links and times of files
#
# `os.chmod` ignores `follow_symlinks=False`; `os.utime` keeps microseconds.
