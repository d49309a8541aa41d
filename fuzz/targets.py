"""What is fuzzed: bytes go in through the public doors, and what comes out is held to what is promised of it.

A target is called with an input and returns a signature of the outcome (a new one makes the input worth keeping).
It raises ``Broken`` when a promise is broken; any other exception is a failure as well, since faults in data are
findings and never exceptions.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import yaml
from pydantic_core import PydanticCustomError

from parkledger.base.deadlines import parse_deadline
from parkledger.base.findings import Finding, Severity
from parkledger.base.numerals import parse_numeral
from parkledger.base.periods import Periods, parse_every, parse_period_label, period_end, period_of
from parkledger.checks import check
from parkledger.model import fields
from parkledger.read import blocks, table_files
from parkledger.read.ledger import read_ledger
from parkledger.read.yaml_text import read_yaml
from parkledger.render.findings import FORMATS, Told, print_findings, rendered

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from support.trees import MemoryTree

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEVER_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
"""No terminal may get one of these; the line feeds of the report's own lines are its own."""
_BARE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PRINTED = 100
"""Findings of an input that are printed: laying out thousands is most of the time, and they are alike."""
FORMATTED = 3
"""Findings that are put into every format."""
DAY = date(2023, 11, 15)
PLAN = """\
title: 示例方案
issued_by: 示例区人民政府办公室
effective_on: "2021-01-01"
baseline_on: "2021-06-30"
columns:
  enterprises: [{key: verified_on, title: 核验日期, type: date}, {key: tons, title: 产量, type: amount}]
standards: {gone: [{item: 不具备生产能力, has: verified_on}]}
proof: gone
disposals: [{id: 退出, standard: gone}]
tasks:
  - id: "1"
    title: 退出
    clause: 一
    criteria:
      - {id: "1.1", text: 退出, clause: 一, due: 2023年底, quota: {of: enterprises, to: 0}}
      - {id: "1.2", text: 印发, clause: 一, due: 2023年6月底, milestone: {evidence: 文件}}
duties: [{id: f1, title: 月报, clause: 一, kind: recurring, every: month}]
zero: [{id: relapse, title: 复燃, clause: 一, kind: relapse}]
"""
KINDS = ("enterprises", "parks", "inspections", "filings", "indicators")
_HEADERS = {
    "parks": b"district", "inspections": b"result", "filings": b"filed_on", "indicators": b"indicator",
}  # fmt: skip


class Broken(Exception):
    """A promise that an input breaks."""


def held(findings: Iterable[Finding], files: Mapping[str, bytes]) -> Hashable:
    """What is promised of all findings: a file, a line that is in it, and words that any terminal can be shown."""
    found = tuple(findings)
    most = {path: _most_lines(raw) for path, raw in files.items()}
    for one in found:
        if not one.span.path or one.span.line < 1 or one.span.column < 1:
            raise Broken(f"a finding without a place: {one.rule.code} {one.span!r}")
        if one.span.line > most.get(one.span.path, 1):
            raise Broken(f"a finding beyond the end of its file: {one.rule.code} {one.span}")
    for lang in ("zh", "en"):
        said = io.StringIO()
        print_findings(Told(found[:PRINTED], lang, show_waived=True), said)
        if control := _NEVER_SHOWN.search(said.getvalue()):
            raise Broken(f"a raw {control[0]!r} is printed")
        for shape in FORMATS:
            _sound(shape, rendered(Told(found[:FORMATTED], lang, show_waived=True), shape))
    return tuple(sorted({one.rule.code for one in found})), min(9, len(found))


def _sound(shape: str, text: str) -> None:
    """A format of findings holds what its readers rely on: no raw control, and XML or JSON that can be read."""
    if control := _NEVER_SHOWN.search(text):
        raise Broken(f"a raw {control[0]!r} in {shape}")
    text.encode()
    if shape == "junit":
        ElementTree.fromstring(text.encode())
    elif shape in ("json", "gitlab", "sarif"):
        json.loads(text)


def _most_lines(raw: bytes) -> int:
    """The lines of a file, counted as the most generous editor does; an empty one has its first."""
    return len(_LINE_END.split(raw.decode("latin-1"))) + raw.count(b"\x85") + raw.count(b"\xe2\x80\xa8")


def yaml_target(raw: bytes) -> Hashable:
    """A YAML file by itself. Where nothing is found, its values are those that PyYAML's plainest loader reads."""
    files = {"plans/p.yaml": raw}
    source, findings = read_yaml(MemoryTree(files), "plans/p.yaml")
    if source is None and not any(one.rule.severity is Severity.ERROR for one in findings):
        raise Broken("nothing is read and nothing is found")
    if source is not None:
        json.dumps(source.data)
        if not findings:
            _alike(source.data, raw.decode("utf-8-sig"))
    return held(findings, files)


def _alike(data: Any, text: str) -> None:
    """Safe after a reading without findings: no alias, no tag, bounded depth."""
    expected = yaml.load(text, Loader=_BARE)
    if _blank(data or None) != _blank(expected or None):
        raise Broken("the values are not those of the file")


def _blank(value: Any) -> Any:
    """PyYAML's base loader has '' for an empty value where we have None."""
    if isinstance(value, dict):
        return {key: _blank(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_blank(one) for one in value]
    return "" if value is None else value


def plan_target(raw: bytes) -> Hashable:
    """A plan, its ledger read, checked, and the findings printed."""
    return _ledger({"plans/p.yaml": raw, "enterprises/p.csv": b"id,name\nE-1,x\n"})


def csv_target(raw: bytes) -> Hashable:
    """A table beside a small plan, read, checked, and the findings printed. Its header says which table it is.

    It is read row by row and as columns in small blocks: both must say the same.
    """
    head = raw[:2000]
    kind = next((kind for kind, word in _HEADERS.items() if word in head), "enterprises")
    files = {"plans/p.yaml": PLAN.encode(), f"{kind}/p.csv": raw}
    rows = check(read_ledger(MemoryTree(files)), DAY)
    with as_columns():
        columns = check(read_ledger(MemoryTree(files)), DAY)
    _promise(rows == columns, "the columns of a large file say what its rows say")
    return held(columns, files)


@contextmanager
def as_columns() -> Iterator[None]:
    """Every CSV is taken for a large one, of blocks of a few lines."""
    kept = table_files.LARGE, blocks.FIRST, blocks.BLOCK
    table_files.LARGE, blocks.FIRST, blocks.BLOCK = 0, 400, 300
    try:
        yield
    finally:
        table_files.LARGE, blocks.FIRST, blocks.BLOCK = kept


def _ledger(files: Mapping[str, bytes]) -> Hashable:
    ledger = read_ledger(MemoryTree(files))
    return held(check(ledger, DAY), files)


def deadlines_target(raw: bytes) -> Hashable:
    """The readers of one cell: deadlines, rhythms, periods, printed numbers, and every field type."""
    text = raw.decode("utf-8", "surrogateescape").removesuffix("\n")
    base = tuple(_accepted(read, text, ValueError) for read in (_deadline, _every, _period, parse_numeral))
    return (*base, *(_accepted(read, text, PydanticCustomError) for read in _FIELDS))


def _accepted(read: Callable[[str], object], text: str, refusal: type[Exception]) -> bool:
    """Whether the reader takes the text; it may refuse in the one way that its callers expect."""
    try:
        read(text)
    except refusal:
        return False
    return True


def _promise(kept: bool, promise: str) -> None:
    if not kept:
        raise Broken(promise)


def _deadline(text: str) -> None:
    deadline = parse_deadline(text)
    _promise(deadline.text == text, "a deadline keeps its text")
    _promise((deadline.day is None) == (deadline.kind != "day"), "a deadline has a day, or it is of a kind without")
    if deadline.day is not None:
        year = deadline.day.year + deadline.literal
        _promise(f"{year:04d}" in text.replace(" ", ""), "a deadline's year stands in its text")
        _promise(parse_deadline(deadline.day.isoformat()).day == deadline.day, "a deadline's day is one")


def _every(text: str) -> None:
    rhythm = parse_every(text)
    _promise(parse_every(str(rhythm)) == rhythm, "a rhythm is read as it is written")
    for start in (date.min, date(2024, 2, 29), DAY, date.max):
        _promise(rhythm.after(start) > start or start == date.max, "a rhythm goes forward")
    period = period_of(rhythm.unit, DAY)
    _promise(period_end(period.label) == period.last, "a period ends on its last day")
    _promise(Periods(rhythm, DAY, date.max)[0].first >= DAY, "periods begin on the day or later")


def _period(text: str) -> None:
    label = parse_period_label(text)
    _promise(parse_period_label(label) == label, "a period's label is read as it is written")
    period_end(label)


_FIELDS: tuple[Callable[[str], object], ...] = (
    fields.as_text, fields.as_name, fields.as_cell, fields.as_day, fields.as_moment, fields.as_deadline,
    fields.as_every, fields.as_period, fields.as_count, fields.as_amount, fields.as_flag, fields.as_timezone,
    fields.as_code, fields.as_aliases,
)  # fmt: skip


class Target(NamedTuple):
    """A target: what runs an input, and the words of its language that mutations put in."""

    run: Callable[[bytes], Hashable]
    tokens: Sequence[str]


_YAML = (
    "- ", "? ", ": ", ":", "[", "]", "{", "}", "&a ", "*a", "!", "!!int ", "!!binary |\n", "<<: ", "---\n",
    "...\n", "|\n", ">-\n", "%YAML 1.1\n", "%TAG ! x\n", "#", "@", "`", "~", "- " * 40, "[" * 40, "{a: " * 30,
    '"\\e"', '"\\ud800"', '"\\0"',
)  # fmt: skip
_PLAN = (
    "settings.x", "due: ", "lead: [", "per: park", "quota: {of: enterprises, to: 0}", "standing: [relapse]",
    "where: {}", "criteria:\n", "tasks:\n", "duties:\n", "zero:\n", "waivers:\n", "questions:\n", "columns:\n",
    "units:\n", "groups:\n", "settings.", "id: ", "at: tasks/1", "code: PL401", "2021年6月底", "长期坚持",
    "unscheduled",
)  # fmt: skip
_CSV = (
    ",", ",,", '"', '""', '","', '"\n', "\n\n", "\r\n", ";", "id", "name", "park", "on", "true", "2021-06-30",
    "2021-6-30", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n", "E-1", "91120112MA0000CT7U",
    "914403001922038216", "n" * 300,
)  # fmt: skip
_DEADLINES = (
    "年", "月", "日", "底", "末", "前", "之前", "季度", "第", "Q", "Q5", "-", "/", ".", "至", "到", "—",
    "2021", "9999", "0000", "0001", "12", "13", "31", "W53", "H2", "半月", "每", "个", "天", "month", "999",
    "万", "千", "零", "十", "长期", "未定", " ", "\u3000", "１", "٣",
)  # fmt: skip
TARGETS: Mapping[str, Target] = {
    "yaml": Target(yaml_target, _YAML),
    "plan": Target(plan_target, (*_YAML, *_PLAN)),
    "csv": Target(csv_target, _CSV),
    "deadlines": Target(deadlines_target, _DEADLINES),
}
