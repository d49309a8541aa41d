"""What stands in a ledger's own file."""

from typing import Annotated, Any

from parkledger.model.fields import Name, TimeZone, one_of
from parkledger.model.schema import Schema

DEFAULT_TIME_ZONE = "Asia/Shanghai"


class LedgerFile(Schema):
    """``ledger.yaml``: the office's own choices. ``settings`` by plan fill in ``settings.NAME`` of that plan."""

    timezone: TimeZone = DEFAULT_TIME_ZONE
    language: Annotated[str, one_of("zh", "en", "")] = ""
    files: dict[Name, dict[Name, Name]] = {}
    settings: dict[Name, Any] = {}
