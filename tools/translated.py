"""Chinese pages say what the English ones say: ``python tools/translated.py [PAGE...]``.

At the end of a Chinese page stands a mark of the English text that it says. Where the English text has changed since,
a test fails: bring the Chinese page up to date, then name it here, and it is marked anew. Without a page those that are
behind are listed. What commands print, and where lines break, is no part of the mark.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MARK = re.compile(r"\n*<!-- says (\S+) (\w+) -->\n*\Z")
_CONSOLE = re.compile(r"```console[^\n]*\n([\s\S]*?)```")


def english_of(page: Path) -> Path:
    """The English page beside a Chinese one."""
    if page.parent == ROOT:
        return ROOT / "README.md"
    return ROOT / "docs" / page.name


def mark_of(english: Path) -> str:
    """The mark of what an English page says today."""
    typed = _CONSOLE.sub(
        lambda block: "\n".join(line for line in block[1].split("\n") if line[:2] == "$ "),
        english.read_text(encoding="utf-8"),
    )
    return hashlib.sha256(" ".join(typed.split()).encode()).hexdigest()[:10]


def written_pages() -> list[Path]:
    """The Chinese pages that people write; the others are made by ``make_docs``."""
    pages = [ROOT / "README.zh-CN.md", *sorted(ROOT.glob("docs/zh/*.md"))]
    return [page for page in pages if "made by tools/make_docs.py" not in page.read_text(encoding="utf-8")]


def behind() -> list[Path]:
    """The Chinese pages whose English text has changed since they were marked."""
    found = []
    for page in written_pages():
        mark = _MARK.search(page.read_text(encoding="utf-8"))
        if mark is None or mark[2] != mark_of(english_of(page)):
            found.append(page)
    return found


def mark(page: Path) -> None:
    """Say of a page that it says what the English one says today."""
    english = english_of(page)
    text = _MARK.sub("", page.read_text(encoding="utf-8")).rstrip("\n")
    name = english.relative_to(ROOT).as_posix()
    page.write_text(f"{text}\n\n<!-- says {name} {mark_of(english)} -->\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Mark the pages that are named, or list those that are behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="Chinese pages that were brought up to date")
    for page in parser.parse_args().pages:
        mark(page.resolve())
    late = behind()
    for page in late:
        name = page.relative_to(ROOT).as_posix()
        print(f"{name}: the English page has changed; bring it up to date, then python tools/translated.py {name}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
