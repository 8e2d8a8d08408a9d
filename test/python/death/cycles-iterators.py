# An object of every type that can hold others, in each of its slots: is it tracked, does it give up what it
# held when it dies, and does the collector find a cycle that only goes through this slot? Here: iterators.
import array, collections, itertools, re, struct
from slots_of_types import holding, section

class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i): return i
    def __len__(self): return 1
class Str(str): pass
class Bytes(bytes): pass
class ByteArray(bytearray): pass
class Array(array.array): pass
class Weak: pass

def started(it):
    next(it)
    return it

section("iterators",
    list=lambda n: iter([n]), list_back=lambda n: reversed([n]), tuple=lambda n: iter((n,)), tuple_back=lambda n: reversed((n,)), dict=lambda n: iter({n: 1}), dict_value=lambda n: iter({1: n}.values()),
    dict_item=lambda n: iter({n: n}.items()), dict_item_started=lambda n: started(iter({1: n, 2: n}.items())), dict_back=lambda n: reversed({n: 1}), dict_item_back=lambda n: started(reversed({1: n, 2: n}.items())),
    dict_value_back=lambda n: reversed({1: n}.values()), keys=lambda n: {n: 1}.keys(), values=lambda n: {1: n}.values(), items=lambda n: {1: n}.items(), set=lambda n: iter({n}),
    call=lambda n: iter(n, 5), sentinel=lambda n: iter(int, n), sequence=lambda n: iter(Seq(n)), back=lambda n: reversed(Seq(n)), enumerate=lambda n: enumerate(n),
    enumerate_from=lambda n: started(enumerate(n, 10**20)), zip=lambda n: zip([1], n), zip_started=lambda n: started(zip([n, n], n)), map=lambda n: map(n, [1]),
    map_over=lambda n: map(len, [], n), filter=lambda n: filter(n, []), filter_over=lambda n: filter(None, n), str=lambda n: iter(holding(Str("ab"), n)), bytes=lambda n: iter(holding(Bytes(b"ab"), n)),
    bytearray=lambda n: iter(holding(ByteArray(b"ab"), n)), array=lambda n: iter(holding(Array("b", [1]), n)), deque=lambda n: iter(collections.deque([n])),
    deque_back=lambda n: reversed(collections.deque([n])), odict=lambda n: iter(collections.OrderedDict([(n, 1)])), odict_started=lambda n: started(iter(collections.OrderedDict([(n, n), (1, n)]).items())),
    odict_values=lambda n: reversed(collections.OrderedDict([(1, n)]).values()), odict_keys=lambda n: collections.OrderedDict([(1, n)]).keys(),
    odict_items=lambda n: collections.OrderedDict([(1, n)]).items(), odict_view=lambda n: collections.OrderedDict([(1, n)]).values(),
    memory=lambda n: memoryview(holding(ByteArray(b"a"), n)), memory_part=lambda n: memoryview(holding(ByteArray(b"abc"), n))[1:], memory_iter=lambda n: iter(memoryview(holding(Bytes(b"abc"), n))),
    unpack=lambda n: struct.iter_unpack("b", holding(Bytes(b"ab"), n)), match=lambda n: re.match("a", holding(Str("ab"), n)), pattern=lambda n: holding(Weak(), (n, re.compile("a"))),
    scanner=lambda n: re.compile("a").scanner(holding(Str("aa"), n)), finditer=lambda n: re.finditer("a", holding(Str("aa"), n)), started_find=lambda n: started(re.finditer("a", holding(Str("aa"), n))))

section("itertools", **{name: (lambda n, f=f: f(n)) for name, f in dict(
    accumulate=itertools.accumulate, accumulate_func=lambda n: itertools.accumulate([1, 2], n), accumulate_initial=lambda n: itertools.accumulate([1], initial=n),
    accumulate_total=lambda n: started(itertools.accumulate([n])), batched=lambda n: itertools.batched(n, 2), chain=itertools.chain, chain_of=itertools.chain.from_iterable,
    chain_active=lambda n: started(itertools.chain(n, n)), combinations=lambda n: itertools.combinations([n, 1], 1), combinations_result=lambda n: started(itertools.combinations([n, 1], 1)),
    replaced=lambda n: itertools.combinations_with_replacement([n, 1], 1), replaced_result=lambda n: started(itertools.combinations_with_replacement([n, 1], 2)),
    permutations=lambda n: itertools.permutations([n, 1], 1), permutations_result=lambda n: started(itertools.permutations([n, 1])), compress=lambda n: itertools.compress(n, [1]),
    selectors=lambda n: itertools.compress([1], n), count=lambda n: itertools.count(n), count_step=lambda n: itertools.count(1, n), cycle=itertools.cycle,
    cycle_saved=lambda n: started(itertools.cycle([n, 1])), dropwhile=lambda n: itertools.dropwhile(n, [1]), dropwhile_over=lambda n: itertools.dropwhile(len, n),
    takewhile=lambda n: itertools.takewhile(n, [1]), takewhile_over=lambda n: itertools.takewhile(len, n), filterfalse=lambda n: itertools.filterfalse(n, [1]),
    filterfalse_over=lambda n: itertools.filterfalse(len, n), groupby=itertools.groupby, groupby_key=lambda n: itertools.groupby([1], n), groupby_started=lambda n: started(itertools.groupby([n, n])),
    group=lambda n: (lambda g: (next(g)[1], g)[0])(itertools.groupby([n, n])), islice=lambda n: itertools.islice(n, 3), pairwise=itertools.pairwise, pairwise_old=lambda n: started(itertools.pairwise([n, n, 1])),
    product=lambda n: itertools.product([n], [1]), product_result=lambda n: started(itertools.product([n, 1], [1])), repeat=itertools.repeat, repeat_times=lambda n: itertools.repeat(n, 2),
    starmap=lambda n: itertools.starmap(n, []), starmap_over=lambda n: itertools.starmap(len, n), tee=lambda n: itertools.tee(n)[0], tee_started=lambda n: (lambda a, b: [next(a), b])(*itertools.tee([n, n]))[1],
    longest=lambda n: itertools.zip_longest([1], n), longest_fill=lambda n: itertools.zip_longest([1], [1, 2], fillvalue=n), longest_result=lambda n: started(itertools.zip_longest([n, 1], [1])),
).items()})
