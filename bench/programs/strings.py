# Text built, split, joined, searched, formatted.
def work():
    text = ""
    for i in range(30000):
        text += str(i) + " "
    words = text.split()
    upper = " ".join(words).upper().replace("7", "seven")
    lines = [f"{w}:{len(w):>3}|{i:05d}" for i, w in enumerate(words)]
    hits = sum(1 for line in lines if line.startswith("1") and "9" in line)
    rows = ["%s-%d-%.2f" % (w, i, i / 3) for i, w in enumerate(words)]
    letters = 0
    for ch in upper:
        if ch.isalpha():
            letters += 1
    return len(text), len(upper), hits, rows[-1], letters


if __name__ == "__main__":
    import os
    import time

    clock = getattr(time, os.environ.get("BENCH_CLOCK", "perf_counter"))
    begin = clock()
    check = work()
    print(clock() - begin, check)
