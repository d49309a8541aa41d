"""What a Python user needs: load a ledger, then ask it."""

from __future__ import annotations

from pathlib import Path

from parkledger.base.tree import FolderTree
from parkledger.checks import check
from parkledger.compute.duties import duties
from parkledger.compute.status import overdue, status
from parkledger.compute.units import units
from parkledger.compute.zero import zero
from parkledger.model.ledger import Ledger
from parkledger.read.ledger import read_ledger

__all__ = ["check", "duties", "load", "overdue", "status", "units", "zero"]


def load(data: str | Path, plan: str | None = None) -> Ledger:
    """Read the ledger in the folder ``data``, or one plan of it. Faults of the data are in ``ledger.findings``."""
    return read_ledger(FolderTree(Path(data)), plan)
