"""Golden files: what an answer said when somebody last read it and kept it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path


def renewed(folder: Path, names: Iterable[str], answer: Callable[[str], str]) -> list[str]:
    """Write every golden file of a folder that differs from what its answer says today, and name it."""
    changed = []
    for name in names:
        file, text = folder / name, answer(name)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")
            changed.append(name)
    return changed
