# Locales
#
# There are those that every system has: `C`, `POSIX` and `C.UTF-8`. No other can be set, and there are no catalogs of messages for `locale.gettext`.
