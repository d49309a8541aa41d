"""Dynamic-zero rules (动态清零): whatever is found is cleared, and somebody has looked recently enough."""

from typing import Annotated

from parkledger.model.fields import Amount, Count, Name, Rhythm, Text, Where, one_of
from parkledger.model.schema import Schema
from parkledger.model.standards import UnitWhere

ZERO_KINDS = (
    "relapse",
    "new_violator",
    "overdue_exit",
    "claimed_not_proven",
    "not_accepted",
    "over_quota",
    "expired",
    "lacking",
)


class ZeroRule(Schema):
    """One rule over a population.

    ``days_allowed``: how long a case may stand before it counts as open. ``look_every``: how often somebody must
    have looked at each member; without it nobody can say whether zero is known.
    ``most`` is the number of operating enterprises that an ``over_quota`` rule allows in each park. ``column`` is the
    day that an ``expired`` rule compares with today (permits), ``standard`` what members of a ``lacking`` rule lack.
    """

    id: Name
    title: Name
    text: Text = ""
    clause: Name
    kind: Annotated[str, one_of(*ZERO_KINDS)]
    of: Annotated[str, one_of("enterprises", "parks")] = "enterprises"
    where: Where = {}
    column: Name | None = None
    standard: Name | None = None
    days_allowed: Count | None = None
    look_every: Rhythm | None = None
    most: Amount | None = None
    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    basis: Name | None = None
    by: tuple[UnitWhere, ...] = ()
