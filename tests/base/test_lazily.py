"""Items that are made when they are asked for."""

from parkledger.base.lazily import AT_ONCE, Later, Lazily


def test_only_what_is_asked_for_is_made():
    made = []

    def make(keys):
        made.extend(keys)
        return (key * 10 for key in keys)

    items = Lazily(lambda: range(1_000_000), make, 1_000_000)
    assert (len(items), items[3], items[-1], items[5:8]) == (1_000_000, 30, 9_999_990, (50, 60, 70))
    assert made == [3, 999_999, 5, 6, 7]


def test_all_are_gone_through_in_order_some_at_a_time():
    sizes = []

    def make(keys):
        sizes.append(len(keys))
        return keys

    assert list(Lazily(lambda: range(AT_ONCE + 2), make, AT_ONCE + 2)) == list(range(AT_ONCE + 2))
    assert sizes == [AT_ONCE, 2]


def test_it_equals_a_tuple_of_its_items():
    items = Lazily(lambda: [1, 2], lambda keys: keys, 2)
    assert items == (1, 2)
    assert all(items != other for other in ((1, 3), (1,), [1, 2]))
    assert (hash(items), repr(items)) == (hash((1, 2)), "(1, 2)")
    assert not Lazily(lambda: [], lambda keys: keys, 0)


def test_what_is_made_later_is_made_once_and_as_a_whole():
    made = []
    items = Later(lambda: made.append("made") or ["E-1", "E-2"])
    assert made == []
    assert items == ("E-1", "E-2") == items
    assert (len(items), items[1], repr(items)) == (2, "E-2", "('E-1', 'E-2')")
    assert made == ["made"]
