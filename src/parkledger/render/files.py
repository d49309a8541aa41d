"""A report as a file: by its ending, the one who writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parkledger.base.words import Lang
from parkledger.reports.report import Pack, Report


def _workbook(made: Report | Pack, lang: Lang) -> bytes:
    from parkledger.render.workbook import workbook_bytes

    return workbook_bytes(made, lang)


def _document(made: Report | Pack, lang: Lang) -> bytes:
    from parkledger.render.document import document_bytes

    return document_bytes(made, lang)


def _json(made: Report | Pack, lang: Lang) -> bytes:
    from parkledger.render.json_values import dumps
    from parkledger.render.report_json import report_json

    return (dumps(report_json(made, lang)) + "\n").encode()


WRITERS: Mapping[str, Callable[[Report | Pack, Lang], bytes]] = {
    ".xlsx": _workbook,
    ".docx": _document,
    ".json": _json,
}
"""Ending → what makes the bytes of the file. Any of them may raise ``TooLarge``."""
