"""A table that is too wide for the window, row by row: a title, and below it each cell with the name of its column."""

from __future__ import annotations

from collections.abc import Iterator

from parkledger.render.grid import HEAD, Grid
from parkledger.render.sentences import BETWEEN, Parts, Plain, lines_of

INSET = "    "


def record_lines(table: Grid, room: int) -> Iterator[Parts]:
    """The lines of every row. Cells without a text are left out; figures are never cut, texts are folded."""
    folds = [one.kind in ("text", "name") for one in table.columns]
    first = folds.index(True) if True in folds else 0
    names = next((at for at in range(first + 1, len(folds)) if not folds[at]), len(folds))
    for row in table.rows:
        title = [part for cell in row[:names] if cell[0] for part in (("  ", ""), cell)][1:]
        others = [(head, cell) for head, cell in zip(table.heads[names:], row[names:], strict=True) if cell[0]]
        if title:
            yield from lines_of(title, room, INSET)
        if others:
            yield from lines_of(_cells(others), room, INSET)


def _cells(cells: list[tuple[str, Plain]]) -> Parts:
    line: Parts = []
    for head, (text, style) in cells:
        line += [(BETWEEN if line else INSET, HEAD), (f"{head} ", HEAD), (text, style)]
    return line
