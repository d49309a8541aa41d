"""The file of a document: its properties, which hold where it comes from, and bytes that do not change."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document as new_document
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from parkledger.base.words import Lang
from parkledger.render.archive import steady
from parkledger.render.document.body import Body
from parkledger.render.document.page import add_page_numbers
from parkledger.render.document.styles import set_types
from parkledger.render.document.tables import MOST_ROWS
from parkledger.render.labels import label, word
from parkledger.render.safe import one_line
from parkledger.render.workbook import TooLarge
from parkledger.reports.form import on_paper
from parkledger.reports.provenance import Provenance, properties, source_line
from parkledger.reports.report import Pack, Report

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set that a file's own properties belong to."""


def document_bytes(made: Report | Pack, lang: Lang, provenance: Provenance | None = None) -> bytes:
    """The document of a report, or of several one after the other.

    Raises TooLarge when it has too many rows for paper: nothing is cut silently.
    """
    reports = [on_paper(one) for one in ([sheet.report for sheet in made.sheets] if isinstance(made, Pack) else [made])]
    rows = sum(len(section.rows) for one in reports for section in one.sections)
    if rows > MOST_ROWS:
        raise TooLarge("too.many.paper", rows, MOST_ROWS)
    document = new_document()
    set_types(document, lang)
    add_page_numbers(document, document.sections[0])
    body = Body(document, lang)
    for number, one in enumerate(reports, 1):
        last = provenance is not None and number == len(reports)
        body.report(one, _source(provenance, lang) if last and provenance else "")
    body.close()
    _set_properties(document, one_line(word(reports[0].title, lang)), provenance, lang)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _source(provenance: Provenance, lang: Lang) -> str:
    """Where the figures come from, in one line."""
    command = provenance.command(f"{provenance.kind}.docx")
    return label("document.source", lang, source=source_line(provenance), command=command)


def _set_properties(document: Document, title: str, provenance: Provenance | None, lang: Lang) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title[:255], "parkledger", "parkledger"
    core.created = core.modified = EPOCH
    core.comments = one_line(_source(provenance, lang))[:255] if provenance else ""
    core.keywords, core.revision = "", 1
    core.language = "zh-CN" if lang == "zh" else "en"
    package: Any = document.part.package
    for key, rel in list(package.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
        elif rel.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            rel.target_part._blob = (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Properties xmlns="{_EXTENDED}"><Application>parkledger</Application></Properties>'
            ).encode()
    if provenance is not None:
        part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _custom(provenance), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _custom(provenance: Provenance) -> bytes:
    """The provenance as the properties of the file."""
    held = "".join(
        f'<property fmtid="{_SET}" pid="{pid}" name={quoteattr(name)}><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for pid, (name, text) in enumerate(properties(provenance), 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{held}</Properties>'.encode()
