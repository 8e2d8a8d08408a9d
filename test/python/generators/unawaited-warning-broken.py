# The warning of a coroutine that was never awaited, when the function of warnings that tells of it is gone or fails.
import sys
import warnings


async def task():
    pass


def report(unraisable):
    print("unraisable", unraisable.err_msg.split(" at ")[0], repr(unraisable.exc_value), unraisable.object)


def raising(error):
    def tell(coroutine):
        raise error

    return tell


sys.unraisablehook = report
original = warnings._warn_unawaited_coroutine
for function in (raising(ZeroDivisionError("no")), raising(RuntimeWarning("told")), lambda c: None, None, 3):
    warnings._warn_unawaited_coroutine = function
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        task()
        print([str(w.message) for w in caught])
del warnings._warn_unawaited_coroutine
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    task()
    print([str(w.message) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    task()
    warnings._warn_unawaited_coroutine = original
    task()
