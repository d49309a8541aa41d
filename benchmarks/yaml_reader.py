"""What it costs to know the line and column of every value of a plan: our reader beside PyYAML's safe C loader.

``python benchmarks/yaml_reader.py [--tasks 500] [--runs 30] [--plan FILE]`` reads the same text in turn with
``parse_yaml`` (values with their places, duplicate keys and hidden meaning refused) and with
``yaml.load(text, Loader=yaml.CSafeLoader)`` (values alone), and prints the medians and the median of the ratios of
the pairs. The plan is the one of jinnan with its tasks repeated under new ids until there are so many; ``--save FILE``
keeps it. The aim is a ratio of at most 1.5.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import yaml

from parkledger.read.yaml_text import parse_yaml

ROOT = Path(__file__).resolve().parent.parent
JINNAN = ROOT / "data" / "plans" / "jinnan-2021.yaml"
_ID = re.compile(r'^(\s+- id: ")(\d+)', re.MULTILINE)


def plan_of(tasks: int) -> str:
    """A valid plan of so many tasks: jinnan's, repeated with ids that count on."""
    head, rest = JINNAN.read_text("utf-8").split("\ntasks:\n")
    body, tail = rest.split("\nduties:\n")
    blocks = re.split(r"^(?=  - id: )", body, flags=re.MULTILINE)[1:]

    def numbered() -> Iterator[str]:
        for turn in count():
            for block in blocks:
                yield _ID.sub(lambda id: f"{id[1]}{int(id[2]) + turn * len(blocks)}", block)  # noqa: B023

    listed = (block.rstrip() + "\n\n" for block in islice(numbered(), tasks))
    return f"{head}\ntasks:\n{''.join(listed)}\nduties:\n{tail}"


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, without the collector's share of what went before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the size of the plan, the two medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--plan", type=Path, help="read this plan instead")
    parser.add_argument("--save", type=Path, help="keep the plan that was made")
    given = parser.parse_args()
    text = given.plan.read_text("utf-8") if given.plan else plan_of(given.tasks)
    if given.save:
        given.save.write_text(text, "utf-8")

    def ours() -> object:
        return parse_yaml(text, "plan.yaml")

    def theirs() -> object:
        return yaml.load(text, Loader=yaml.CSafeLoader)

    pairs = [(seconds(ours), seconds(theirs)) for _ in range(given.runs + 1)][1:]
    ratio = statistics.median(a / b for a, b in pairs)
    mine, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    tasks = len(theirs()["tasks"])  # type: ignore[index]
    print(f"a plan of {tasks} tasks, {len(text.encode()) / 1000:.0f} kB, {text.count(chr(10))} lines")
    print(f"parse_yaml, every value with its place {mine:8.4f} s")
    print(f"yaml.load with CSafeLoader             {bare:8.4f} s")
    print(f"ratio, median of {given.runs} pairs               {ratio:6.2f}")


if __name__ == "__main__":
    main()
