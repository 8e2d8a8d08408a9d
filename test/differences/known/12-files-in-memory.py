# Files in memory
#
# Where the host has no files (a browser, the library) a program's files are in memory, and what it writes there can't be imported.
