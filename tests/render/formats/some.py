"""Findings of every sort: near names, one for many, related places, waived ones, hostile text."""

from parkledger.base import codes
from parkledger.base.findings import Finding
from parkledger.base.spans import Span
from parkledger.checks.references import UNKNOWN_UNIT
from parkledger.checks.schedule import OPEN_QUESTION
from parkledger.render.findings import Told

PLAN = "./data/plans/示例 2024.yaml"
ROSTER = "./data/enterprises/示例.csv"
EVIL = "a,b:c%0A::error::d\x1b[31m\u202e]]>&<'\"\ufffe\udcff\n##[error]"

UNIT = Finding(UNKNOWN_UNIT, Span(PLAN, 212, 15), "tasks/2/lead/0", {"name": "区住建局"}, ("区住房建设委", "区住建委"))
SHIFTED = Finding(codes.RAGGED_ROW, Span(ROSTER, 9), "", {"found": "5", "expected": "4"})
MANY = Finding(codes.BAD_DAY, Span(ROSTER, 118, 3), "enterprises", {"value": "x", "reason": ""}, cases=12)
ALIKE = Finding(
    UNKNOWN_UNIT, Span(ROSTER, 20, 4), "filings/20/unit", {"name": "区环保局"}, ("区环境局",),
    cases=130, lines=(20, 33, 34, 35, 44, 58),
)  # fmt: skip
TWICE = Finding(
    codes.DUPLICATE_KEY, Span(PLAN, 7, 1), "title", {"key": "title", "first": "2"}, related=(Span(PLAN, 2, 1),)
)
ASKED = Finding(
    OPEN_QUESTION, Span(PLAN, 300, 5), "questions/q1", {"at": "一", "text": "没有写明", "reading": "照字面"}
)
HOSTILE = Finding(UNKNOWN_UNIT, Span(f"./data/plans/{EVIL}.yaml"), EVIL, {"name": EVIL}, (EVIL,))
WAIVED = ASKED._replace(span=Span(PLAN, 301, 5), pointer="questions/q2").waive("已核对：不影响 <数字> & 时限")

ALL = (TWICE, UNIT, ASKED, WAIVED, SHIFTED, ALIKE, MANY, HOSTILE)
CLEAN = "./data/parks/示例.yaml"


def told(*findings: Finding, lang: str = "zh", **how: object) -> Told:
    """What a check of these findings tells; its paths are below the root but for the ``./`` before them."""
    return Told(findings, lang, lambda path: path.removeprefix("./"), files=(PLAN, ROSTER, CLEAN), **how)
