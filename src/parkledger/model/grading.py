"""Grading and scoring: classes of parks by lines over indicators, and yearly scores with what follows from them."""

from parkledger.model.fields import Amount, Count, Name, Text
from parkledger.model.schema import Schema


class Grading(Schema):
    """Class lines (分级动态管理). ``lines``: class → indicator → the value from which a park belongs to it, best first.

    A park that reaches every line of a better class in ``years`` consecutive years may be upgraded; one that falls
    below a line of its own class is watched, and the duty ``opens`` is owed; its class never changes by itself.
    """

    clause: Name
    text: Text = ""
    column: Name = "class"
    indicators: tuple[Name, ...]
    lines: dict[Name, dict[Name, Amount]] = {}
    years: Count
    opens: Name | None = None


class Scoring(Schema):
    """Yearly scores of parks. An interview (约谈) is owed when a park (ranks among the ``low`` last and is not
    rectified) or scores below ``fail_below``. ``rectified`` is a dated column of the park; ``interview`` a duty."""

    clause: Name
    text: Text = ""
    indicator: Name
    low: Count | None = None
    fail_below: Amount | None = None
    rectified: Name | None = None
    interview: Name | None = None
