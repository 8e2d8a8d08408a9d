# What str() of a UnicodeError does when its fields are odd, or change meanwhile.
def t(name, f):
    try: print(name, f())
    except BaseException as e: print(name, type(e).__name__, e)
for side in ('none','del'):
    class Evil(str):
        def __str__(self):
            if side=='none': exc.object=None
            else: del exc.object
            return self
    for r,e in [('reason',Evil('utf-8')),(Evil('reason'),'utf-8'),(Evil('reason'),Evil('utf-8'))]:
        exc=UnicodeEncodeError(e,'x',0,1,r); t('enc', lambda: str(exc))
        exc=UnicodeDecodeError(e,b'x',0,1,r); t('dec', lambda: str(exc))
        exc=UnicodeEncodeError(e,'x',0,4,r); t('enc', lambda: str(exc))
        exc=UnicodeDecodeError(e,b'x',0,4,r); t('dec', lambda: str(exc))
        exc=UnicodeEncodeError(e,'x',-3,4,r); t('enc', lambda: str(exc))
    exc=UnicodeTranslateError('x',0,1,Evil('reason')); t('tr', lambda: str(exc))
e=UnicodeEncodeError('a','x',0,1,'b'); e.object=b'x'; t('1',lambda:str(e))
e=UnicodeDecodeError('a',b'x',0,1,'b'); e.object='x'; t('2',lambda:str(e))
e=UnicodeTranslateError('x',0,1,'b'); e.object=b'x'; t('3',lambda:str(e))
e=UnicodeTranslateError('x',0,1,'b'); e.object='xyz'; e.start=1;e.end=3; t('3',lambda:str(e)); e.start=7; t('4',lambda:str(e)); e.start=-2; t('4',lambda:str(e)); e.end=-2; t('4',lambda:str(e))
e=UnicodeEncodeError('a','x',0,1,'b'); e.encoding=3; e.reason=4; t('5',lambda:str(e)); del e.encoding; t('6',lambda:str(e)); del e.reason; t('7',lambda:str(e))
e=UnicodeEncodeError.__new__(UnicodeEncodeError); t('8',lambda:str(e)); e.object='abc'; t('9',lambda:str(e)); 
for s,en in ((0,0),(0,1),(2,3),(3,4),(5,6),(-1,0),(2,1),(1,9)):
    e=UnicodeEncodeError('a','x\u0100\U00012345',s,en,'b'); t((s,en),lambda:str(e))
    e=UnicodeDecodeError('a',b'xyz',s,en,'b'); t((s,en),lambda:str(e))
    e=UnicodeTranslateError('x\u0100\U00012345',s,en,'b'); t((s,en),lambda:str(e))
