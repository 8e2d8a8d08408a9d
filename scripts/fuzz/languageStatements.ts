// Statements, functions, classes, generators, coroutines: the part of the program generator's grammar above expressions.

export const STATEMENTS = `
= program
|3 i0 = i1 = i2 = 3; f0 = f1 = 0.5; s0 = s1 = 'zq'; b0 = b'zq'; l0 = [1]; l1 = []; t0 = (1, 2); d0 = {}; d1 = {}; e0 = set()
  g0 = iter(()); k0 = fn = gn = fl = ident; c0 = C = D; o0 = o1 = w0 = w1 = h = p = q = None
  $(module)setup
  $(module)setup
  $(module)setup
  $definition
  $(module)block
  $definition
  $(module)block
  $(module)block

= setup
|2 try:
      i0 = $int; s0 = $str; l0 = $list; d0 = $dict
      o0 = $made; o1 = $any
  except Exception as err: print($#, type(err).__name__, err)
|2 try:
      f0 = $float; b0 = $bytes; l1 = $list; t0 = $tuple; d1 = $dict
      e0 = $set; g0 = $iterator; k0 = $callable
      c0 = $class; i1 = $int; i2 = $int
  except Exception as err: print($#, type(err).__name__, err)
| o0, o1 = $made, [$made]

= block
|3 $guarded
  $guarded
  $guarded
|2 $guarded
  $stmt
  $guarded
| $probe
  $guarded

= guarded
|5 try:
      $stmt
  except Exception as err: print($#, type(err).__name__, err)
| try:
      $stmt
      $stmt
  except Exception as err: print($#, chain(err))
| try:
      $stmt
  except Exception as err: print($#, traceback.format_exc())
|4 $stmt
|2 try: print($#, show($any))
  except Exception as err: print($#, type(err).__name__, err)
|4 $probe

= body
|3 $stmt
|2 $stmt
  $stmt
| $probe
  $stmt
  $guarded
|2 $guarded

= bind
|4 $ti = clip($int)
|3 $ts = clip($str)
|3 $tl = $list
|1 $tl = clip($list)
|2 $td = $dict
|6 $to = clip($any)
|6 $to = $made
| @module f0 = $float
| @module b0 = clip($bytes)
| @module t0 = $tuple
| @module e0 = $set
| @module g0 = $iterator
| @module k0 = $callable

= probe
|6 print($#, $counted)
|4 print($#, $counted, $counted)
|2 print($#, R($made))
|2 print($#, show($tany))
|2 print($#, R($any_made))
|1 print($#, $idform)
|1 print($#, w0 if w0 is None or isinstance(w0, int) else show(w0()))

= idform
| id([]) == id([])
| id({}) == id({})
| id([$int]) == id([$int])
| id((o0, o0)) == id((o0, o0))
| same(lambda: [$int]), same(lambda: {1: o0}), same(lambda: (o0,))
| id(o0) == id(o1), o0 is o1
| (lambda a: (a is not None, id(a) == id(a)))([o0])

= stmt
|14 $bind
|9 print($#, show($any))
|3 print($#, show($any), show($any), sep='|')
|4 $aug
|4 $unpack
|4 $target = $any
|3 del $deletable
|3 $container_call
|5 if $cond:
      $body
|3 if $cond:
      $body
  else:
      $body
| if $cond:
      $body
  elif $cond:
      $body
  else:
      $body
|8 $loop
|7 $try
|3 with $manager:
      $body
|4 $match
|3 $classdef
|4 $localdef
|5 $gendrive
|3 $corodrive
|2 w0 = watch($made, $#)
|1 w1 = watch(o0, $#)
|2 print($#, gc.collect())
|1 assert $cond, $str
|1 pass
|2 @loop break
|2 @loop continue
|2 @loop if $cond: break
|2 @loop if $cond: continue
|3 @func return $any
|2 @func if $cond: return $any
|8 @gen yield $any
|4 @gen $to = yield $any
|2 @gen yield from $iterable
|2 @gen $to = yield from $subgen
|1 @gen print($#, show((yield $any)), show((yield)))
|6 @coro $to = await $awaitable
|3 @coro print($#, show(await $awaitable), show(await $awaitable))
|3 @coro async for $to in $aiter:
      $body
|2 @coro async with ACM()$asopt:
      $body
|2 @coro $tl = [$v async for v in $aiter if $v]
|2 @coro $tl = [await Tick($v) for v in $iterable3]
|5 @agen yield $any
|3 @agen $to = yield $any
|1 raise $exc
|1 raise $exc from $exc
|1 @handler raise
|1 @handler raise $exc from err0
|1 @handler raise $exc from None
|1 @handler err0.add_note($str)
|1 type A$# = $any
|1 type A[P, *Q] = list[P]
  print($#, A.__type_params__, show(A.__value__), R(A))
|1 o0.__dict__ = $dict
|1 del o0.__dict__
|1 vars(o0)['x'] = $any
|1 exec('o0 = i0, o0', {'o0': $any, 'i0': $int}, d0)
|1 @handler print($#, sys.exc_info()[0].__name__, R(sys.exc_info()[1]))
|2 @func try: return $any
  finally:
      $(-loop,-func)body
|1 @loop try: continue
  finally:
      $(-loop,-func)body

= asopt
| 
|2  as $to

= ti
|4 i0
|1 @module i1
|1 @module i2
= ts
|3 s0
|1 @module s1
= tl
|3 l0
|2 @module l1
= td
|3 d0
| @module d1
= to
|4 o0
|2 @module o1
|1 @function q
= tany
| o0
| l0
| d0
| t0
| s0
| e0
| i0

= counted
|4 rc(R(o0), o0)
|2 rc(R(o1), o1)
|2 R(l0)
|1 R(l1)
|1 R(d0)
|1 R(e0)
|1 R(g0)
|1 rc(R(t0), t0)
|1 rc(R(k0), k0)
|1 rc(R(c0), c0)
|3 @function rc(R(p), p)
|3 @function rc(R(q), q)
|1 @method R(self)
|1 R($made)
|1 @handler R(err0)

= aug
| $ti $augop $int
|2 $ti += $int
| $ts += $str
| $ts *= 2
| $tl += $iterable3
| $tl *= 2
| $to += $any
| $to $augop $any
| $td |= $dict
| e0 $setaug $set
| $tl[$index] += $any
| d0[$key] = d0.get($key, 0) + 1
| o0.x += $tuple
| o0.y = o0.z = $any

= augop
| -=
| *=
| //=
| %=
| |=
| &=
| ^=
| /=
| @=
| <<=
= setaug
| |=
| &=
| -=
| ^=

= unpack
|2 $ti, $ts = $int, $str
|3 $to, $target = $any, $any
|2 $to, *$tl = $iterable
| *$tl, $to = $iterable
| $to, ($ti, *$tl) = $any, $tuple
| [$to, $target] = $iterable
| $to = $tl = $list
| ($to, $to) = ($to, $to)
| $to, $to = $iterable
| o0.x, o0.y = $any, $any
| $tl[:], $to = $iterable, $any
| $to = ($any, *$iterable, *$iterable3)
| $tl = [*$iterable, $any]
| $td = {**$dict, $key: $any, **$dict}

= target
|4 $to
|3 l0[$index]
|2 l0[$slice]
|3 d0[$key]
|2 o0.x
|2 o0.y
|1 o0[$key]
|1 $made.z
|1 o0.p
|1 @method self.y
|1 c0.attr
|1 t0[0]

= deletable
|2 $to
|2 l0[$index]
|2 l0[$slice]
|2 d0[$key]
|2 o0.x
|1 o0[$key]
|1 o0.nothing
|1 l0[$index], d0[$key]
|1 (o0.y, l0[0])
|1 t0[0]

= cond
|3 $bool
|2 $tany
| not $any
| isinstance(o0, D)
| $int > $int
| (i0 := $int) > $int
| (o0 := $any)
| $any in $container
| $any is $tany
| R(o0) > $intlit
| $any and $any
| $any or $any
| $int < $int <= $int
| $any == $any

= loop
|5 for $to in $iterable3:
      tick()
      $(loop)body
|3 for $ti in range($smallint):
      $(loop)body
|2 for $ti, $to in enumerate($iterable3):
      $(loop)body
|2 for $to, $to in zip($iterable3, $iterable3):
      $(loop)body
|2 for $to in $iterable3:
      $(loop)body
  else:
      $body
|1 for $to, *$tl in [$tuple, $tuple]:
      $(loop)body
|1 for l0[$index] in $iterable3:
      $(loop)body
|1 for d0[$key] in $iterable3: $bind
|1 for $to in take($iterator):
      $(loop)body
|2 while tick() or (i0 := i0 - 1) > 0 and i0 < 4:
      $(loop)body
|1 while fuel[0] > 200:
      tick()
      $(loop)body
      break
  else:
      $body
|1 for $to in list(d0): d0.pop($to, None)
|1 for $to in d0:
      tick()
      $(loop)body

= try
|5 try:
      $body
      $raiser
  except $exctypes as err0:
      print($#, chain(err0))
      $(handler)body
|3 try:
      $body
      $raiser
  except $exctypes:
      $body
|2 try:
      $body
  except $exctypes as err0:
      $(handler)body
  except ($exctypes, X):
      $body
  else:
      $body
|3 try:
      $body
      $raiser
  finally:
      $(-loop,-func)body
|2 try:
      $body
      $raiser
  except $exctypes as err0:
      $(handler)body
      $raiser
  finally:
      $(-loop,-func)body
|1 try:
      $body
  except $exctypes: pass
  else:
      $body
  finally:
      $(-loop,-func)body
|2 try:
      raise $group
  except* $exctype as err0:
      print($#, show(err0))
      $(handler,-loop,-func)body
  except* (X, OSError) as err0:
      print($#, chain(err0))
|1 try:
      raise $group
  except* $exctype:
      $(-loop,-func)body
  finally:
      print($#)
|1 try:
      try:
          raise $exc
      finally:
          raise $exc
  except Exception as err0: print($#, chain(err0))

= raiser
|3 raise $exc
|2 1 / 0
|1 [][1]
|1 {}[$key]
|1 None.nothing
|1 raise $exc from $exc
|1 int('x')
|1 undefined_name
|1 o0.nothing_here
|1 pass
|1 len($int)
|1 $any + $any

= exctypes
|3 Exception
|2 X
|2 ValueError
|1 (X, ZeroDivisionError)
|1 (TypeError, AttributeError, LookupError)
|1 LookupError
|1 ArithmeticError
= exctype
| ValueError
| X
| TypeError
| KeyError
| Exception
| LookupError

= exc
|3 X($any)
|2 X
|2 ValueError($str)
|2 XV($any, $any)
|1 KeyError($key)
|1 TypeError
|1 StopIteration($any)
|1 OSError(9999, 'zq')
|1 ZeroDivisionError()
|1 $group
|1 UnicodeDecodeError('utf-8', b'a', 0, 1, 'zq')
|1 AttributeError('zq', name='kind', obj=o0)
|1 $any

= group
|3 ExceptionGroup($str, [$excinst, $excinst])
|1 ExceptionGroup('zq', [$excinst, ExceptionGroup('inner', [$excinst, $excinst])])
|1 BaseExceptionGroup('zq', [$excinst])
= excinst
|2 ValueError($any)
|2 X($any)
| KeyError($key)
| TypeError('zq')

= manager
|4 $made
|3 $made as $to
|1 $made as $to, $made
|1 ($made as o0, $made as $tl)
|1 D($#, $any) as (o0, *l0)
|1 o0
|1 D($#, $any) as o0.x

= match
|2 match $any:
      case $pattern:
          $body
      case $pattern if $cond:
          $body
      case _:
          $body
|2 match $any:
      case $pattern:
          print($#)
          $body
      case o0:
          $body
| match $any, $any:
      case $pattern, $pattern2:
          print($#)
      case [_, *l0]:
          print($#, show(l0))
| match $tany:
      case $pattern2 | $pattern2: print($#)
      case $pattern: print($#, show(o0))

= pattern
|2 [o0, l0]
|2 [o0, *_]
|1 (o0, *l0)
|2 {'k': o0}
|1 {1: _, **d0}
|2 D(n=o0)
|1 D(n=1 | 2, x=(o0, *_))
|1 S()
|1 int(i0)
|1 str(s0)
|1 bool() | None
|1 int() | float() as o0
|1 -1 | 0 | 1
|1 'zq'
|1 None
|1 D.kind
|1 [[o0, *_], *_]
|1 list() as l0
|1 dict()
|1 ([] | () | {})
|1 1.5 | 2+3j
= pattern2
| -1
| 'k' | 'zq'
| D(n=1)
| None
| [_, _]
| int()
| {}
| D()
| 'k' | b'zq'

= params
|4 p, q=None
|2 p=None, *a
|2 p, q=$any, **k
|2 *a, q=None
|2 p, /, q=1
|2 p, q=$made
|1 p, *, q=None
|1 p=1, /, *a, q=$any, **k
|1 p: int, q: 'str' = 2
|1 p, q

= locals
|3 i0 = 2; s0 = 'zq'; l0 = [p]; d0 = {'k': q}; o0 = p
|3 i0 = 2; s0 = 'zq'; l0 = [p]; d0 = {'k': q}; o0 = p
  try: i0 = $int; s0 = $str; l0 = $list; d0 = $dict; o0 = $any
  except Exception as err: print($#, type(err).__name__, err)
|1 i0, s0, l0, d0, o0 = 1, '', [], {}, None
|1 @module2 global i0, s0, l0, d0, o0
|1 @module2 global o0
  i0 = 1; s0 = 'zq'; l0 = $list; d0 = {}

= decorator
|9 
|1 @deco($intlit)
|1 @deco()
  @deco($str)

= definition
|4 def fn(p=None, q=None, *a, **k):
      tick()
      $(func,function,module2,-module,-loop,-handler)locals
      $(func,function,-module,-loop,-handler)body
      $(func,function,-module,-loop,-handler)body
      return $(function,-module)any
  k0 = fn
|3 def gn($params):
      tick()
      p = None
      $(gen,func,function,-module,-loop)locals
      $(gen,func,function,-module,-loop)body
      yield $(function,-module)any
      $(gen,func,function,-module,-loop)body
|3 $classdef

= localdef
|1 def fl[P, *Q, **K](p: P = $any, *q: *Q) -> K:
      tick()
      i0 = s0 = l0 = d0 = o0 = p
      $(func,function,-module,-loop,-handler,-gen,-coro,-agen)body
      return $(function,-module)any
  print($#, fl.__type_params__, show(fl(*$iterable3)), R(fl))
|3 def fl($params):
      tick()
      p = q = None
      $(func,function,-module,-loop,-handler,-gen,-coro,-agen)locals
      $(func,function,-module,-loop,-handler,-gen,-coro,-agen)body
      return $(function,-module)any
  $flcall
|2 def fl(p=None, *q):
      tick()
      nonlocal_ = l0, o0
      $(func,function,-module,-loop,-handler,-gen,-coro,-agen)body
      return lambda: (p, q, nonlocal_, $(function,-module)any)
  $flcall
|2 @deco($intlit)
  def fl(p=$any, q=$any):
      tick()
      i0 = s0 = l0 = d0 = o0 = p
      def inner(v=q):
          nonlocal i0, l0, o0
          $(func,function,-module,-loop,-handler,-gen,-coro,-agen)stmt
          return p, o0
      $(func,function,-module,-loop,-handler,-gen,-coro,-agen)stmt
      return inner() , o0, $any
  $flcall
| fl = lambda $lparams: $any
  $flcall

= lparams
| p=1, q=2
| *p
| p, q=$any
| 
| v, /
| v, *, k=$any

= flcall
|3 print($#, show(fl($args)))
|2 $to = fl($args)
|1 k0 = fl
|1 print($#, show(fl($args)), R(fl))
|1 $to = fl, fl
|1 print($#, fl.__name__, fl.__defaults__ and len(fl.__defaults__), show(fl.__kwdefaults__), fl.__code__.co_varnames)

= args
|4 $any
|2 $any, $any
|1 $any, q=$any
|1 *$iterable3
|1 *[$any], **{'q': $any}
|1 p=$any
|1 
|1 q=$any, *$tuple
|1 $any, **$dict
|1 $any, $any, $any

= gendrive
|3 def ge(p=None, q=1):
      tick()
      $(gen,func,function,-module,-loop,-handler,-coro,-agen)locals
      $(gen,func,function,-module,-loop,-handler,-coro,-agen)body
      yield p
      $(gen,func,function,-module,-loop,-handler,-coro,-agen)body
      return q
  h = ge($any)
  $gensteps
| h = ($any for v in $iterable3)
  $gensteps
| h = $iterator
  $gensteps
|2 def ge():
      try:
          r = yield $any
          print($#, show(r))
          $(gen,func,function,-module,-loop,-handler,-coro,-agen)stmt
          yield r
      except $exctypes as err:
          print($#, type(err).__name__)
          yield 'caught'
      finally:
          print($#, 'finally')
          $(-module,-loop,-func,-handler)bind0
  h = ge()
  $gensteps

= bind0
| x = $any
| x = [$any]
| pass

= gensteps
|3 $genstep
  $genstep
  $genstep
|1 $genstep
  $gensteps
|1 $genstep
  h = None

= genstep
|4 try: print($#, show(next(h)), R(h))
  except BaseException as err: print($#, type(err).__name__, err)
|2 print($#, show(next(h, 'end')))
|2 try: print($#, show(h.send($any)))
  except Exception as err: print($#, type(err).__name__, err)
|2 try: print($#, show(h.throw($excinst)))
  except Exception as err: print($#, chain(err))
|1 try: take(h, 1); h = h.close()
  except Exception as err: print($#, chain(err))
|1 try: print($#, show(take(h)))
  except Exception as err: print($#, type(err).__name__, err)
|1 try: print($#, h.gi_running, h.gi_suspended, h.gi_frame is None, h.gi_yieldfrom is None)
  except AttributeError as err: print($#, err)
|1 h = None
|1 $to = h
|1 print($#, [show(v) for v in take(h, 2)])

= subgen
| $iterable3
| ($any for v in $iterable3)
| ge()
| h
| g0

= corodrive
|3 async def co(p=None, q=1):
      tick()
      $(coro,func,function,-module,-loop,-handler,-gen,-agen)locals
      $(coro,func,function,-module,-loop,-handler,-gen,-agen)body
      $(coro,func,function,-module,-loop,-handler,-gen,-agen)body
      return q
  print($#, show(drive(co($any), $any, $any)))
|1 async def co(p=None):
      try:
          return await Tick(p)
      except $exctypes as err: return type(err).__name__
      finally: await Tick('fin')
  h = co($any)
  print($#, show(h.send(None)))
  $costep
  $costep
  h.close()
|2 async def ag(p=None, q=1):
      tick()
      $(coro,agen,function,-module,-loop,-handler,-gen,-func)locals
      $(coro,agen,function,-module,-loop,-handler,-gen,-func)body
      yield q
      $(coro,agen,function,-module,-loop,-handler,-gen,-func)body
  h = ag($any)
  $agstep
  $agstep
  $agstep

= costep
| try: print($#, show(h.send($any)))
  except BaseException as err: print($#, type(err).__name__, err)
| try: print($#, show(h.throw($excinst)))
  except BaseException as err: print($#, type(err).__name__, err)
| print($#, h.cr_running, h.cr_suspended, h.cr_await is None)

= agstep
|3 print($#, show(drive(h.__anext__())))
|2 print($#, show(drive(h.asend($any))))
|2 print($#, show(drive(h.athrow($excinst))))
|1 print($#, show(drive(h.aclose())))
|1 h = None
|1 print($#, show(drive(anext(h, 'end'))))
|1 try: h.asend(1).send(1)
  except Exception as err: print($#, type(err).__name__, err)

= awaitable
|4 Tick($any)
|1 AIter(1).__anext__()
|1 $any
|2 co2($any)
= aiter
|3 AIter($smallint)
|1 $any
|1 ($v async for v in AIter(2))
|1 ag()

= classdef
|4 class C$bases:
      $(classbody,-func,-gen,-coro,-agen,-loop)member
      $(classbody,-func,-gen,-coro,-agen,-loop)member
      $(classbody,-func,-gen,-coro,-agen,-loop)member
  $classuse
  $classuse
  $classuse
|1 @deco($intlit)
  class C$bases:
      attr = $any
      def __init__(self, *p): self.own = p; self.n = 5
      $(classbody,-func,-gen,-coro,-agen,-loop)member
  $classuse
  $classuse
|1 c0 = type('C', $basetuple, {'attr': $any, '__slots__': ('w',), 'm': lambda self: R(self)})
  $classuse
|1 class C[P]$bases:
      x = $any
      $(classbody,-func,-gen,-coro,-agen,-loop)member
  $classuse

= bases
|4 
|4 (D)
|2 (E)
|1 (S)
|1 (D, Base)
|1 (list)
|1 (dict)
|1 (int)
|1 (str)
|1 (X)
|1 (N)
|1 (Base, tag=$any)
|1 (metaclass=Meta)
|1 (D, metaclass=Meta, k=$any)
|1 (c0)
|1 (E, D)
|1 (D, E)
|1 (object)
|1 (L, X)
|1 (*$basetuple,)
|1 (Base, G)
= basetuple
|2 ()
|2 (D,)
|1 (S,)
|1 (E,)
|1 (object,)
|1 (list,)
|1 (int, D)
|1 (c0,)

= member
|3 attr = $any
|3 def m(self, *p):
      tick()
      i0 = s0 = l0 = d0 = q = o0 = p
      $(func,function,method,-module,-loop,-handler)body
      return $(function,-module)any
|2 def __del__(self): print($#, 'del own', R(self))
|2 def __repr__(self): return $str
|1 def __str__(self): return $str
|2 def __getattr__(self, name): return name
|1 def __getattribute__(self, name):
      print($#, name)
      return super().__getattribute__(name)
|2 def __setattr__(self, name, v):
      print($#, name)
      super().__setattr__(name, v)
|1 def __delattr__(self, name): print($#, name)
|3 @property
  def prop(self): return $any
|1 @prop.setter
  def prop(self, v): self.n = v
|2 desc = Desc($any)
|1 nd = NonData()
|2 __slots__ = $slots
|3 def $binop(self, o): return $opresult
|2 def $cmpop(self, o): return $opresult
|1 def $unop(self): return $any
|2 def $conv(self): return $any
|1 def __new__(cls, *p):
      print($#, cls.__name__)
      return super().__new__($newargs)
|1 def __init__(self, *p, **k):
      super().__init__(*p)
      self.own = p
|2 def __getitem__(self, k):
      tick()
      return k
|1 def __len__(self): return $smallint
|1 def __length_hint__(self): return $smallint
|1 def __hash__(self): return $smallint
|1 def __contains__(self, k): return $any
|1 def __iter__(self): yield from $iterable3
|1 def __iter__(self): return $any
|1 def __next__(self):
      tick()
      return $any
|1 def __call__(self, *p): return $any
|2 @classmethod
  def cm(cls, *p): return cls.__name__, super().__repr__()
|2 @staticmethod
  def sm(*p): return p
|1 def __enter__(self): return $any
|1 def __exit__(self, *p): return $any
|1 def __eq__(self, o): return $any
|1 def __get__(self, o, t): return 'got', show(t)
|1 def __init_subclass__(cls, **k): print($#, sorted(k))
|1 def __class_getitem__(cls, k): return show(k)
|1 def __format__(self, spec): return $str
|1 def __missing__(self, k): return $any
|1 x: int = $any
|1 prop = functools.cached_property(lambda self: $any)
|1 m = functools.partialmethod(pack, $any)
|1 m = functools.lru_cache(lambda self, *p: $any)
|1 def __set_name__(self, o, n): print($#, n)
|1 def __instancecheck__(self, o): return True
|1 def __copy__(self): return $any
|1 def __sizeof__(self): return $smallint
|1 for v in $iterable3: attr2 = v
|1 lst = [$v for v in $iterable3]
|1 __match_args__ = ('n', 'x')
|1 class Inner: val = $any
|1 def sup(self): return super().m(), __class__.__name__
|1 print($#, __name__, __qualname__, sorted(k for k in locals() if k[0] != '_'))

= newargs
|3 cls
| cls, *p
| cls, 1
= slots
| ('n', 'x')
| ()
| ['w', '__dict__']
| 'w'
| ('w', '__weakref__')
| ('attr',)
| {'w': 'doc'}
| ('__mangled',)
= opresult
|3 $any
|2 NotImplemented
|1 (self, o)
|1 type(o).__name__
= binop
| __add__
| __radd__
| __sub__
| __rsub__
| __mul__
| __rmul__
| __iadd__
| __truediv__
| __mod__
| __rmod__
| __and__
| __or__
| __ror__
| __ior__
| __matmul__
| __pow__
| __lshift__
| __divmod__
= cmpop
| __lt__
| __le__
| __gt__
| __ge__
| __eq__
| __ne__
= unop
| __neg__
| __invert__
| __abs__
| __pos__
| __round__
| __trunc__
= conv
| __bool__
| __int__
| __float__
| __index__
| __str__
| __bytes__
| __reversed__
| __dir__
| __complex__

= classuse
|4 o0 = C($cargs)
|3 print($#, show(C($cargs).$cattr))
|3 print($#, show(o0.$cattr), R(o0))
|2 print($#, [v.__name__ for v in C.__mro__], C.__bases__ == (object,), R(C))
|1 c0 = C
|2 o0.$sattr = $any
|1 del o0.$sattr
|2 print($#, show(o0 $binsign $any))
|2 print($#, show($any $binsign o0))
|2 print($#, show(o0 $cmpsign $any))
|1 print($#, show(-o0), show(+o0))
|1 print($#, show($convcall(o0)))
|1 print($#, sorted(k for k in vars(C) if k[:2] != '__'))
|1 print($#, sorted(getattr(o0, '__dict__', {})))
|1 print($#, str(o0)[:60].split(' at ')[0])
|1 print($#, isinstance(o0, C), issubclass(C, D), type(o0) is C, o0.__class__.__name__)
|1 o0.__class__ = $class
|1 C.attr = $any; print($#, show(o0.attr))
|1 C.__bases__ = $basetuple
|1 print($#, show(o0[$any]), $any in o0)
|1 o0 += $any
|1 print($#, show(C[$any]))
|1 print($#, show(take(iter(o0))))
|1 with o0 as v: print($#, show(v))
|1 print($#, f'{o0:>5}'[:40])
|1 print($#, C.__name__, C.__qualname__, C.__module__, C.__doc__, C.__dict__.get('__slots__'))
|1 class C2(C): pass
|1 class C2(C, D): attr = 2
|1 print($#, gc.collect())
|1 del C
|1 w0 = watch(o0, $#)
|1 match o0:
      case C(n, x): print($#, show(n))
      case C(attr=v): print($#, show(v))
      case _: print($#)

= cargs
|4 
|2 $any
|1 $any, $any
|1 n=$any
= sattr
|3 attr
|2 n
|2 x
| prop
| desc
| nd
| w
| __mangled
| __dict__
| m
= cattr
|3 attr
|2 n
|2 x
|2 m
|2 m()
|1 m($any)
|2 prop
|1 desc
|1 nd
|1 sm(1)
|1 cm(2)
|1 w
|1 own
|1 nothing
|1 __class__
|1 __module__
|1 __dict__
|1 __mangled
|1 x
|1 sup()
|1 Inner
|1 lst
= binsign
| +
| -
| *
| /
| %
| &
| |
| @
| <<
| //
= cmpsign
| <
| <=
| >
| >=
| ==
| !=
= convcall
| bool
| len
| int
| float
| list
| iter
| str
| bytes
| abs
| round
| complex
| reversed
| callable

= container_call
|2 l0.append($any)
|1 l0.extend($iterable)
|1 l0.insert($int, $any)
|1 l0.sort($sortargs)
|1 l0.reverse()
|1 l0.clear()
|1 l0.remove($any)
|1 d0.update($dict)
|1 d0.setdefault($key, $any)
|1 d0.clear()
|1 d0.update(k=$any, l=$any)
|1 e0.add($smallint)
|1 e0.discard($smallint)
|1 e0.update(small($iterable3))
|1 e0.clear()
|1 l0[$slice] = $iterable
|1 del l0[$slice]
|1 setattr(o0, $attrname, $any)
|1 delattr(o0, $attrname)
`;
