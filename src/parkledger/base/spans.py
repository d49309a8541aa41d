"""Where something stands in a file."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in a data file: ``path`` as the tree gives it, ``line`` and ``column`` counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
