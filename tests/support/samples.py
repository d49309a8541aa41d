"""The sample of a campaign: the files of one plan in the repository's own ledger, as they are or with one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parkledger.model.ledger import Ledger
from support.ledgers import ledger_from

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Sample:
    """The files of one plan, by their paths below ``data/``; each is read once, and so is the ledger."""

    files: tuple[str, ...]

    @cache  # noqa: B019 - one sample for each campaign
    def texts(self) -> Mapping[str, str]:
        """The text of each file."""
        return {path: (DATA / path).read_text(encoding="utf-8") for path in self.files}

    @cache  # noqa: B019 - one sample for each campaign
    def ledger(self) -> Ledger:
        """The ledger of these files, in which nothing is wrong."""
        return ledger_from(self.texts())

    def with_file(self, path: str, text: str) -> Ledger:
        """The same with another text for one file."""
        return ledger_from({**self.texts(), path: text})

    def changed(self, path: str, old: str, new: str, *, findings: bool = False) -> Ledger:
        """The same with one place of one file written otherwise."""
        assert self.texts()[path].count(old) == 1, (path, old)
        return ledger_from({**self.texts(), path: self.texts()[path].replace(old, new)}, findings=findings)
