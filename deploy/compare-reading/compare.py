"""Reads the same HTML pages with sulh and with trafilatura, in turns on one core.

Usage: compare.py READ_PAGES FOLDER...

READ_PAGES is the built example of sulh-extract. Every round reads all pages
once with each of the readers; start-up, loading of the files and a first round
for caches to fill are not measured. trafilatura is asked for what sulh gives,
the text and the page's metadata, and, apart, for the text alone in its fast
mode. Time is that of the processor, so that other programs do not count. Exits with 1 where sulh is not LEAST_RATIO times as fast as the former.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

ROUNDS = 15
LEAST_RATIO = 10


def main() -> int:
    program, *folders = sys.argv[1:]
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.html"))
    pages = [file.read_bytes() for file in files]
    size = sum(map(len, pages))
    # All run on one core, in turns.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sulh = subprocess.Popen(
        [program, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )

    def read_with_sulh() -> float:
        sulh.stdin.write("\n")
        return float(sulh.stdout.readline())

    def read_with_trafilatura(**options) -> float:
        # Other pages would not profit from what these have left behind.
        reset_caches()
        start = time.process_time()
        for page in pages:
            trafilatura.bare_extraction(page, **options)
        return time.process_time() - start

    readers = {
        "sulh": read_with_sulh,
        "trafilatura": lambda: read_with_trafilatura(with_metadata=True),
        "trafilatura, fast, text alone": lambda: read_with_trafilatura(fast=True),
    }
    for read in readers.values():
        read()
    seconds = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            seconds[name].append(read())
    sulh.stdin.close()
    sulh.wait()

    print(
        f"{len(pages)} pages, {size} bytes, {ROUNDS} rounds on one core, "
        f"trafilatura {trafilatura.__version__}: median (least to most)"
    )
    for name, taken in seconds.items():
        documents = spread([len(pages) / s for s in taken], "{:.0f}")
        megabytes = spread([size / s / 1e6 for s in taken], "{:.2f}")
        print(f"{name}: {documents} documents/s, {megabytes} MB/s")
    ours, *others = seconds
    medians = []
    for name in others:
        ratios = [theirs / own for theirs, own in zip(seconds[name], seconds[ours])]
        medians.append(statistics.median(ratios))
        print(f"{ours} is {spread(ratios, '{:.1f}')} times as fast as {name}")
    if medians[0] < LEAST_RATIO:
        print(f"that is less than {LEAST_RATIO} times", file=sys.stderr)
        return 1
    return 0


def spread(values: list[float], form: str) -> str:
    least, middle, most = min(values), statistics.median(values), max(values)
    return f"{form.format(middle)} ({form.format(least)} to {form.format(most)})"


if __name__ == "__main__":
    sys.exit(main())
