"""Records compare, hash and show themselves as dataclasses do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace

import pytest

from stempath.record import record


@record(frozen=True, slots=True, kw_only=True)
class Spot:
    """A record."""

    row: int
    names: tuple[str, ...] = ()


@record(frozen=True, eq=False)
class Bag:
    """A record that is equal to itself alone."""

    items: list[int] = field(default_factory=list)


def test_records_are_equal_by_their_fields() -> None:
    one, other = Spot(row=1, names=("a",)), Spot(row=1, names=("a",))
    assert one == other and hash(one) == hash(other) and {one, other} == {one}
    assert one != Spot(row=2, names=("a",)) and one != Spot(row=1)
    assert one != (1, ("a",)) and one != Bag()


def test_without_eq_a_record_is_itself_alone() -> None:
    bag = Bag()
    assert bag == bag and bag != Bag()
    assert len({bag, Bag()}) == 2


def test_a_record_is_a_dataclass() -> None:
    spot = Spot(row=1)
    assert [item.name for item in fields(spot)] == ["row", "names"]
    assert replace(spot, row=2) == Spot(row=2) and asdict(spot) == {"row": 1, "names": ()}
    plain = dataclass(frozen=True)(type("Spot", (), {"__annotations__": {"row": int}}))
    assert repr(spot) == "Spot(row=1, names=())" and repr(plain(1)) == "Spot(row=1)"


def test_slots_take_nothing_else_and_keys_are_keys() -> None:
    with pytest.raises(AttributeError):
        Spot(row=1).column = 3  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Spot(1)  # type: ignore[misc]
