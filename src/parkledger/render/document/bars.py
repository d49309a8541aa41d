"""Bars beside the percentages of a table on paper: shaded cells of its own grid, in grey, for any printer."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from parkledger.reports.report import Value

CHARACTERS = 5
"""Characters of the full width that a bar takes."""
PARTS = 20
"""Columns of the grid under a bar: it is exact to five percent."""
GREY = "BFBFBF"
WHOLE = 100
"""The percentage that fills a bar; higher ones fill it too."""


NO_RIGHT = '<w:right w:val="nil"/>'


def grid(width: int, size: float) -> list[int]:
    """The widths under a column with bars, in twips: of its number, and of the parts of the bar."""
    part = int(CHARACTERS * size * 20 / PARTS)
    return [width - part * PARTS, *[part] * PARTS]


def filled(value: Value) -> int:
    """How many parts are shaded; a bar is empty or full only where nothing or everything is done."""
    if not isinstance(value, int | Decimal):
        return 0
    share = Decimal(value) / WHOLE
    parts = int((share * PARTS).to_integral_value())
    return max(0, min(parts, PARTS - (share < 1)) or int(share > 0))


def bar(parts: int, widths: list[int], paragraph: str) -> Iterator[str]:
    """The cells of a bar: the shaded ones as one, the others as one. ``paragraph`` is an empty one."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{GREY}"/>'
    for number, fill in ((parts, shade), (PARTS - parts, "")):
        if number:
            closed = not fill or number == PARTS
            sides = f'<w:left w:val="nil"/>{"" if closed else NO_RIGHT}'
            yield (
                f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[:number])}" w:type="dxa"/><w:gridSpan w:val="{number}"/>'
                f"<w:tcBorders>{sides}</w:tcBorders>{fill}</w:tcPr>{paragraph}</w:tc>"
            )
