"""parkledger: a ledger for industrial-park campaigns.

Facts in files, status in code: every answer is a pure function of a ledger and a day. The names below are imported
when first used::

    >>> import parkledger
    >>> ledger = parkledger.load("data")
    >>> parkledger.status(ledger, date(2023, 11, 15))[0].counts["overdue"]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parkledger.api import check, duties, load, overdue, status, units, zero

__version__ = "0.1.0"
__all__ = ["check", "duties", "load", "overdue", "status", "units", "zero"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("parkledger.api"), name)
    raise AttributeError(name)
