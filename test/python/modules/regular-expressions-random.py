# Random patterns on random texts, all ways of asking; a line for 25 patterns: those that are refused, and a sum over all answers.
import re, warnings
warnings.simplefilter("ignore")
class R:
    def __init__(s, seed): s.x = seed*2654435761 & 0xffffffff or 1
    def n(s, k):
        s.x ^= (s.x << 13) & 0xffffffff; s.x ^= s.x >> 17; s.x ^= (s.x << 5) & 0xffffffff
        return s.x % k
def atom(r, d, st):
    k = r.n(17 if d > 0 else 8)
    if k < 3: return "abcAé"[r.n(5)]
    if k == 3: return "."
    if k == 4: return ["[ab]","[^a]","[a-c]","[^\\n]","[\\w]","[bB]"][r.n(6)]
    if k == 5: return ["\\w","\\d","\\s","\\W","\\S","a","b"][r.n(7)]
    if k == 6: return ["^","$","\\b","\\B","\\A","\\Z"][r.n(6)]
    if k == 7: return "ab"
    if k < 11:
        st[0] += 1; g = st[0]
        body = alt(r, d-1, st)
        st[1].append(g)
        return "(" + body + ")"
    if k == 11: return "(?:" + alt(r, d-1, st) + ")"
    if k == 12: return ["(?=","(?!"][r.n(2)] + alt(r, d-1, st) + ")"
    if k == 13: return ["(?<=","(?<!"][r.n(2)] + "abA."[r.n(4)] + ")"
    if k == 14 and st[1]: return "\\%d" % st[1][r.n(len(st[1]))]
    if k == 15: return "(?>" + alt(r, d-1, st) + ")"
    if k == 16 and st[1]: return "(?(%d)%s|%s)" % (st[1][r.n(len(st[1]))], seq(r, d-1, st), seq(r, d-1, st))
    return "b"
def quant(r):
    k = r.n(12)
    if k < 6: return ""
    q = ["*","+","?","{2}","{1,2}","{0,3}","{2,}"][r.n(7)]
    return q + ["","","?","+"][r.n(4)]
def seq(r, d, st):
    out = ""
    for _ in range(1 + r.n(3)):
        a = atom(r, d, st)
        if a in ("^","$","\\b","\\B","\\A","\\Z") or (a.startswith("(?") and a[2] in "=!<" ): out += a
        else: out += a + quant(r)
    return out
def alt(r, d, st):
    return "|".join(seq(r, d, st) for _ in range(1 + (r.n(3) == 0) + (r.n(6)==0)))
def crc(t):
    h = 0
    for b in t.encode(): h = (h*31+b) & 0xffffffff
    return h
def show(m): return m and (m.span(), m.groups(), m.regs, m.lastindex)
def answers(c, t, pos):
    try:
        return (show(c.match(t)), show(c.search(t, pos)), show(c.fullmatch(t)), c.findall(t), c.sub("<\\g<0>>", t), c.split(t),
                [m.span() for m in c.finditer(t, pos, len(t) - 1)])
    except re.PatternError as error:
        return str(error)
for first in range(1, 251, 25):
    refused, total = [], 0
    for seed in range(first, first + 25):
        r = R(seed)
        p = alt(r, 3, [0, []])
        try:
            c = re.compile(p, [0, 0, re.I, re.M, re.S, re.I | re.S, re.A][r.n(7)])
        except re.PatternError as error:
            refused.append((p, str(error)))
            continue
        for _ in range(4):
            t = "".join("aabbcAB\n é_1𝒳"[r.n(12 + (seed % 5 == 0))] for _ in range(r.n(11)))
            total = (total * 31 + crc(str(answers(c, t, r.n(3))))) & 0xffffffff
    print(first, refused, total)
p = re.compile(r"^a|(?<=b)c|\bd")
print([p.match(t, pos) for t in ("ba", "bc", "xd", "xa") for pos in (0, 1, 2)], p.search("ba", 1), p.search("bcd", 1, 2))
b = bytearray(b"abcabc"); m = re.match(b"a(b)", b); print(type(m[0]), m[1], type(re.match(b"a*", bytearray(b"aa"))[0])); b[1] = 120; print(m[0], m[1])
