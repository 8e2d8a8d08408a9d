# The module stat in its native form, and the inverse of the normal distribution.
import _stat
import _statistics
import stat

print(stat.S_ISDIR is _stat.S_ISDIR, _stat.S_ISDIR.__text_signature__, stat.FILE_ATTRIBUTE_HIDDEN)
print(sorted(name for name in vars(_stat) if name.startswith(("ST_", "UF_", "S_"))))
for name in sorted(vars(_stat)):
    if name.startswith(("S_IF", "UF_", "ST_", "S_IR", "S_IW", "S_IX")) and not callable(getattr(_stat, name)):
        print(name, getattr(_stat, name), end=" ")
print()
for kind in range(16):
    mode = kind << 12 | 0o4644
    print(stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)), end=" ")
    print([name for name in dir(_stat) if name.startswith("S_IS") and callable(getattr(_stat, name)) and getattr(_stat, name)(mode)])
print(stat.filemode(0o107777), stat.filemode(0o106666), stat.filemode(0))
for mode in -1, 2**64, 1.5, "x":
    try:
        stat.S_ISREG(mode)
    except (TypeError, OverflowError) as error:
        print(error)
quantile = _statistics._normal_dist_inv_cdf
print([quantile(p, 1.0, 2.0) for p in (0.5, 0.1, 0.9, 1e-300, 1e-11, 1 - 1e-16, 0.075, 0.0750001, 0.925, float("nan"))])
for arguments in (0, 0, 1), (1, 0, 1), (0.2, 1, "x"), (0.2, 1):
    try:
        quantile(*arguments)
    except (TypeError, ValueError) as error:
        print(error)
