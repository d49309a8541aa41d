"""A plan whose exits are proven by one dated column and accepted in one stage, as jinnan's are."""

from __future__ import annotations

from parkledger.model.ledger import Ledger
from support.ledgers import a_ledger

COLUMNS = "enterprises: [{key: verified_on, title: 核验日期, type: date}]"
STANDARDS = "no_capacity: [{item: 不具备生产能力, has: verified_on}]"
ACCEPTANCE = "[{stage: 验收}]"


def exits(**parts: str) -> Ledger:
    """A ledger of exits: claimed by ``exited_on``, proven by ``verified_on``, accepted in the stage 验收."""
    given = {"columns": COLUMNS, "standards": STANDARDS, "proof": "no_capacity", "acceptance": ACCEPTANCE}
    return a_ledger(**(given | parts))
