"""Rules above the schemas: pure functions from a ledger and a day to findings.

A rule is one function in the module of its theme, with its code beside it; ``RULES`` of the module names it.
"""

from parkledger.checks.registry import CODES, RULES
from parkledger.checks.run import check

__all__ = ["CODES", "RULES", "check"]
