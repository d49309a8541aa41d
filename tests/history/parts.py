"""Parts of a plan that several tests of history begin with."""

THREE_ENTERPRISES = {
    "columns": "{enterprises: [{key: zone, title: 片区, type: text}]}",
    "enterprises": """
        id,  zone, listed_on,  exited_on
        E-1, 北,   2021-01-01, 2021-03-01
        E-2, 北,   2021-01-01,
        E-3, 南,   2021-01-01,
        """,
    "inspections": """
        on,         kind,   enterprise, result
        2021-04-01, patrol, E-1,        clear
        """,
}
"""For ``a_ledger``: three enterprises in two zones, of which one has left and was looked at after that."""
