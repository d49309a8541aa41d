"""The type of an official document: which face and size each kind of paragraph has."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from parkledger.base.words import Lang
from parkledger.render.document.page import CHARACTER, CLOSER, LINE, NUMBER_SIZE, TEXT_SIZE

TITLE_FACE, TEXT_FACE, BLACK_FACE, KAI_FACE, NUMBER_FACE = (
    "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体",
)  # fmt: skip
LATIN_FACE = "Times New Roman"
OTHER_FACES = {
    TITLE_FACE: "华文中宋", TEXT_FACE: "仿宋", BLACK_FACE: "SimHei", KAI_FACE: "楷体", NUMBER_FACE: "SimSun",
}  # fmt: skip
"""Substitutes for faces that are not installed."""
TITLE_SIZE = 22
"""二号 in points."""
SMALL_SIZE = 10.5
"""五号 in points: tables, and the line that says where the figures come from."""


class Type(NamedTuple):
    """A kind of paragraph: its style's name, face, size in points, and how it is set."""

    name: str
    face: str
    size: float = TEXT_SIZE
    side: str = "both"
    indent: int = 0
    """Characters by which the first line is indented."""
    before: int = 0
    after: int = 0
    """Empty lines before and after it."""
    with_next: bool = False


NORMAL = Type("Normal", TEXT_FACE)
TITLE = Type("Title", TITLE_FACE, TITLE_SIZE, "center", after=1, with_next=True)
SUBTITLE = Type("Subtitle", KAI_FACE, side="center", after=1)
TEXT = Type("Body Text", TEXT_FACE, indent=2)
CHAPTER = Type("Heading 1", BLACK_FACE, indent=2, with_next=True)
PART = Type("Heading 2", KAI_FACE, indent=2, with_next=True)
ANNEX = Type("Heading 3", BLACK_FACE, side="left", with_next=True)
ANNEX_TITLE = Type("Heading 4", TITLE_FACE, TITLE_SIZE, "center", before=1, after=1, with_next=True)
LISTED = Type("List", TEXT_FACE, side="left")
SIGNED = Type("Signature", TEXT_FACE, side="right")
NOTE = Type("Note", TEXT_FACE, SMALL_SIZE, "left", indent=2)
NUMBER = Type("Footer", NUMBER_FACE, NUMBER_SIZE)
END = Type("Table End", TEXT_FACE, 1, "left")
"""Closes a table: a paragraph without height."""
TABLE = Type("Table Text", NUMBER_FACE, SMALL_SIZE)
TYPES = (TITLE, SUBTITLE, TEXT, CHAPTER, PART, ANNEX, ANNEX_TITLE, LISTED, SIGNED, NOTE, NUMBER, END, TABLE)


def set_types(document: Document, lang: Lang) -> None:
    """Give the document's styles the type of an official document."""
    normal = document.styles["Normal"]
    _set(normal, NORMAL, lang)
    names = {style.name for style in document.styles}
    for one in TYPES:
        if one.name not in names:
            document.styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
        style: Any = document.styles[one.name]
        style.base_style, style.hidden, style.quick_style = normal, False, True
        _set(style, one, lang)
    _add_faces(document)


def _set(style: Any, one: Type, lang: Lang) -> None:
    inside = style.element
    for old in inside.xpath("w:pPr | w:rPr"):
        inside.remove(old)
    inside.append(parse_xml(f"<w:pPr {nsdecls('w')}>{_paragraph(one)}</w:pPr>"))
    inside.append(parse_xml(f"<w:rPr {nsdecls('w')}>{_run(one, lang)}</w:rPr>"))


def _paragraph(one: Type) -> str:
    """How paragraphs of this kind are set, in the order in which the format wants it."""
    free = one.size < TEXT_SIZE and one is not END
    high = LINE if one is not END else 20
    lines = 'w:line="240" w:lineRule="auto"' if free else f'w:line="{high}" w:lineRule="exact"'
    chars, width = one.indent * 100, one.indent * CHARACTER
    return "".join(
        (
            "<w:keepNext/>" if one.with_next else "",
            '<w:widowControl w:val="0"/>',  # else a page might end a line early
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>',  # else figures push the grid apart
            '<w:snapToGrid w:val="0"/>' if one.size != TEXT_SIZE else "",  # larger type would take two lines
            f'<w:spacing w:before="{LINE * one.before}" w:after="{LINE * one.after}" {lines}/>',
            f'<w:ind w:firstLineChars="{chars}" w:firstLine="{width}"/>',
            f'<w:jc w:val="{one.side}"/>',
        )
    )


def _run(one: Type, lang: Lang) -> str:
    half = round(one.size * 2)
    closer = CLOSER if one.size == TEXT_SIZE else 0
    return "".join(
        (
            _fonts(one.face, lang),
            '<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>',
            f'<w:spacing w:val="{-closer}"/><w:kern w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>',
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
        )
    )


def _fonts(face: str, lang: Lang) -> str:
    """The faces of a style. In Chinese, marks that both scripts have (“”, …, —) are set in the Chinese face."""
    hint = ' w:hint="eastAsia"' if lang == "zh" else ""
    return f'<w:rFonts{hint} w:ascii="{LATIN_FACE}" w:hAnsi="{LATIN_FACE}" w:cs="{LATIN_FACE}" w:eastAsia="{face}"/>'


def _add_faces(document: Document) -> None:
    """Name the faces in the document's table of fonts, each with what stands in for it."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table: Any = parse_xml(part.blob)
    for old in [one for one in table if one.get(qn("w:name")) in OTHER_FACES]:
        table.remove(old)
    for face, other in OTHER_FACES.items():
        table.append(
            parse_xml(
                f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
                '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>'
            )
        )
    part._blob = serialize_part_xml(table)
