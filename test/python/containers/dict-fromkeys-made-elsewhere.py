# dict.fromkeys of a class that hands out a dict which is already full.
held = dict.fromkeys(range(1000), 1)


class Full(dict):
    def __new__(cls):
        return held


class Empty(dict):
    def __new__(cls):
        return {}


for keys in ({"a", "b"}, {"c": 1, "d": 2}, ["e", "f"], frozenset("gh"), range(1500)):
    made = Full.fromkeys(keys)
    print(made is held, len(made), list(made)[:3], sorted(map(str, list(made)[1000:]))[:4], made[5], made[999])
    print(type(Empty.fromkeys(keys, 2)), len(Empty.fromkeys(keys, 2)))
