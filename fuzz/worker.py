"""The process that fuzzes one target: it may hang, crash or grow, and whoever started it sees which input did it."""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from mutations import mutations
from targets import TARGETS, Target

MOST_SECONDS = 5.0
"""Of the processor's time, so that a busy machine fails nobody; one that waits for ever is ended from outside."""
MOST_GROWTH = 400 * 1024 * 1024
KEPT = 2000
"""Inputs that are kept because they showed something new; the oldest of them go first."""


def peak() -> int:
    """The most memory that this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def fault(target: Target, raw: bytes, seen: set[object] | None = None) -> str:
    """What is wrong with an input, '' when nothing is. ``seen`` are signatures; a new one is added."""
    before, start = peak(), time.process_time()
    try:
        signature = target.run(raw)
    except Exception as failure:
        return f"{type(failure).__name__}: {failure}"[:500]
    if (took := time.process_time() - start) > MOST_SECONDS:
        return f"{took:.1f} s"
    if (grown := peak() - before) > MOST_GROWTH:
        return f"{grown / 2**20:.0f} MB"
    if seen is not None:
        seen.add(signature)
    return ""


def seeds(folder: Path) -> list[bytes]:
    """The inputs of a corpus, in the order of their names."""
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]


def fuzz(target: Target, corpus: Sequence[bytes], seed: int, seconds: float, current: Path) -> tuple[int, int, str]:
    """Run inputs until the time is over or one is faulty: how many ran, how many outcomes there were, the fault.

    Each input is in ``current`` before it runs.
    """
    rng = random.Random(seed)
    pool = list(corpus) or [b""]
    mutate = mutations(target.tokens, corpus or [b""])
    seen: set[object] = set()
    end = time.monotonic() + seconds
    ran = 0
    while ran < len(corpus) or time.monotonic() < end:
        raw = corpus[ran] if ran < len(corpus) else mutate(rng, rng.choice(pool))
        current.write_bytes(raw)
        known = len(seen)
        if wrong := fault(target, raw, seen):
            return ran, len(seen), wrong
        if len(seen) > known and ran >= len(corpus):
            pool.append(raw)
            if len(pool) > KEPT:
                del pool[len(corpus)]
        ran += 1
    return ran, len(seen), ""


def main() -> int:
    """Exit code 1 when an input is faulty; what is said is one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True, choices=TARGETS)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--current", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--one", type=Path, help="run this input alone")
    given = parser.parse_args()
    gc.set_threshold(200_000)
    target = TARGETS[given.target]
    if given.one is not None:
        wrong = fault(target, given.one.read_bytes())
        print(wrong or "nothing is wrong")
        return bool(wrong)
    ran, outcomes, wrong = fuzz(target, seeds(given.corpus), given.seed, given.seconds, given.current)
    print(f"{ran} inputs, {outcomes} outcomes{', ' * bool(wrong)}{wrong}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
