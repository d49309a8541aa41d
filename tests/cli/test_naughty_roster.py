"""A roster whose names are the texts that break programs: the workbook holds each of them, as text, whole."""

import csv
import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from cli.program import run
from cli.tiny import DAY, FILES, tiny
from parkledger.render.safe import visible
from render.naughty import NAUGHTY

HEAD, *_ = FILES["enterprises/tiny.csv"].splitlines()


def roster(texts):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD.split(","))
    writer.writerows([f"N-{number}", text, "东园", "退出", "2024-01-01", "", ""] for number, text in enumerate(texts))
    return out.getvalue()


def readable(text):
    """What can stand in a file of UTF-8 as the cell that it is, blanks around it aside."""
    return text.strip() == text != "" and "\x00" not in text and "\r" not in text and text.isprintable()


TEXTS = [text for text in NAUGHTY if readable(text) and len(text) <= 200]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("naughty")
    data = tiny(folder, enterprises=roster(TEXTS), inspections=None)
    out = folder / "ledger.xlsx"
    answer = run("report", "ledger", "-o", out, "--data", data, "--as-of", DAY)
    assert answer.code == 0, answer.err
    return out


def test_most_of_them_are_tried():
    assert len(TEXTS) > 80


def test_every_name_is_there_as_it_was_written(book):
    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    names = {row[1]: row[2] for row in rows if str(row[1]).startswith("N-")}  # behind the number of the row
    assert names == {f"N-{number}": visible(text) for number, text in enumerate(TEXTS)}


def test_none_is_a_formula_or_an_error(book):
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = archive.read(name).decode()
                assert not re.search(r"<f[ >/]", sheet)
                assert set(re.findall(r' t="(\w+)"', sheet)) <= {"inlineStr"}
