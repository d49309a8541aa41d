"""The named properties of an office file: where a workbook and a document keep their provenance."""

from __future__ import annotations

from parkledger.render.office.package import SMALL, Package, Unusable, parse
from parkledger.reports.provenance import Provenance, from_properties

PART = "docProps/custom.xml"
MOST_TEXT = 8_192
"""Characters of a property: the longest holds a path, which systems bound at half of that, and its hash."""


def provenance_in(package: Package) -> Provenance:
    """The provenance of a file that parkledger wrote. Raises Unusable for any other file."""
    try:
        return from_properties(texts(package))
    except ValueError as failure:
        raise Unusable("office.no.provenance") from failure


def texts(package: Package) -> dict[str, str]:
    """The properties of a file by name, as they stand there. Raises Unusable where it has none."""
    if not 0 < package.sizes.get(PART, 0) <= SMALL:
        raise Unusable("office.no.provenance")
    found: dict[str, str] = {}
    name: list[str] = []
    held: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "property":
            name[:] = [attributes.get("name", "")]
            held.clear()

    def end(tag: str) -> None:
        if tag == "property" and name:
            if max(len(name[0]), sum(map(len, held))) > MOST_TEXT:
                raise Unusable("office.too.large")
            found[name.pop()] = "".join(held)

    def text(data: str) -> None:
        if name:
            held.append(data)

    for _ in parse(package.pieces(PART), start, end, text):
        pass
    return found
