"""One whole process measured: wall time, processor time and peak memory, as the system counts them for a child."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

GIVEN_UP = 900.0
"""Seconds after which a process is ended: what takes a quarter of an hour is not waited for."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` is in bytes on macOS, in kilobytes elsewhere."""


class Failed(Exception):
    """A measured process did not end as it should: its figures are no figures."""


class Run(NamedTuple):
    """One process: seconds on the clock, seconds of processors (user and system), megabytes at the peak.

    The peak is that of the largest process, should there be several.
    """

    wall: float
    cpu: float
    peak: float


class Pair(NamedTuple):
    """A command and a reference, run in turn: their medians, and the median of the ratios of each turn."""

    ours: Run
    theirs: Run
    ratio: float


LOST = Pair(Run(math.inf, math.inf, math.inf), Run(1.0, 1.0, 1.0), math.inf)
"""In place of a pair of the project's own that did not end well: it meets no demand."""


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end. Raises Failed when its exit code is not 0.

    This process must stay small: a child's peak is never below what its parent held when it started.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        alarm = threading.Timer(GIVEN_UP, child.kill)
        alarm.start()
        said = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        alarm.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["nothing on stderr"]
        over = f"ended after {GIVEN_UP:.0f} s" if wall >= GIVEN_UP else f"exit {child.returncode}: {last[0][:200]}"
        raise Failed(over)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT / 1e6)


def median_run(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(*(statistics.median(figures) for figures in zip(*runs, strict=True)))


def pair(ours: Sequence[str], theirs: Sequence[str], runs: int) -> Pair:
    """Measure two commands in turn, after one of each that is not counted."""
    measure(ours)
    measure(theirs)
    turns = [(measure(ours), measure(theirs)) for _ in range(runs)]
    ratio = statistics.median(one.wall / other.wall for one, other in turns)
    return Pair(median_run([one for one, _ in turns]), median_run([other for _, other in turns]), ratio)
