# The module _locale: what every system has.
import _locale
import locale

print(_locale.Error, locale.Error is _locale.Error, locale.setlocale(locale.LC_CTYPE).upper().startswith("C"))
for category in range(7):
    print(category, _locale.setlocale(category, "C"), _locale.setlocale(category, "POSIX"), _locale.setlocale(category))
for arguments in (99,), (99, "C"), (-1, ""), (0, "C\0"), (0, 5), ("x",), ():
    try:
        _locale.setlocale(*arguments)
    except (ValueError, TypeError, _locale.Error) as error:
        print(type(error).__name__, error)
print(locale.localeconv())
for name in sorted(vars(_locale)):
    if name.startswith(("DAY", "ABDAY", "MON_", "ABMON", "AM", "PM", "D_FMT", "T_FMT", "RADIX", "THOUS", "YES", "NO")):
        print(name, getattr(_locale, name), repr(_locale.nl_langinfo(getattr(_locale, name))), end=" ")
print()
for call in (
    lambda: _locale.nl_langinfo(10**8),
    lambda: [_locale.strcoll(a, b) for a, b in ("ab", "ba", "aa")],
    lambda: _locale.strcoll("a\0", "a"),
    lambda: _locale.strcoll(1, "a"),
    lambda: _locale.strxfrm("text"),
    lambda: _locale.gettext("text"),
    lambda: _locale.dgettext(None, "text"),
    lambda: _locale.dgettext(5, "text"),
    lambda: _locale.dcgettext("d", "text", 5),
    lambda: _locale.textdomain(None),
    lambda: _locale.textdomain("mine"),
    lambda: _locale.textdomain(None),
    lambda: _locale.bindtextdomain("d", "/tmp"),
    lambda: _locale.bindtextdomain("d", None),
    lambda: _locale.bindtextdomain("", "/tmp"),
):
    try:
        print(call())
    except (ValueError, TypeError, _locale.Error) as error:
        print(type(error).__name__, error)
