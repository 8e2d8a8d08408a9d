# What split() of an exception group may return to except*.
class EG1(ExceptionGroup):
    def split(self,*a): return "no"
class EG2(ExceptionGroup):
    def split(self,*a): return ("no",)
class EG3(ExceptionGroup):
    def split(self,*a): return super().split(*a)+(1,2)
class EG4(ExceptionGroup):
    def split(self,*a): return ()
for E in (EG1,EG2,EG3,EG4):
    for raised in (E, E('eg',[OSError(1),ValueError(2)])):
        try:
            try: raise raised
            except* ValueError as e: print('v', repr(e))
            except* OSError as e: print('o', repr(e))
        except Exception as e: print(type(e).__name__, e, repr(e.__context__))
