"""A section's table on paper: columns that fit the page, a header on every page, rows that are not split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parkledger.base.words import Lang
from parkledger.render.document import bars
from parkledger.render.document.page import HEIGHT, WIDTH
from parkledger.render.document.styles import TABLE
from parkledger.render.labels import label, word
from parkledger.render.safe import visible
from parkledger.reports.report import Cell, Column, Say, Section

MOST_ROWS = 5_000
"""The most rows of a document: some three hundred pages. Anything longer belongs in a workbook."""
SIZES = (10.5, 9.0, 7.5, 6.5)
"""五号, 小五号, 六号, 小六号: the sizes of a table, in points; the first that fits is taken."""
PAD = 45
"""Twips of white on each side of a cell."""
ABOVE = 28
"""Twips of white above and below the text of a cell."""
HIGH = 400
"""The least height of a row, in twips (7 mm)."""
HEAD = 4
"""Characters after which a head may wrap."""
SLACK = 0.3
"""Characters of a column beyond its text: bold type is a little wider."""
LEAST = 4
"""The least characters of a column of text."""
EASY = 9
"""Characters of a column of text below which the table is turned to landscape."""
MOST = 30
"""The most characters that a column of text asks for."""


_OPEN = f"<w:tcBorders>{bars.NO_RIGHT}</w:tcBorders>"
"""No line between a number and its bar."""


class Measured(NamedTuple):
    """How many characters of the full width a column needs: at the least, and so that nothing wraps."""

    least: float
    easy: float
    full: float


class Laid(NamedTuple):
    """A table as it is laid out: on its side or not, its size in points, its columns in twips, those with bars."""

    landscape: bool
    size: float
    widths: tuple[int, ...]
    bars: frozenset[int] = frozenset()

    @property
    def grid(self) -> list[list[int]]:
        """The widths of the grid under each column: one, or many under a column with bars."""
        return [bars.grid(width, self.size) if at in self.bars else [width] for at, width in enumerate(self.widths)]


def wide(text: str) -> float:
    """How many characters of the full width a text takes; Latin ones take half of it, capitals a little more."""
    return sum(1.0 if ord(c) > 0x2E7F or c in "“”‘’…—·×" else (0.72 if c.isupper() else 0.52) for c in text)


def shown(cell: Cell, lang: Lang) -> str:
    """A cell as text."""
    return visible(word(cell.value, lang))


def head_of(column: Column, lang: Lang) -> str:
    """What a column is called."""
    return visible(column.title or label(column.key, lang))


def _longest_token(text: str) -> float:
    """The longest stretch of Latin text that should not be torn."""
    spaced = "".join(c if c.isascii() and not c.isspace() else " " for c in text)
    return max((wide(part) for part in spaced.split()), default=0.0)


def measured(section: Section, lang: Lang, *, barred: bool = False) -> list[Measured]:
    """What each column needs; ``barred``: with bars beside the percentages, under the same head."""
    heads = [head_of(column, lang) for column in section.columns]
    full = [wide(head) if wide(head) <= HEAD else HEAD for head in heads]
    token = [_longest_token(head) for head in heads]
    for row in (*_rows(section), *((section.totals,) if section.totals else ())):
        for place, cell in enumerate(row):
            text = shown(cell, lang)
            beside = bars.CHARACTERS if barred and section.columns[place].bar else 0
            full[place] = max(full[place], *(wide(line) + beside for line in text.split("\n")))
            token[place] = max(token[place], min(_longest_token(text), MOST))
    found = []
    for column, widest, part in zip(section.columns, full, token, strict=True):
        most = widest + SLACK
        if column.kind in ("day", "number") or most <= LEAST:
            found.append(Measured(most, most, most))
        else:
            found.append(Measured(max(min(most, LEAST), part), max(min(most, EASY), part), min(most, MOST)))
    return found


def _rows(section: Section) -> Iterator[tuple[Cell, ...]]:
    return (row for row in section.rows if not isinstance(row, Say))


def lay_out(section: Section, lang: Lang, *, turned: bool = False) -> Laid:
    """The first way in which the table fits: upright if its text is not squeezed, on its side, smaller; then with its
    text squeezed. ``turned``: the page lies on its side already. Percentages have bars where these change no more."""
    plain = _laid_out(measured(section, lang), turned=turned)
    barred = frozenset(at for at, column in enumerate(section.columns) if column.bar)
    laid = _laid_out(measured(section, lang, barred=True), turned=turned) if barred else plain
    return laid._replace(bars=barred) if laid[:2] == plain[:2] else plain


def _laid_out(columns: Sequence[Measured], *, turned: bool) -> Laid:
    upright = [] if turned else [(False, size) for size in SIZES[:2]]
    ways = [*upright, *((True, size) for size in SIZES[:3])]
    easy, least = (sum(getattr(one, name) for one in columns) for name in ("easy", "least"))
    for need, (landscape, size) in [*((easy, way) for way in ways), *((least, (True, size)) for size in SIZES[2:])]:
        room = (HEIGHT if landscape else WIDTH) - 2 * PAD * len(columns)
        if need * size * 20 <= room:
            break
    return Laid(landscape, size, _shared(columns, room, size * 20))


def _shared(columns: Sequence[Measured], room: int, one: float) -> tuple[int, ...]:
    """The room shared out: to each what it needs at the least, the rest to those that would wrap, by their need."""
    widths = [column.easy * one for column in columns]
    if sum(widths) > room:
        widths = [column.least * one for column in columns]
    if sum(widths) > room:
        widths = [width * room / sum(widths) for width in widths]
    left = room - sum(widths)
    wish = [column.full * one - width for column, width in zip(columns, widths, strict=True)]
    asked = sum(part for part in wish if part > 0)
    if asked > left:
        widths = [width + max(part, 0) * left / asked for width, part in zip(widths, wish, strict=True)]
    else:
        widths = [max(width, column.full * one) for width, column in zip(widths, columns, strict=True)]
        spare = (room - sum(widths)) / sum(widths)
        widths = [width * (1 + spare) for width in widths]
    return tuple(int(width) + 2 * PAD for width in widths)


def table_xml(section: Section, laid: Laid, lang: Lang) -> Any:
    """The table as an element."""
    parts = [
        f"<w:tbl {nsdecls('w')}><w:tblPr>",
        f'<w:tblW w:w="{sum(laid.widths)}" w:type="dxa"/><w:jc w:val="center"/>',
        _borders(),
        '<w:tblLayout w:type="fixed"/>',
        f"<w:tblCellMar>{_white()}</w:tblCellMar>",
        "</w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{width}"/>' for widths in laid.grid for width in widths),
        "</w:tblGrid>",
    ]
    heads = [_cell(head_of(one, lang), laid, at, "center", bold=True) for at, one in enumerate(section.columns)]
    parts.append(_row(heads, head=True))
    open_spans = [0] * len(section.columns)
    for row in section.rows:
        if isinstance(row, Say):
            parts.append(_row([_across(visible(word(row, lang)), laid)]))
            open_spans = [0] * len(section.columns)
        else:
            parts.append(_row(_cells(row, section.columns, laid, lang, open_spans)))
    if section.totals:
        cells = [
            _cell(shown(one, lang), laid, at, _side(column), bold=True)
            for at, (one, column) in enumerate(zip(section.totals, section.columns, strict=True))
        ]
        parts.append(_row(cells))
    return parse_xml("".join([*parts, "</w:tbl>"]))


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _white() -> str:
    sides = (("top", ABOVE), ("left", PAD), ("bottom", ABOVE), ("right", PAD))
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    kept = f'<w:cantSplit/><w:trHeight w:val="{HIGH}" w:hRule="atLeast"/>{"<w:tblHeader/>" if head else ""}'
    return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _cells(
    row: Sequence[Cell], columns: Sequence[Column], laid: Laid, lang: Lang, open_spans: list[int]
) -> Iterator[str]:
    """The cells of a row; a cell that spans rows is merged with those below it."""
    for at, (one, column) in enumerate(zip(row, columns, strict=True)):
        merge = ""
        if one.span > 1:
            merge, open_spans[at] = '<w:vMerge w:val="restart"/>', one.span - 1
        elif open_spans[at]:
            merge, open_spans[at] = "<w:vMerge/>", open_spans[at] - 1
        if at in laid.bars:
            number, *parts = laid.grid[at]
            yield _box(shown(one, lang), number, laid.size, "right", f"{merge}{_OPEN}", bold=False)
            yield from bars.bar(bars.filled(one.value), parts, _paragraph("", laid.size, "left"))
        else:
            yield _cell(shown(one, lang), laid, at, _side(column), merge=merge)


def _side(column: Column) -> str:
    return "left" if column.kind in ("text", "name") else "center"


def _across(text: str, laid: Laid) -> str:
    span = f'<w:gridSpan w:val="{sum(map(len, laid.grid))}"/>'
    return _box(text, sum(laid.widths), laid.size, "left", span, bold=True, keep=True)


def _cell(text: str, laid: Laid, at: int, side: str, *, merge: str = "", bold: bool = False) -> str:
    span = f'<w:gridSpan w:val="{len(laid.grid[at])}"/>' if at in laid.bars else ""
    return _box(text, laid.widths[at], laid.size, side, span + merge, bold=bold)


def _box(text: str, width: int, size: float, side: str, merge: str, *, bold: bool, keep: bool = False) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(text, size, side, bold=bold, keep=keep)}</w:tc>"
    )


def _paragraph(text: str, size: float, side: str, *, bold: bool = False, keep: bool = False) -> str:
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    type_ = f'{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{TABLE.name.replace(" ", "")}"/>{"<w:keepNext/>" if keep else ""}'
        f'<w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>{type_}</w:rPr>{"<w:br/>".join(lines)}</w:r></w:p>'
    )
