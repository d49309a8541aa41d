"""Work on the next blocks beside the work on this one: what pyarrow and numpy do runs on another processor."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

SWITCH = 0.0003
"""Seconds after which the interpreter is given to a thread that waits for it. What runs ahead needs it often and for
moments, between calls that do not; by its own five milliseconds it would stand still for most of the time."""
AT_ONCE = 2
"""How many blocks are worked on at once, beside the one that is being taken."""
BLOCKS_AHEAD = 4
"""How many blocks are handed out before they are taken: while one is taken there is always another to begin."""


@contextmanager
def _often(seconds: float) -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(seconds, usual))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def ahead(items: Iterator[T], work: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Each item with its result, in order. The first is worked on by itself: what follows may depend on it."""
    with ThreadPoolExecutor(AT_ONCE) as pool, _often(SWITCH):
        for item in items:
            yield item, work(item)
            break
        waiting: deque[tuple[T, Future[R]]] = deque()
        failure: Exception | None = None
        while failure is None or waiting:
            while failure is None and len(waiting) < BLOCKS_AHEAD:
                try:
                    item = next(items)
                except StopIteration as end:
                    failure = end
                except Exception as raised:
                    failure = raised  # it is of the items to come: those before it are handed out first
                else:
                    waiting.append((item, pool.submit(work, item)))
            if waiting:
                item, future = waiting.popleft()
                yield item, future.result()
        if failure is not None and not isinstance(failure, StopIteration):
            raise failure
