# Modules of C by their own names: what the library's modules pass on.
import _datetime
import _zoneinfo
import datetime
import types
import zoneinfo

print([name for name in dir(_datetime) if not name.startswith("__")], _datetime.datetime is datetime.datetime)
print(_datetime.UTC, isinstance(_datetime.datetime_CAPI, types.CapsuleType), datetime.datetime_CAPI is _datetime.datetime_CAPI)
print(repr(_datetime.datetime_CAPI).partition(" at ")[0])
print(_zoneinfo.ZoneInfo is zoneinfo.ZoneInfo, _zoneinfo.ZoneInfo)
