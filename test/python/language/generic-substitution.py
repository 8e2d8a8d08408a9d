# What __typing_subst__ and __typing_prepare_subst__ may return.
import types


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, str(e)[:150])


def mk(prep, subst, unp=True):
    class Evil:
        def __repr__(self):
            return "Evil"
        __typing_is_unpacked_typevartuple__ = unp
        def __typing_prepare_subst__(*_): return prep
        def __typing_subst__(*_): return subst
    return Evil()
type ta[*_] = 0
for prep in (None, 3, (), (1,), (1,2), [1]):
    for subst in (42, (1,), (1,2), [3], None):
        for unp in (True, False):
            t((prep,subst,unp), lambda: ta[mk(prep,subst,unp)][0])
            t((prep,subst,unp), lambda: types.GenericAlias(dict,(mk(prep,subst,unp),int))[0])
