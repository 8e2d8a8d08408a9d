# Network
#
# The only sockets are pairs in memory; asyncio runs without network.

import socket

try:
    socket.socket(socket.AF_INET)
    print("made")
except OSError as error:
    print("OSError:", error)

# CPython:
# made
# decref:
# OSError: [Errno 97] Address family not supported by protocol
