// Expressions: the part of the program generator's grammar that knows the built-in types, their methods and functions.

export const EXPRESSIONS = `
= v
|3 v
| u

= any
|4 $var
|4 $int
|2 $float
|4 $str
|2 $bytes
|3 $list
|3 $tuple
|3 $dict
|2 $set
|1 $bool
|5 $made
|2 $misc
|1 $call
|1 None

= any_made
| [$any, $made]
| ($made, $any)
| $made
| {1: $made}
| (lambda: $made)()

= var
|4 o0
|2 o1
|2 i0
|1 f0
|2 s0
|1 b0
|2 l0
|1 l1
|1 t0
|1 d0
|1 e0
|1 g0
|1 k0
|1 c0
|2 @function p
|2 @function q
|2 @method self
|1 @method super().__repr__()

= made
|4 D($#)
|3 D($#, $any)
|1 D($#, $any, y=$any)
|2 E($#)
|2 E($#, $any)
|2 S($#, $any)
|1 L($list)
|1 L()
|1 N($smallint)
|1 T($str)
|1 G(k=$any)
|1 U($any, $any)
|1 Z($#, $any)
|1 X($any)
|1 C($any)
|1 Desc($any)

= hashable
|3 $int
|3 $str
|1 $bytes
|1 $tuple0
|1 None
|1 $float
|1 D($#)
|1 $any
|1 frozenset($set)

= key
|3 $smallint
|3 'k'
|1 'l'
|2 $str0
|1 (1, 2)
|1 $hashable
= attrname
| 'x'
| 'y'
| 'n'
| 'm'
| 'nothing'
| 'attr'
| '__class__'
| '__dict__'
| '__module__'
| $str
| 'p'
| $any

= container
|2 $list
|2 $dict
|2 $set
|2 $tuple
|1 $str
|1 range($smallint)
|1 $any

= class
|3 D
|2 E
|1 S
|1 c0
|1 int
|1 str
|1 list
|1 X
|1 L
|1 Meta('Dyn', (), {})
|1 type(o0)

= callable
|3 ident
|1 pack
|1 k0
|1 len
|1 str
|1 D
|1 (lambda *v: v)
|1 (lambda v=$any: (v, $any))
|1 functools.partial(pack, $any)
|1 $made.m
|1 'zq{}'.format
|1 operator.itemgetter(0)
|1 operator.attrgetter('n')
|1 fl
|1 first

= call
|3 ident($any)
|2 pack($any, *$iterable3, k=$any)
|2 pack(*$iterable3, **$dict)
|3 k0($any)
|2 $callable($any)
|1 $callable($any, $any)
|1 fl($any)
|1 first($iterable)
|1 (lambda $lparams: ($any, $any))($args)
|1 pack(*$iterable3, $any, *$tuple, **{'k': $any}, l=$any)
|1 functools.reduce(lambda v, u: (v, u), $iterable3)
|1 functools.reduce(pack, $iterable, $any)
|1 o0($any)
|1 getattr($any, $attrname, $any)
|1 getattr($any, $attrname)
|1 hasattr($any, $attrname)
|1 isinstance($any, $class)
|1 isinstance($any, ($class, $class))
|1 issubclass($class, $class)
|1 callable($any)
|1 type($any)
|1 iter($any)
|1 next($iterator)
|1 next($iterator, $any)
|1 vars(o0)
|1 eval($evaltext)
|1 operator.$opfn($any, $any)
|1 copy.copy($any)
|1 sorted($any)
|1 max($iterable, key=$callable)
|1 min($any, $any)
|1 max($iterable, default=$any)

= opfn
| add
| sub
| mul
| mod
| eq
| lt
| and_
| contains
| concat
| getitem
| is_
| floordiv
| iadd
| countOf
| indexOf
| truediv
| lshift

= evaltext
| '1 + 2'
| '[v for v in range(3)]'
| '(lambda: 5)()'
| 'o0'
| '1 +'
| 'zq'
| '"a" * 3', {}
| 'o0', {'o0': $any}

= bool
|2 True
|2 False
|1 ($int < $int)
|1 ($any == $any)
|1 ($any != $any)
|1 ($any < $any)
|1 ($int in $list)
|1 ($str in $str)
|1 ($any in $container)
|1 ($any not in $container)
|1 (not $any)
|1 ($any is $any)
|1 ($any is not None)
|1 bool($any)
|1 ($str).$strtest()
|1 ($str).startswith($str)
|1 ($str).endswith(($str, $str))
|1 ($bytes).$bytestest()
|1 ($set <= $set)
|1 ($set).isdisjoint($iterable3)
|1 any($iterable)
|1 all($iterable)
|1 ($float).is_integer()
|1 ($dict == $dict)
|1 ($list >= $list)
|1 ($tuple < $tuple)
|1 ($set).issuperset($iterable3)
|1 callable(o0)

= strtest
| isalpha
| isdigit
| isalnum
| isspace
| isupper
| islower
| istitle
| isidentifier
| isnumeric
| isdecimal
| isascii
| isprintable
= bytestest
| isalpha
| isdigit
| isspace
| isupper
| istitle
| isascii

= smallint
|2 0
|3 1
|3 2
|2 3
|1 4
|1 5
= intlit
|3 0
|3 1
|3 2
|2 3
|2 7
|1 10
|1 -1
|1 -2
|1 -7
|1 255
|1 256
|1 257
|1 1000
|1 2**63
|1 2**64
|1 10**19
|1 -10**20
|1 0xff
|1 1_000
|1 True
= index
|4 $smallint
|3 -1
|2 -2
|1 $int
|1 $any
= slice
|2 :
|2 1:
|2 :-1
|1 ::2
|1 ::-1
|1 $int:$int
|1 $int:$int:$int
|1 -2:
|1 1:1
|1 $any:
|1 $int::$int

= int
|8 $intlit
|4 i0
|3 i1
|1 i2
|3 ($int + $int)
|3 ($int - $int)
|2 (($int) * $int)
|2 ($int // $int)
|2 ($int % $int)
|1 ($smallint ** $smallint)
|1 (-$int)
|1 (~$int)
|1 ($int << $smallint)
|1 ($int >> $smallint)
|1 ($int & $int)
|1 ($int | $int)
|1 ($int ^ $int)
|2 len($container)
|1 len($any)
|1 abs($int)
|1 int($str)
|1 int($float)
|1 int($str, $smallint)
|1 int($any)
|1 ord($str)
|1 sum($list)
|1 sum($iterable, $any)
|1 round($float)
|1 round($int, -1)
|1 pow($int, $smallint, 7)
|1 divmod($int, $int)[0]
|1 ($str).find($str)
|1 ($str).count($str)
|1 ($str).index($str)
|1 ($str).rfind($str, $smallint)
|1 ($bytes).find($bytes)
|1 ($list).index($any)
|1 ($list).count($any)
|1 ($tuple).count($any)
|1 ($tuple).index($any, $int)
|1 ($int).bit_length()
|1 ($int).bit_count()
|1 int.from_bytes($bytes, 'big', signed=$bool)
|1 ($int if $cond else $int)
|1 min($int, $int)
|1 max($int, $int, $any)
|1 ($bool + $bool)
|1 min(R(o0), 99)
|1 ($bytes)[$index]
|1 range($int, $int, $int)[$index]
|1 len(range($int % 99, $int % 999))
|1 range($int).index($int)
|1 operator.index($any)
|1 math.$mathint($int)
|1 math.gcd($int, $int)
|1 i0.numerator
|1 ($float).as_integer_ratio()[1]
|1 operator.length_hint($iterator)

= mathint
| isqrt
| factorial
| floor
| ceil
| trunc

= float
|4 0.5
|2 1.5
|1 -0.0
|1 2.0
|1 1e19
|1 1e-5
|1 float('inf')
|1 float('nan')
|1 0.1
|1 123456.789
|3 f0
|2 f1
|2 ($float + $float)
|1 (($float) * $int)
|1 ($int / $int)
|1 ($float // $float)
|1 ($float % $float)
|1 -$float
|1 float($str)
|1 float($int)
|1 abs($float)
|1 round($float, $smallint)
|1 float.fromhex('0x1.8p3')
|1 divmod($float, $float)[1]
|1 $smallint ** -$smallint
|1 complex($float, $float).imag
|1 float(f'{abs($float + 2j):.12g}')
|1 math.$mathfn($float)
|1 math.fmod($float, $float)
|1 math.fsum($list)
|1 sum([$float, $float, $float])
|1 ($float).conjugate()
|1 1e300 * $float

= mathfn
| sqrt
| floor
| fabs
| copysign(1.0, -0.0) or math.fabs
| modf
| frexp

= str0
|3 'zq'
|2 'k'
|2 ''
|1 'Ab Cd'
|1 'x y z'
|1 'é€'
|1 'ß'
|1 '12'
|1 ' 7 '
|1 'a,b,,c'
|1 'line1\\nline2\\r\\n'
|1 '{}'
|1 '%s'
|1 '\\U0001f600z'
|1 'İıǅ'
|1 '٣'
|1 '\\t\\x00'
|1 r'\\d'
|1 "it's"
|1 'ab' 'cd'
|1 'ſtuff'

= str
|8 $str0
|4 s0
|2 s1
|3 ($str + $str)
|1 ($str) * $smallint
|2 ($str)[$index]
|2 ($str)[$slice]
|3 $fstring
|1 ($str).$strmethod()
|1 ($str).join([$str, $str])
|1 ($str).join($iterable)
|1 ($str).replace($str, $str)
|1 ($str).replace($str, $str, $smallint)
|1 ($str).center($smallint, 'zq'[0])
|1 ($str).ljust(7)
|1 ($str).rjust(7, '*')
|1 ($str).zfill($smallint)
|1 ($str).strip($str)
|1 ($str).removeprefix($str)
|1 ($str).removesuffix($str)
|1 ($str).expandtabs($smallint)
|1 ($str).translate({97: 'A', 98: None, 122: 99})
|1 ($str).format($any)
|1 $str % $any
|1 '%s and %r' % ($str, $any0)
|1 '$pct' % $num
|1 str($num)
|1 repr($str)
|1 repr([$num, $str])
|1 str($bytes, 'latin-1')
|1 ($bytes).decode('utf-8', 'replace')
|1 ($bytes).hex()
|1 ($bytes).hex(':')
|1 ascii($str)
|1 chr($int)
|1 hex($int)
|1 bin($int)
|1 oct($int)
|1 format($num, $spec)
|1 '{:$fmtspec}'.format($num)
|1 '{0} {1!r} {x}'.format($num, $str, x=$num)
|1 '{0[0]} {0[1]}'.format($tuple)
|1 '{.n}'.format(o0)
|1 type($any).__name__
|1 ($float).hex()
|1 str(type($any))
|1 ($str or $str)
|1 '{:{}}'.format($str, $smallint)

= num
|3 $int
|2 $float
|1 ($float) * 1j
|1 $bool

= any0
| $num
| $str
| [$num]
| None

= spec
|2 ''
|1 'd'
|1 'x'
|1 '#x'
|1 '08b'
|1 '+'
|1 ','
|1 '_'
|1 '.2f'
|1 'e'
|1 'g'
|1 '>10'
|1 '^+10,.1f'
|1 '=+8'
|1 'c'
|1 '%'
|1 'n'
|1 's'
|1 '_x'
|1 'z.1f'
|1 $str
= fmtspec
| 
| d
| x
| #o
| 08
| +.3f
| ,
| .2e
| >8
| *^9
| <6
| G
| %
| 010_b
| .0f
= pct
| %d
| %5d|
| %-5d|
| %05.1f
| %x
| %#o
| %+g
| %e
| %s
| %r
| %c
| %%%d
| %.3s|
| % d
| %i%%
| %*d

= strmethod
| upper
| lower
| title
| capitalize
| swapcase
| casefold
| strip
| lstrip
| rstrip
| __repr__
| __str__
| expandtabs

= fstring
|2 f'{$fexpr}'
|2 f'{$fexpr!r}'
|1 f'{$fexpr!s:>5}'
|1 f'a{$fexpr}b{$fexpr}'
|1 f'{$fexpr:$fmtspec}'
|1 f'{$fexpr:{$smallint}}'
|1 f'{$fexpr=}'
|1 f'{{}}{$fexpr!a}'
|1 f'{$fexpr}' 'tail'
|1 f"{$fexpr} {f'{$fexpr}'}"
|1 t'{$fexpr}x'.values[0]
= fexpr
|3 i0
|2 s0
|2 f0
|2 i0 + $int
|1 $float
|1 s0.upper()
|1 show(o0)
|1 [i0, s0]
|1 (lambda: 3)()
|1 $int if $bool else $int
|1 show($any)

= bytes
|4 b'zq'
|2 b''
|1 b'a b'
|1 b'\\x00\\xff'
|3 b0
|1 ($bytes + $bytes)
|1 ($bytes) * $smallint
|1 bytes($list)
|1 bytes($smallint)
|1 ($str).encode()
|1 ($str).encode($codec, $errors)
|1 ($bytes)[$slice]
|1 bytearray($bytes)
|1 ($bytes).$bytesmethod()
|1 ($bytes).replace($bytes, $bytes)
|1 ($bytes).join([$bytes, $bytes])
|1 ($bytes).center(5, b'*')
|1 ($bytes).strip($bytes)
|1 b'%s %d' % ($bytes, $int)
|1 ($int).to_bytes(8, 'little', signed=True)
|1 ($int).to_bytes($smallint)
|1 bytes.fromhex('00 ff')
|1 memoryview($bytes)[$slice].tobytes()
|1 bytes(memoryview($bytes))
|1 ($bytes).translate(None, $bytes)
|1 bytes($any)
= bytesmethod
| upper
| lower
| title
| swapcase
| strip
| capitalize
= codec
| 'utf-8'
| 'ascii'
| 'latin-1'
| 'utf-16-le'
| 'zq'
= errors
| 'strict'
| 'replace'
| 'ignore'
| 'backslashreplace'
| 'xmlcharrefreplace'

= list
|4 []
|5 [$any]
|5 [$any, $any]
|2 [$any, $any, $any]
|4 [$int, $int, $int]
|2 [$str, $str]
|5 l0
|2 l1
|2 list($iterable)
|2 $comp
|2 [*$iterable3, $any]
|1 ($list + $list)
|1 ($list) * $smallint
|1 ($list)[$slice]
|1 ($list).copy()
|1 sorted($iterable3)
|1 sorted($iterable3, key=$sortkey, reverse=$bool)
|1 ($str).split($separgs)
|1 ($str).rsplit($separgs)
|1 ($str).splitlines($bool)
|1 ($bytes).split($bytes)
|1 list(map($callable, $iterable3))
|1 list(zip($iterable3, $iterable3))
|1 list(zip($iterable3, $iterable3, strict=True))
|1 list(filter($callable, $iterable3))
|1 list(enumerate($iterable3, $smallint))
|1 list(reversed($list))
|1 list(($dict).items())
|1 list($dict)
|1 take($iterator)
|1 list(itertools.$itercall)
|1 [i0, s0, o0]
|1 [v for v in o0]
|1 dir(S)[:3]

= separgs
|2 
|1 ','
|1 $str
|1 ' ', $smallint
|1 None, 1
|1 $str, $smallint

= sortkey
|2 None
|1 show
|1 lambda v: 0
|1 lambda v: -v
|1 show
|1 type
|1 len
|1 lambda v: (show(v), R(v) > 100)
|1 $callable
= sortargs
|2 
|1 key=$sortkey
|1 reverse=$bool
|1 key=show, reverse=True

= itercall
| chain($iterable3, $iterable3)
| islice($iterable3, $smallint)
| accumulate([$int, $int, $int])
| takewhile($callable, $iterable3)
| dropwhile($callable, $iterable3)
| product($tuple0, repeat=2)
| permutations($tuple0)
| combinations($tuple0, 2)
| groupby($iterable3)
| zip_longest($iterable3, $iterable3)
| repeat($any, $smallint)
| starmap(pack, [$tuple0, $tuple0])
| compress($iterable3, [$bool, $bool])
| pairwise($iterable3)
| batched($iterable3, 2)
| filterfalse($callable, $iterable3)
| chain.from_iterable([$tuple0, $list])

= comp
|4 [$any for $v in $iterable3]
|3 [$velem for $v in $iterable3]
|2 [$velem for v in $iterable3 if $vcond]
|1 [$velem for v in $iterable3 for u in $iterable3]
|1 [[$velem for u in $iterable3] for v in $iterable3]
|1 [(v, u) for v, u in zip($iterable3, $iterable3) if $vcond]
|1 sorted({$velem for v in $iterable3}, key=show)
|1 list({v: $velem for v in $iterable3}.items())
|1 list($velem for v in $iterable3)
|1 [(lambda: v) for v in $iterable3][0]()
|1 [(lambda v=v: $velem) for v in $iterable3][-1]()
|1 [R(v) for v in ($made, $any_made)]
|1 [v for v in (w for w in $iterable3)]
|1 [v if $vcond else $any for v in $iterable3]
|1 [o0 for o0 in $iterable3]
|1 [v for $to in $iterable3 for v in [$any]]
= velem
|3 v
|1 (v, $any)
|1 show(v)
|1 v + $any
|1 [v, v]
|1 v.x
|1 (v, o0)
|1 {v}
|1 str(v)[:9]
|1 f'{v!r:.9}'
= vcond
|2 v
|1 not v
|1 v is not o0
|1 v == $any
|1 isinstance(v, $class)
|1 v in $container

= tuple0
|2 (1, 2)
|2 ()
|2 (1,)
|1 ('k', 'zq')
|1 (1, 'k', None)
|1 (i0, s0)
= tuple
|4 $tuple0
|4 ($any, $any)
|2 ($any,)
|2 ($any, $any, $any)
|3 t0
|1 tuple($iterable)
|1 ($tuple + $tuple)
|1 ($tuple)[$slice]
|1 divmod($int, $int)
|1 (*$iterable3, $any)
|1 ($str).partition($str)
|1 ($tuple) * $smallint
|1 next(iter(($dict).items()), ())
|1 (($any if $cond else $any),)
|1 ($float).as_integer_ratio()
|1 tuple(reversed($tuple))

= dict
|3 {}
|3 {'k': $any}
|3 {$key: $any}
|2 {$key: $any, $key: $any}
|3 d0
|1 d1
|1 dict(k=$any, l=$any)
|1 dict([($key, $any), ($key, $any)])
|1 {**$dict, $key: $any}
|1 ($dict | $dict)
|1 {$v: $any for v in $iterable3}
|1 {v: u for v, u in ($dict).items()}
|1 dict.fromkeys($iterable3, $any)
|1 dict(zip($iterable3, $iterable3))
|1 ($dict).copy()
|1 G($dict)
|1 vars(D(50))
|1 collections.OrderedDict($dict)
|1 types.MappingProxyType($dict)
|1 collections.Counter($list)

= set
|2 set()
|2 {1, 2}
|2 {$smallint, $smallint}
|3 e0
|1 set(small($iterable3))
|1 frozenset(small($iterable3))
|1 ($set | $set)
|1 ($set & $set)
|1 ($set - $set)
|1 ($set ^ $set)
|1 {v for v in small($iterable3)}
|1 ($set).union(small($iterable3))
|1 ($set).intersection($iterable3)
|1 ($set).difference($iterable3)
|1 ($dict).keys() & $set
|1 ($set).copy()
|1 {*$set, *small($list)}
|1 sorted({$hashable, $hashable, $key}, key=show)
|1 (lambda t: len(set(t)))(tuple($iterable3))

= misc
|2 range($int, $int)
|1 slice($int, $any)
|1 $iterator
|1 $callable
|1 $class
|2 l0[$index]
|2 ($list)[$index]
|2 t0[$index]
|3 d0[$key]
|2 ($dict).get($key)
|2 ($dict).get($key, $any)
|1 ($dict).pop($key, $any)
|1 l0.pop()
|1 l0.pop($index)
|1 ($list).pop(0)
|1 d0.popitem()
|1 ($dict).keys()
|1 ($dict).values()
|1 e0.pop()
|2 o0.x
|2 o0.$attrs
|2 $made.$attrs
|1 $made.m($any)
|1 o0[$any]
|1 $made[$index]
|2 ($any if $cond else $any)
|1 ($any and $any)
|1 ($any or $any)
|2 ($any $binsign $any)
|2 ($made + $any)
|1 ($any $cmpsign $any)
|1 $made.p
|1 D.cm($any)
|1 o0.sm($any)
|1 w0
|1 $num * 2j
|1 ...
|1 NotImplemented
|1 (-o0)
|1 (~$int)
|1 +$any
|1 weakref.ref($made)
|1 weakref.proxy(o0)
|1 property(lambda self: $any)
|1 super(D, $made).m
|1 object()
|1 D.m
|1 c0[$any]
|1 [$any, $any][$smallint]
|1 (lambda: $any)
|1 (lambda v, *u: (v, u, $any))
|1 memoryview($bytes)
|1 collections.deque($iterable3, $smallint)
|1 list[int]
|1 int | str
|1 types.SimpleNamespace(n=$any)
|1 sys.exception()
|1 sys.exc_info()[:2]
|1 [].append($any)
|1 collections.OrderedDict($dict)
|1 collections.defaultdict($callable, $dict)
|1 collections.Counter($iterable3)
|1 collections.ChainMap($dict, d0)
|1 collections.namedtuple('P', 'n x')($any, $any)
|1 copy.deepcopy($any)
|1 weakref.WeakSet([$made])
|1 weakref.WeakValueDictionary({1: $made})
|1 functools.cached_property(lambda self: $any)
|1 functools.lru_cache($callable)
|1 types.MethodType($callable, $made)
|1 types.MappingProxyType($dict)
|1 operator.methodcaller('m', $any)($made)
|1 t'{$fexpr!r:>4}'.interpolations[0].expression
|1 t'a{$any}'
|1 int | $class
|1 list[$class] | None
|1 staticmethod($callable)
|1 ($made, *$iterable3)[$slice]

= attrs
|2 n
|3 x
|1 y
|1 z
|1 kind
|1 m
|1 p
|1 nothing
|1 __class__
|1 __dict__
|1 __module__
|1 attr
|1 cm
|1 __len__
|1 __init__
|1 __name__
|1 own

= iterable
|4 $list
|2 $tuple
|1 $str
|1 $dict
|1 $set
|2 $iterator
|1 range($int % 7)
|1 $any
|1 ($dict).items()
|1 $bytes
= iterable3
|3 ($any, $any)
|3 [$any, $any]
|2 range(3)
|1 ($any,)
|1 [$made, $any, $made]
|1 $tuple0
|2 l0
|1 t0
|1 'abc'
|1 d0
|1 take($iterable)
|1 {$key: $any}.items()
|1 ($any for u in range(2))
|1 $made
|1 ([$any], [$any])

= iterator
|3 iter($iterable3)
|2 g0
|2 (v for v in $iterable3)
|2 ($any for v in $iterable3 if $vcond)
|1 map($callable, $iterable3)
|1 zip($iterable3, $iterable3)
|1 enumerate($iterable3)
|1 filter(None, $iterable3)
|1 reversed($list)
|1 reversed($any)
|1 iter($str)
|1 iter(list($iterable3).pop, $any)
|1 itertools.$itercall
|1 itertools.islice(itertools.count($int, $int), 4)
|1 itertools.islice(itertools.cycle($iterable3), 5)
|1 iter($dict)
|1 iter($any)
|1 h
`;
