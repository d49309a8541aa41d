"""The contents of the pages: title, sentences, tables; for a letter also its list of annexes, signature and annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from parkledger.base.words import Lang
from parkledger.render.document.page import CHARACTER, CHARACTERS, HEIGHT, LINE, WIDTH, set_page
from parkledger.render.document.styles import (
    ANNEX,
    ANNEX_TITLE,
    CHAPTER,
    END,
    LISTED,
    NOTE,
    PART,
    SIGNED,
    SUBTITLE,
    TEXT,
    TITLE,
    TITLE_SIZE,
    Type,
)
from parkledger.render.document.tables import Laid, lay_out, table_xml, wide
from parkledger.render.document.titles import balanced
from parkledger.render.labels import label, word
from parkledger.render.safe import visible
from parkledger.reports.form import office_line
from parkledger.reports.report import Bar, Cell, Joined, Letter, Report, Say, Section, Value


class Body:
    """Writes one report after the other into a document."""

    def __init__(self, document: Document, lang: Lang) -> None:
        self.document = document
        self.lang = lang
        self._landscape: bool | None = None
        self._break = False

    def report(self, made: Report, source: str) -> None:
        """Write a report: a letter with its annexes, or title, sentences and tables in their order."""
        laid = {at: lay_out(one, self.lang) for at, one in enumerate(made.sections) if one.columns}
        annexes = [at for at, one in enumerate(made.sections) if one.annex is not None]
        body = [at for at in range(len(made.sections)) if at not in annexes]
        if turned := any(laid[at].landscape for at in body if at in laid):
            laid |= {at: lay_out(made.sections[at], self.lang, turned=True) for at in body if at in laid}
        self._turn(turned)
        self._title(made)
        if made.letter is None:
            dated = word(office_line(made), self.lang), label("as_of", self.lang, day=made.as_of)
            self._paragraph("    ".join(filter(None, dated)), SUBTITLE)
        self._sentences(made.answer)
        for at in body:
            self._section(made.sections[at], laid.get(at))
        self._sentences(made.closing)
        if made.letter is not None:
            self._close(made, made.letter, [made.sections[at] for at in annexes])
        for at in annexes:
            self._annex(made.sections[at], laid.get(at))
        if source:
            self._keep_last()
            self._paragraph(source, NOTE)

    def _turn(self, landscape: bool) -> None:
        """Continue on a new page, in portrait or landscape."""
        if self._landscape == landscape:
            self._break = True
            return
        section = self.document.sections[0]
        if self._landscape is not None:
            self.close()
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            self._end_section()
        set_page(section, landscape=landscape)
        self._landscape = landscape

    def _end_section(self) -> None:
        """The section ends in the paragraph before; the empty one that was made for it could fall on a next page."""
        ends: Any = self.document.element.body.xpath("w:p")[-1]
        before: Any = ends.getprevious()
        before.get_or_add_pPr().append(ends.pPr.find(qn("w:sectPr")))
        ends.getparent().remove(ends)

    def _paragraph(self, text: str, kind: Type) -> Paragraph:
        """A paragraph of a kind; what could not be seen in it is shown escaped."""
        lines = visible(text).split("\n")
        found = self.document.add_paragraph(style=kind.name)
        if self._break:
            found.paragraph_format.page_break_before = True
            self._break = False
        run = found.add_run(lines[0])
        for line in lines[1:]:
            run.add_break()
            run.add_text(line)
        return found

    def _title(self, made: Report) -> None:
        """Write the title; one that needs more than a line is broken by its meaning."""
        title = word(made.title, self.lang)
        most = (HEIGHT if self._landscape else WIDTH) / 20 / TITLE_SIZE
        if wide(title) > most:
            lines = [word(one, self.lang) for one in made.letter.title] if made.letter else []
            lines = lines or title.replace("——", "\n——").split("\n")
            title = "\n".join(part for line in lines for part in balanced(line, most))
        self._paragraph(title, TITLE)

    def _sentences(self, cells: Sequence[Cell], kind: Type = TEXT) -> None:
        for cell in cells:
            self._paragraph(word(_without_bars(cell.value), self.lang).strip(), PART if cell.tone == "strong" else kind)

    def _section(self, section: Section, laid: Laid | None) -> None:
        if section.title is not None:
            self._paragraph(word(section.heading, self.lang), CHAPTER)
        self._sentences(section.text)
        if laid is not None:
            self._table(section, laid)

    def _table(self, section: Section, laid: Laid) -> None:
        if self._last_table() is not None:
            self.document.add_paragraph(style=END.name)  # else two tables would become one
        inside: Any = self.document.element.body
        inside.insert_element_before(table_xml(section, laid, self.lang), "w:sectPr")

    def _last_table(self) -> Any:
        """The last element, if it is a table."""
        inside: Any = self.document.element.body
        last = inside[-2] if len(inside) > 1 else None
        return last if last is not None and last.tag == qn("w:tbl") else None

    def close(self) -> None:
        """A section ends in a paragraph: a table that stands last is closed by one, and takes its last row along, so
        that no page holds that paragraph alone."""
        if self._last_table() is not None:
            self._keep_last()
            self.document.add_paragraph(style=END.name)

    def _keep_last(self) -> None:
        """Keep the last element (of a table its last row) on the page of what follows."""
        table, inside = self._last_table(), cast("Any", self.document.element.body)
        for one in table.tr_lst[-1].iter(qn("w:p")) if table is not None else (inside[-2],):
            Paragraph(one, self.document._body).paragraph_format.keep_with_next = True

    def _annex(self, section: Section, laid: Laid | None) -> None:
        """An annex on a page of its own: what it is called in the first line, its title in the third."""
        self._turn(laid is not None and laid.landscape)
        self._paragraph(word(section.annex, self.lang), ANNEX)
        self._paragraph(word(section.title, self.lang), ANNEX_TITLE)
        self._sentences(section.text, NOTE)
        if laid is not None:
            self._table(section, laid)

    def _close(self, made: Report, letter: Letter, annexes: Sequence[Section]) -> None:
        """The list of annexes one line below the text, then the office and the day."""
        self._list(annexes)
        day = made.as_of
        dated = word(Say("day.long", {"y": day.year, "month": Say(f"month.{day.month}"), "d": day.day}), self.lang)
        signed = word(letter.signed, self.lang) if letter.signed else ""
        for number, (text, edge) in enumerate(edges(signed, dated)):
            found = self._paragraph(text, SIGNED)
            found.paragraph_format.right_indent = Twips(round(edge * CHARACTER))
            if number == 0:
                found.paragraph_format.space_before = Twips(LINE)
                found.paragraph_format.keep_with_next = bool(signed)

    def _list(self, annexes: Sequence[Section]) -> None:
        """附件：1. ... 2. ...: what wraps and what follows stands below the first name."""
        start = label("annexes", self.lang)
        for number, one in enumerate(annexes, 1):
            mark = f"{number}. " if len(annexes) > 1 else ""
            found = self._paragraph((start if number == 1 else "") + mark + word(one.title, self.lang), LISTED)
            hang = wide(mark) + (wide(start) if number == 1 else 0)
            left = 2 + wide(start) + wide(mark)
            found.paragraph_format.left_indent = Twips(round(left * CHARACTER))
            found.paragraph_format.first_line_indent = Twips(-round(hang * CHARACTER))
            if number == 1:
                found.paragraph_format.space_before = Twips(LINE)
            found.paragraph_format.keep_with_next = number == len(annexes)


def _without_bars(value: Value) -> Value:
    """A value without its bars, which are for screens: the figure stands beside each."""
    if isinstance(value, Say | Bar | Joined) or not isinstance(value, tuple):
        return value
    return tuple(one for one in cast("tuple[Value, ...]", value) if not isinstance(one, Bar))


def edges(signed: str, dated: str) -> list[tuple[str, float]]:
    """Who signs and the day, each with its distance from the right edge in characters (GB/T 9704-2012, 7.3.5.2).

    The day begins two characters right of the office; the longer of the two ends two characters from the edge.
    """
    if not signed:
        return [(dated, 2.0)]
    office, day = wide(signed), wide(dated)
    ends = (2.0, office - day) if office >= day + 2 else (4.0 + day - office, 2.0)
    lines = zip((signed, dated), ends, strict=True)
    return [(text, max(0.0, min(edge, CHARACTERS - wide(text)))) for text, edge in lines]
