"""The page of an official document (GB/T 9704-2012): A4, a text area of 156 x 225 mm, 22 lines of 28 characters.

Lengths are in twips (1/20 pt), as the file format has them, unless a name says otherwise.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm, Twips

PAPER_MM = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37, 35, 28, 26
LINES, CHARACTERS = 22, 28
TEXT_SIZE = 16
"""三号 in points: the size of the text, and of what the grid counts."""
PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """A length in twips, rounded down, so that what must fit does."""
    return int(millimetres * PER_MM)


WIDTH = twips(PAPER_MM[0] - LEFT_MM - RIGHT_MM)
HEIGHT = twips(PAPER_MM[1] - TOP_MM - BOTTOM_MM)
LINE = HEIGHT // LINES
"""One line of the grid."""
CHARACTER = WIDTH // CHARACTERS
"""One character of the grid; a little narrower than the type itself."""
CLOSER = TEXT_SIZE * 20 - CHARACTER
"""By how much text is drawn together, so that 28 characters of this size stand in a line. A grid of characters would
say the same, but where it is narrower than the type, LibreOffice gives each character two of its places."""
NUMBER_BELOW_MM = 7
"""How far the page number stands below the text area."""
NUMBER_SIZE = 14
"""四号 in points: the size of the page number."""


def set_page(section: Section, *, landscape: bool) -> None:
    """Paper, margins and grid of a section. On its side the paper keeps its margins, turned with it."""
    wide, high = reversed(PAPER_MM) if landscape else PAPER_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    top, right, bottom, left = TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM
    if landscape:
        top, right, bottom, left = LEFT_MM, BOTTOM_MM, RIGHT_MM, TOP_MM
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - NUMBER_BELOW_MM - NUMBER_SIZE * 25.4 / 72)
    section.header_distance = Mm(15)
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE}"/>'
    inside: Any = section._sectPr
    for old in inside.xpath("w:docGrid"):
        inside.remove(old)
    inside.append(parse_xml(grid))


def add_page_numbers(document: Document, section: Section) -> None:
    """— 1 — below the text, at the outer side: right on odd pages, left on even ones, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        edge = NUMBER_SIZE * 20
        paragraph.paragraph_format.right_indent = Twips(edge if side == "right" else 0)
        paragraph.paragraph_format.left_indent = Twips(edge if side == "left" else 0)
        inside: Any = paragraph._p
        inside.get_or_add_pPr().append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
        paragraph.add_run("— ")
        inside.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        paragraph.add_run(" —")
