"""What a shell may complete: plans, enterprises, codes, kinds. Fast, bounded, and silent where there is no ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parkledger.base.tree import Tree

MOST = 100
"""Words that are offered: a longer list helps nobody who presses TAB."""
MOST_BYTES = 8 * 1024 * 1024
"""Bytes of rosters that are looked through for an id: a tenth of a second."""
_OFFERED = "\\w ,./·—，。、：；（）《》“”-"
_WORD = f"(?!-)[{_OFFERED}]+"
_OTHER = f"[^:’{_OFFERED}]+"
"""What a shell might evaluate or take for a sign of its own: zsh evaluates the text that it is offered."""

Words = list[tuple[str, str]]
Completion = Callable[[Any, str], Words]


def quietly(find: Callable[[Any, str], Iterator[tuple[str, str]]]) -> Completion:
    """The words that begin with what was typed, at most ``MOST``, each with its help. No fault may disturb a shell.

    They come from data files, which may be anyone's: a word that a shell might evaluate is left out, of a help the
    signs are.
    """

    @wraps(find)
    def words(ctx: Any, incomplete: str) -> Words:
        found: Words = []
        try:
            for word, about in find(ctx, incomplete):
                if word.startswith(incomplete) and re.fullmatch(_WORD, word):
                    found.append((word, re.sub(_OTHER, " ", about.replace("'", "’")).strip()))
                if len(found) == MOST:
                    break
        except Exception:
            return found
        return found

    return words


def _tree(ctx: Any) -> Tree:
    """The ledger that the command line means so far. Raises Stop where there is none."""
    from parkledger.cli.folder import find_data

    return find_data(ctx.params.get("data"), "zh")


@quietly
def plans(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The plans of the ledger."""
    for name in _tree(ctx).names("plans"):
        if name.endswith(".yaml"):
            yield name.removesuffix(".yaml"), ""


@quietly
def enterprises(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids of enterprises, each with its name."""
    import csv
    import io

    from parkledger.read.headers import header_of

    tree, left = _tree(ctx), MOST_BYTES
    for name in tree.names("enterprises"):
        header = header_of(tree, f"enterprises/{name}") if name.endswith(".csv") else None
        if header is None or left <= 0:
            continue
        places = [next((n for n, one in enumerate(header.names) if one in named), None) for named in _NAMED]
        with tree.open(f"enterprises/{name}") as file:
            text = file.read(left).decode(header.encoding, "replace")
        left -= len(text)
        for row in csv.reader(io.StringIO(text)):
            key, about = ("" if n is None or n >= len(row) else row[n].strip() for n in places)
            if key and key not in _NAMED[0]:
                yield key, about


_NAMED = (("id", "编号"), ("name", "企业名称"))
"""How the columns of an id and of a name are headed."""


@quietly
def codes(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The finding codes, each with its name; in small letters too."""
    from parkledger.checks.registry import CODES

    for one in CODES.values():
        yield (one.code if not incomplete.islower() else one.code.lower()), one.name


@quietly
def reports(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """The kinds of report, each with what it is."""
    from parkledger.reports.kinds import KINDS

    for name, kind in KINDS.items():
        yield name, f"{kind.about.zh} {kind.about.en}"


def of_report(ctx: Any, incomplete: str) -> Words:
    """What a report is asked of: an enterprise where its kind takes one, else a plan."""
    from parkledger.reports.kinds import KINDS

    kind = KINDS.get(ctx.params.get("kind") or "")
    return enterprises(ctx, incomplete) if kind and kind.takes == "enterprise" else plans(ctx, incomplete)
