"""Keep the catalogues of words: ``python tools/catalogues.py [--check | --compile]``.

Each key that the code speaks has an entry in ``src/parkledger/locale/LANG/LC_MESSAGES/parkledger.po``. Without an
option the keys that the code asks for and a catalogue lacks are added to it, empty, to be filled in; every catalogue
is written in the order of its keys and compiled. The compiled ``.mo`` files are what the program reads; installing
makes them, so they are not under version control.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "parkledger"
LOCALE = SOURCE / "locale"
KEYWORDS = {"Say": 0, "Column": 0, "label": 0, "progress": 0, "stop": 1, "Misuse": 1}
"""Who takes a key in the code, and as which argument."""


def catalogue_files() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/parkledger.po"))


def read(path: Path) -> Catalog:
    """A catalogue; a malformed one is an error."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def keys_in(tree: ast.AST) -> Iterator[tuple[int, str, ast.expr]]:
    """Line, caller and expression of each key that a module asks for; of a choice between two, both."""
    for node in ast.walk(tree):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if isinstance(node, ast.Call) and name in KEYWORDS and len(node.args) > KEYWORDS[name]:
            key = node.args[KEYWORDS[name]]
            for part in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                yield part.lineno, name, part


def extract(
    file: BinaryIO, keywords: object, tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The keys of a module, in the form of a Babel extractor. Keys that are put together are not among them."""
    for line, name, part in keys_in(ast.parse(file.read())):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield line, name, part.value, []


def spoken() -> set[str]:
    """The keys that the code asks for."""
    found = extract_from_dir(SOURCE, [("**.py", extract)], keywords=dict.fromkeys(KEYWORDS, (1,)))
    return {str(message) for _, _, message, _, _ in found}


def written(catalogue: Catalog) -> bytes:
    """A catalogue as text, in the order of its keys, without anything that changes from day to day."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, width=0)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    return (head + '"Content-Type: text/plain; charset=utf-8\\n"\n\n').encode() + out.getvalue().rstrip() + b"\n"


def compile_all() -> list[Path]:
    """Write what the program reads, for each language; returns the files."""
    made = []
    for path in catalogue_files():
        out = io.BytesIO()
        write_mo(out, read(path))
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != out.getvalue():
            target.write_bytes(out.getvalue())
        made.append(target)
    return made


def main() -> int:
    """Mend the catalogues, or with --check say what is wrong with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when something is to be done")
    parser.add_argument("--compile", action="store_true", help="only compile")
    options = parser.parse_args()
    faults = []
    for path in () if options.compile else catalogue_files():
        catalogue = read(path)
        for key in sorted(spoken()):
            if key not in catalogue:
                catalogue.add(key)
        faults += [f"{path}: {one.id} has no words" for one in catalogue if one.id and not one.string]
        if written(catalogue) != path.read_bytes():
            if options.check:
                faults.append(f"{path}: not in order: run python tools/catalogues.py")
            else:
                path.write_bytes(written(catalogue))
    if not options.check:
        compile_all()
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
