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
    """Read the ledger in the folder ``data``, or one plan of it. Faults of the data are in ``ledger.findings``.

    Raises FileNotFoundError where there is no ledger, and LookupError where it has no such plan: an empty ledger has
    nothing overdue.
    """
    plans = Path(data) / "plans"
    if not plans.is_dir():
        raise FileNotFoundError(f"{data} is no ledger: there is no folder plans/ in it")
    if plan is not None and not (plans / f"{plan}.yaml").exists():
        there = ", ".join(sorted(path.stem for path in plans.glob("*.yaml")))
        raise LookupError(f"there is no plan {plan!r} in {data}; there are: {there}")
    return read_ledger(FolderTree(Path(data)), plan)
