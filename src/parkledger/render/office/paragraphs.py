"""The paragraphs of a document, those in its tables as well, as their text."""

from __future__ import annotations

from collections.abc import Iterator

from parkledger.render.office.package import Package, Unusable, parse

DOCUMENT = "word/document.xml"
MOST_PARAGRAPHS = 200_000


def paragraphs(package: Package) -> Iterator[str]:
    """The text of each paragraph in its order. Raises Unusable."""
    if DOCUMENT not in package.sizes:
        raise Unusable("office.no.part")
    held: list[str] = []
    done: list[str] = []
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += tag == "t"
        if tag in ("tab", "br"):
            held.append(" ")

    def end(tag: str) -> None:
        nonlocal depth
        depth -= tag == "t"
        if tag == "p":
            done.append("".join(held))
            held.clear()

    def text(data: str) -> None:
        if depth:
            held.append(data)

    number = 0
    for _ in parse(package.pieces(DOCUMENT), start, end, text):
        number += len(done)
        if number > MOST_PARAGRAPHS:
            raise Unusable("office.too.large")
        yield from done
        done.clear()
