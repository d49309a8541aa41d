"""Tables are put together without rich; what is made is what rich makes of the same table, byte for byte."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from parkledger.render import grid
from parkledger.render.labels import label
from parkledger.render.screen import Painted
from parkledger.reports.report import Cell, Column, Section

TEXTS = st.text(st.sampled_from("ab 津南，—1.-é𠮷\u3000\u0301"), max_size=24)
TONES = st.sampled_from(sorted(grid.STYLES))
KINDS = st.sampled_from(["text", "name", "day", "number", "word"])
LABELS = ("name", "park", "since", "days")


@st.composite
def sections(draw):
    kinds = draw(st.lists(KINDS, min_size=1, max_size=4))
    columns = tuple(Column(label, kind) for label, kind in zip(LABELS, kinds, strict=False))
    rows = st.tuples(*[st.builds(Cell, TEXTS, TONES) for _ in columns])
    return Section(columns, tuple(draw(st.lists(rows, max_size=5))))


def by_rich_alone(section, least, widths=None):
    """The table as rich lays it out, with its own padding; in given widths if there are any."""
    table = Table(box=None, pad_edge=False, padding=(0, grid.GAP, 0, 0), header_style="dim", expand=False)
    for column, width, given_width in zip(
        section.columns, least, widths or [None] * len(least), strict=True
    ):
        table.add_column(
            Text(label(column.key, "zh")),
            justify="right" if column.kind == "number" else "left",
            no_wrap=grid.fixed(column),
            overflow="fold",
            min_width=width,
            width=given_width,
        )
    for row in section.rows:
        table.add_row(*(Text(*grid.plain_cell(cell, "zh")) for cell in row))
    return table


def console_of(width, coloured, out=None):
    return Console(
        file=out, width=width, force_terminal=coloured, color_system="standard" if coloured else None,
        markup=False, emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip


def printed(table, width, coloured):
    out = io.StringIO()
    console_of(width, coloured, out).print(table, crop=False)
    return out.getvalue()


def in_widths_that_fit(section, table, width):
    """The table as rich makes it: in the widths that it gives; where these are too wide, in those that ours has."""
    console = console_of(width, False)
    alone = by_rich_alone(section, table.least)
    if sum(alone._calculate_column_widths(console, console.options)) <= width:
        return alone
    given_widths = [one - gap for one, gap in zip(table.widths(width), table.gaps, strict=True)]
    return by_rich_alone(section, table.least, given_widths)


@pytest.mark.parametrize("coloured", [True, False])
@given(section=sections(), room=st.integers(0, 60))
def test_a_screen_gets_what_rich_makes(coloured, section, room):
    table = grid.Grid(section, "zh")
    width = table.least_width + room
    alone = in_widths_that_fit(section, table, width)
    assert printed(Painted(table), width, coloured) == printed(alone, width, coloured)


@given(section=sections(), room=st.integers(0, 60))
def test_a_pipe_gets_the_same_without_blanks_at_the_ends(section, room):
    table = grid.Grid(section, "zh")
    width = table.least_width + room
    by_rich = printed(in_widths_that_fit(section, table, width), width, False)
    lines = [line.rstrip(" ") + "\n" for line in by_rich.split("\n")[:-1]]
    assert list(grid.plain_lines(table.lines(width))) == lines


@given(section=sections(), room=st.integers(0, 60))
def test_columns_are_as_wide_as_rich_makes_them_where_that_fits(section, room):
    table = grid.Grid(section, "zh")
    width = table.least_width + room
    console = console_of(width, False)
    alone = by_rich_alone(section, table.least)._calculate_column_widths(console, console.options)
    if sum(alone) <= width:
        assert table.widths(width) == alone
    else:
        assert sum(table.widths(width)) <= width


@given(section=sections(), room=st.integers(1, 120))
def test_no_line_is_wider_than_the_room_unless_figures_would_be_cut(section, room):
    table = grid.Grid(section, "zh", room)
    width = max(room, table.least_width)
    assert max(map(cell_len, printed(Painted(table), width, False).splitlines())) <= width
    assert table.least_width <= grid.Grid(section, "zh").least_width


@given(section=sections(), room=st.integers(1, 120))
def test_no_column_vanishes_however_narrow_the_window_is(section, room):
    """What is given to a column beside figures that take the whole window is its least, not nothing."""
    table = grid.Grid(section, "zh", room)
    for width, gap, least in zip(table.widths(max(room, table.least_width)), table.gaps, table.least, strict=True):
        assert width - gap >= least >= 1
