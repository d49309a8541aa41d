"""The paragraphs of a document, those in its tables as well, as their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parkledger.render.office.package import Package, Unusable, parse

DOCUMENT = "word/document.xml"
MOST_PARAGRAPHS = 200_000
_AROUND = re.compile(r"word/(header|footer|footnotes|endnotes|comments)[^/]*\.xml")


class Paragraph(NamedTuple):
    """Its text, and whether it is a heading: of a chapter, a part, an annex."""

    text: str
    heading: bool


def texts_around(package: Package) -> list[str]:
    """The texts of heads and feet of pages, of notes and of comments; a number is ``#``, for pages have others."""
    names = [name for name in package.sizes if _AROUND.fullmatch(name)]
    texts = (one.text for name in names for one in paragraphs(package, name))
    return list(dict.fromkeys(re.sub(r"\d+", "#", text) for text in texts if text))


def paragraphs(package: Package, part: str = DOCUMENT) -> Iterator[Paragraph]:
    """Each paragraph of a part in its order. Raises Unusable."""
    if part not in package.sizes:
        raise Unusable("office.no.part")
    held: list[str] = []
    done: list[Paragraph] = []
    depth, heading = 0, False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, heading
        depth += tag == "t"
        if tag == "p":
            heading = False
        if tag == "pStyle":
            heading = any(
                name.rpartition("}")[2] == "val" and of.startswith("Heading") for name, of in attributes.items()
            )
        if tag in ("tab", "br"):
            held.append(" ")

    def end(tag: str) -> None:
        nonlocal depth
        depth -= tag == "t"
        if tag == "p":
            done.append(Paragraph("".join(held).strip(), heading))  # programs write breaks before or within
            held.clear()

    def text(data: str) -> None:
        if depth:
            held.append(data)

    number = 0
    for _ in parse(package.pieces(part), start, end, text):
        number += len(done)
        if number > MOST_PARAGRAPHS:
            raise Unusable("office.too.large")
        yield from done
        done.clear()
