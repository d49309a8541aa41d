"""Every cell of a report, read back by a library other than the writer, is the report's value with its type."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from parkledger.model.ledger import Ledger
from parkledger.render.labels import head, word
from parkledger.render.safe import visible
from parkledger.render.workbook import workbook_bytes
from parkledger.reports.form import on_paper
from parkledger.reports.kinds import KINDS, Asked
from parkledger.reports.report import Bar, Cell, Column, Pack, Report, Say, Section
from render.naughty import NAUGHTY
from render.values import DAY, a_report

ON = {
    "jinnan-2021": "2023-11-15",
    "guangzhou-2019": "2021-12-31",
    "biaokou-2023": "2023-12-31",
    "wuhai-2025": "2026-10-31",
    "tongzhou-2016": "2018-03-31",
}
"""A day for each example on which much is going on; other plans are asked about the end of 2023."""


def expected(value, lang):
    """What a value is to another program, by the report's own words."""
    if isinstance(value, Decimal | int):
        return float(value)
    if isinstance(value, Bar):
        return value.share
    return value if isinstance(value, date) else visible(word(value, lang))


def read(made, lang="zh") -> Iterator[list]:
    """All rows of all sheets as calamine reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes(made, lang)))
    for name in book.sheet_names:
        yield from book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def assert_holds(made: Report | Pack, lang="zh"):
    """The rows of each table stand in the workbook in their order, between nothing that is not the report's."""
    rows = read(made, lang)
    reports = [sheet.report for sheet in made.sheets] if isinstance(made, Pack) else [made]
    for report in map(on_paper, reports):
        for section in report.sections:
            if not section.columns:
                continue
            heads = [visible(head(column, lang)) for column in section.columns]
            for found in rows:
                if found[: len(heads)] == heads:
                    break
            else:
                pytest.fail(f"no table {heads}")
            for row in (*section.rows, *((section.totals,) if section.totals else ())):
                found = next(rows)
                if isinstance(row, Say):
                    assert found[0] == visible(word(row, lang))
                    continue
                wanted = ["" if cell.value is None else expected(cell.value, lang) for cell in row]
                got = found[: len(wanted)]
                assert [type(one) for one in got] == [type(one) for one in wanted]
                assert got == pytest.approx(wanted) if all(isinstance(one, float) for one in wanted) else got == wanted
                assert not any(found[len(wanted) :])


TEXTS = st.text(st.characters(codec=None), max_size=20) | st.sampled_from([text for text in NAUGHTY if len(text) < 99])
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
NUMBERS = st.integers(-(10**14), 10**14) | st.decimals(-(10**6), 10**6, places=4)
VALUES = {
    "text": TEXTS,
    "name": TEXTS,
    "word": TEXTS | st.sampled_from([Say("state.met"), Say("state.overdue.days", {"days": 3}), ("剩", 3, "家")]),
    "day": DAYS,
    "number": NUMBERS | st.builds(Bar, st.floats(0, 1)),
}
KEYS = ("park", "name", "due", "days", "state", "lead")


@st.composite
def reports(draw):
    sections = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=5))
        columns = tuple(Column(key, kind) for key, kind in zip(KEYS, kinds, strict=False))
        tones = st.sampled_from(["plain", "bad", "good"])
        cell = [st.builds(Cell, st.none() | VALUES[kind], tones, st.just(1)) for kind in kinds]
        whole = st.tuples(*cell).filter(lambda row: any(one.value not in (None, "") for one in row))
        row = whole | st.builds(lambda text: Say("heading", {"text": text}), TEXTS.filter(bool))
        sections.append(Section(columns, tuple(draw(st.lists(row, max_size=6))), draw(st.none() | TEXTS)))
    return Report(draw(TEXTS), DAY, (Cell(draw(TEXTS)),), tuple(sections))


@settings(max_examples=60, deadline=None)
@given(report=reports(), lang=st.sampled_from(["zh", "en"]))
def test_every_cell_is_the_reports_value_with_its_type(report, lang):
    assert_holds(report, lang)


OF_PLANS = [kind for kind in KINDS.values() if kind.takes != "enterprise"]


@pytest.mark.sweep
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", OF_PLANS, ids=lambda kind: kind.name)
def test_every_kind_for_every_example(kind, lang, repository: Ledger):
    for campaign in repository.campaigns:
        one = Ledger((campaign,), repository.file)
        day = date.fromisoformat(ON.get(campaign.id, "2023-12-31"))
        assert_holds(kind.build(Asked(one, day)), lang)


class TestNaughtyNames:
    @pytest.fixture(scope="class")
    @classmethod
    def made(cls):
        rows = tuple((Cell(text), Cell(text, "bad"), Cell(number)) for number, text in enumerate(NAUGHTY))
        columns = (Column("name", "name"), Column("reason"), Column("days", "number"))
        return a_report(sections=(Section(columns, rows),), answer=tuple(map(Cell, NAUGHTY)))

    def test_none_is_lost_cut_or_changed(self, made):
        assert_holds(made)

    def test_none_is_a_formula_or_an_error(self, made):
        with zipfile.ZipFile(io.BytesIO(workbook_bytes(made, "zh"))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ >/]", sheet)
        assert set(re.findall(r' t="(\w+)"', sheet)) == {"inlineStr"}

    def test_each_is_read_as_it_is_shown(self, made):
        shown = [visible(text) for text in NAUGHTY]
        found = [row[0] for row in read(made)]
        assert found[2 : 2 + len(shown)] == shown
        assert found[-len(shown) :] == shown
