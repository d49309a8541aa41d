"""Every schema of the data files."""

import parkledger.model.ledger
import parkledger.model.plan
import parkledger.model.rows  # noqa: F401 - so that their schemas exist
from parkledger.model.schema import Schema


def schemas(of: type[Schema] = Schema) -> list[type[Schema]]:
    """Those of the package, in no particular order."""
    below = [one for sub in of.__subclasses__() for one in (sub, *schemas(sub))]
    return [one for one in below if one.__module__.startswith("parkledger.")]
