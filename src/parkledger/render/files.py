"""A report as a file: the writer for each ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parkledger.base.words import Lang
from parkledger.reports.provenance import Provenance
from parkledger.reports.report import Pack, Report


def _workbook(made: Report | Pack, lang: Lang, origin: Provenance | None) -> bytes:
    from parkledger.render.workbook import workbook_bytes

    return workbook_bytes(made, lang, origin)


def _document(made: Report | Pack, lang: Lang, origin: Provenance | None) -> bytes:
    from parkledger.render.document import document_bytes

    return document_bytes(made, lang, origin)


def _json(made: Report | Pack, lang: Lang, origin: Provenance | None) -> bytes:
    from parkledger.render.json_text import dumps
    from parkledger.render.report_json import report_json

    return (dumps(report_json(made, lang)) + "\n").encode()


Writer = Callable[[Report | Pack, Lang, Provenance | None], bytes]
WRITERS: Mapping[str, Writer] = {
    ".xlsx": _workbook,
    ".docx": _document,
    ".json": _json,
}
"""Ending → what makes the bytes of the file. Any of them may raise ``TooLarge``."""
CHECKABLE = frozenset({".xlsx", ".docx"})
"""Endings of the files that hold their provenance, so that they can be verified."""
