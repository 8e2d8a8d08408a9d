# The module decimal: conversions, operators, contexts, signals, formats, and what wrong calls say. Then some hundred operations at
# random in contexts at random, of all roundings.

import _decimal as D
import copy
import fractions
import gc
import math
import pickle
import statistics
import sys

Decimal = D.Decimal
c = D.getcontext()


class S(Decimal):
    pass


def remove(signals):
    del signals[D.Inexact]


for text in (
    "Decimal.from_number('a')",
    "Decimal.from_number(1.5)",
    "S.from_number(3)",
    "S.from_float(3.0)",
    "c.flags[D.InvalidOperation]",
    "dict(c.flags)",
    "remove(c.flags)",
    "len(c.flags)",
    "list(c.flags)",
    "c.flags==c.traps",
    "c.flags==dict(c.flags)",
    "c.flags==3",
    "c.__reduce__()",
    "c.copy()",
    "copy.copy(c) is c",
    "c.canonical(3)",
    "c.is_canonical(3)",
    "c.copy_decimal(3)",
    "c.to_sci_string(3)",
    "c.is_nan(1.5)",
    "c.radix()",
    "c.Etiny()",
    "c.Etop()",
    "c.number_class(3)",
    "Decimal('1').compare_total(2)",
    "Decimal(1).same_quantum(10)",
    "Decimal('1.5').as_integer_ratio()",
    "Decimal('-1.500').as_tuple()",
    "Decimal('nan123').as_tuple()",
    "Decimal('-inf').as_tuple()",
    "pickle.dumps(Decimal('1.5'),0)",
    "c.power(2,'a')",
    "Decimal.__pow__(Decimal(2),'a')",
    "Decimal(2)**2.0",
    "Decimal(1)==1.0",
    "Decimal('0.1')==0.1",
    "Decimal(1)<1.5",
    "Decimal(1)==1+0j",
    "Decimal(1)<1j",
    "Decimal(1)==(1+1j)",
    "Decimal('0.5')==fractions.Fraction(1,2)",
    "Decimal('0.5')<fractions.Fraction(1,3)",
    "Decimal('sNaN')==1",
    "Decimal('NaN')==1",
    "Decimal('NaN')!=1",
    "Decimal(value='3')",
    "Decimal(context=None)",
    "Decimal('3',foo=2)",
    "Decimal(1).fma(2)",
    "Decimal(1).fma(2,3,4,5)",
    "Decimal(1).fma(other=2,third=3)",
    "Decimal(1).fma(2,other=3,third=3)",
    "Decimal(1).quantize()",
    "Decimal(1).exp(foo=3)",
    "Decimal(1).max()",
    "c.fma(1,2)",
    "c.fma(1,2,3)",
    "c.divmod(7,2)",
    "c.create_decimal('1 ')",
    "c.create_decimal(' 1_0')",
    "Decimal(' 1_0 ')",
    "Decimal('١٢')",
    "c.create_decimal(1.5)",
    "c.create_decimal_from_float(1.1)",
    "c.create_decimal_from_float('a')",
    "Decimal((0,[1,2],-1))",
    "Decimal([0,(1,2),-1])",
    "Decimal((0,(),'F'))",
    "Decimal((1,(1,2),'n'))",
    "Decimal((0,(),0))",
    "Decimal((0,'12',0))",
    "Decimal((True,(1,),0))",
    "c.__class__",
    "D.localcontext(D.Context(prec=3)).__enter__()",
    "setattr(c,'_allcr',1)",
    "c._allcr",
    "delattr(c,'traps')",
    "delattr(c,'flags')",
    "delattr(c,'zzz')",
    "D.Context(flags=[D.Inexact],traps=[])",
    "D.Context(traps=[3])",
    "D.Context(traps={})",
    "D.Context(9,'ROUND_UP')",
    "D.Context(1,2,3,4,5,6,7,8,9)",
    "D.Context(prec='a')",
    "D.Context(prec=1.5)",
    "Decimal(0.1)",
    "Decimal(float('-nan'))",
    "Decimal(-0.0)",
    "round(Decimal('2.675'),2)",
    "round(Decimal('25'),-1)",
    "round(Decimal('2.5'))",
    "round(Decimal('1e30'),2)",
    "math.ceil(Decimal('1.2'))",
    "math.trunc(Decimal('-1.7'))",
    "Decimal('1').to_eng_string()",
    "Decimal('1e7').to_eng_string()",
    "Decimal('0e8').to_eng_string()",
    "Decimal('0e-8').to_eng_string()",
    "Decimal('123e-9').to_eng_string()",
    "Decimal('NaN').real",
    "Decimal(3).imag",
    "Decimal(3).conjugate()",
    "complex(Decimal('1.5'))",
    "float(Decimal('-nan'))",
    "Decimal('1').is_normal()",
    "Decimal('1').adjusted()",
    "Decimal('inf').adjusted()",
    "Decimal('nan').adjusted()",
    "Decimal(5).radix()",
    "Decimal('12').rotate(1)",
    "Decimal('1').__format__('', {})",
    "Decimal('1').__format__('.2f', 3)",
    "format(Decimal('1'),b'')",
    "c._apply(Decimal('1'*40))",
    "c.clear_flags()",
    "c.clear_traps()",
    "c.traps",
    "c.flags",
    "Decimal('1')/0",
    "str(Decimal('1e-7'))",
    "Decimal('0.000001')",
    "Decimal('0.0000001')",
    "f'{Decimal(1):>10}'",
    "f'{Decimal(\"1234567.891\"):,.2f}'",
    "f'{Decimal(\"1.5\"):010.3f}'",
    "f'{Decimal(\"nan\"):>10}'",
    "f'{Decimal(\"1.5\"):%}'",
    "f'{Decimal(\"15\"):e}'",
    "f'{Decimal(\"15\"):G}'",
    "f'{Decimal(\"1234.5\"):n}'",
    "f'{Decimal(\"1e20\"):g}'",
    "f'{Decimal(\"1e20\"):f}'",
    "f'{Decimal(\"0e20\"):f}'",
    "f'{Decimal(\"0\"):.3e}'",
    "f'{Decimal(\"1.5\"):é^10}'",
):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)

d = Decimal("1.25")
print(pickle.loads(pickle.dumps(d)), copy.deepcopy(d) is d, pickle.loads(pickle.dumps(c)))
print(sys.getrefcount(d), gc.is_tracked(d), gc.get_referents(d))
with D.localcontext() as local:
    local.prec = 5
    print(Decimal(1) / 3, sys.getrefcount(local))
print(Decimal(1) / 3, sys.getrefcount(c), sys.getrefcount(D.getcontext()))
print(S("1") + 1, type(S("1") + 1), type(S(S(2))), S("3").as_tuple())
print(statistics.mean([1, 2, 3, 4]), statistics.stdev([1.5, 2.5, 4]), statistics.quantiles([1, 2, 3, 4, 5]))
print(statistics.NormalDist(0, 1).cdf(1.2), statistics.mean([Decimal("1.5"), Decimal("2.25")]))

state = 20250


def pick(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return (state >> 33) % n


SPECIAL = ["NaN", "sNaN", "Inf", "NaN123", "sNaN9999999", "0", "0e5", "0e-20", "1", "1.000", "10", "0.1", "4", "0.25", "999999"]


def number():
    sign = "-" if pick(3) == 0 else ""
    if pick(10) == 0:
        return Decimal(sign + SPECIAL[pick(len(SPECIAL))])
    digits = "".join(str(pick(10)) for _ in range(1 + pick([3, 8, 14, 30][pick(4)])))
    if pick(4) == 0:
        digits = "9" * len(digits)
    if pick(6) == 0:
        digits = "".join(str(int(digit) % 2) for digit in digits)
    exponent = [0, 0, -len(digits), -pick(10), pick(10) - 5, pick(60) - 30, pick(400) - 200][pick(7)]
    return Decimal(f"{sign}{digits}e{exponent}")


BINARY = """add subtract multiply divide divide_int remainder remainder_near compare compare_signal max min max_mag min_mag
    next_toward quantize scaleb shift rotate logical_and logical_or logical_xor compare_total compare_total_mag copy_sign
    same_quantum divmod power""".split()
UNARY = """abs minus plus exp ln log10 next_minus next_plus normalize sqrt logb logical_invert to_integral_value
    to_integral_exact number_class to_sci_string to_eng_string is_normal is_subnormal create_decimal""".split()
FORMATS = ["", "f", "e", "g", ".2f", ".3e", ".4g", "%", ".1%", ",", "+.3f", "010.2f", ">20", ",.2f", "E", "^15e"]
ROUNDINGS = sorted(name for name in dir(D) if name.startswith("ROUND_"))
LIMITS = [0, 5, 20, 100, 999, 999999]

for i in range(400):
    context = D.Context([1, 2, 3, 5, 9, 16, 28, 50][pick(8)], ROUNDINGS[pick(8)], -LIMITS[pick(6)], LIMITS[pick(6)], pick(2), pick(2), [], [])
    a, b = number(), number()
    kind = pick(10)
    if kind < 5:
        name = BINARY[pick(len(BINARY))]
        if name in ("shift", "rotate", "scaleb", "power") and pick(3):
            b = Decimal(pick(40) - 20)
        if name == "power" and b.is_finite() and abs(b) > 10**6:
            b = Decimal(3)
        result = getattr(context, name)(a, b)
    elif kind < 8:
        name = UNARY[pick(len(UNARY))]
        result = getattr(context, name)(a)
    elif kind < 9:
        name = FORMATS[pick(len(FORMATS))]
        D.setcontext(context)
        result = format(a, name)
    else:
        name = "fma"
        result = context.fma(a, b, number())
    print(name, a, b, result, context)
