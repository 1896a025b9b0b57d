"""Parses the same sentences with sulh and with spaCy, in turns on one core.

Usage: compare.py PARSE_SENTENCES FILE

PARSE_SENTENCES is the built example of sulh-syntax, FILE has one sentence a line.
Every round parses all sentences once with each; start-up and a first round for
caches to fill are not measured. spaCy is given all sentences at once, which is
its faster way. Time is that of the processor, so that other programs do not
count. Exits with 1 where sulh is not LEAST_RATIO times as fast.
"""

import os
import statistics
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import en_core_web_sm

ROUNDS = 5
LEAST_RATIO = 3


def main() -> int:
    program, file = sys.argv[1:]
    with open(file, encoding="utf-8", newline="\n") as lines:
        sentences = [line.rstrip("\n") for line in lines]
    # All run on one core, in turns.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    nlp = en_core_web_sm.load()
    tokens = sum(map(len, nlp.pipe(sentences)))
    sulh = subprocess.Popen(
        [program, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True, bufsize=1
    )

    def parse_with_sulh() -> float:
        sulh.stdin.write("\n")
        return float(sulh.stdout.readline())

    def parse_with_spacy() -> float:
        start = time.process_time()
        for _ in nlp.pipe(sentences):
            pass
        return time.process_time() - start

    parsers = {"sulh": parse_with_sulh, "spaCy": parse_with_spacy}
    for parse in parsers.values():
        parse()
    seconds = {name: [] for name in parsers}
    for _ in range(ROUNDS):
        for name, parse in parsers.items():
            seconds[name].append(parse())
    sulh.stdin.close()
    sulh.wait()
    rates = {name: tokens / statistics.median(times) for name, times in seconds.items()}
    for name, rate in rates.items():
        print(f"{name}: {rate:,.0f} tokens a second")
    ratio = rates["sulh"] / rates["spaCy"]
    print(f"sulh is {ratio:.1f} times as fast")
    return 0 if ratio >= LEAST_RATIO else 1


sys.exit(main())
