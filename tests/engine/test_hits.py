"""Conditions on many values at once mean what they mean on one pair."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stempath.engine.hits import FALSE, TRUE, UNKNOWN, evaluate, evaluate_all

SINGLE = st.sampled_from(["a", "b", "c"]) | st.none()
MANY = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple) | st.none()
NUMBER = st.integers(-2, 2) | st.none()
SIDES: dict[str, tuple[Any, Any]] = {
    "=": (SINGLE, SINGLE), "!=": (SINGLE, SINGLE), "<": (NUMBER, NUMBER), "<=": (NUMBER, NUMBER),
    ">": (NUMBER, NUMBER), ">=": (NUMBER, NUMBER), "in": (SINGLE, MANY), "not in": (SINGLE, MANY),
    "has": (MANY, SINGLE | MANY), "lacks": (MANY, SINGLE | MANY),
    "known": (SINGLE, st.none()), "unknown": (SINGLE, st.none()),
}  # fmt: skip


@given(st.data(), st.sampled_from(sorted(SIDES)), st.booleans())
def test_many_at_once_mean_the_same(data: st.DataObject, operator: str, swapped: bool) -> None:
    left, right = SIDES[operator]
    values = data.draw(st.lists(right if swapped else left, min_size=1, max_size=4))
    literals = data.draw(st.lists(left if swapped else right, min_size=1, max_size=4))
    table = evaluate_all(operator, values, literals, swapped=swapped)
    for row, literal in zip(table, literals, strict=True):
        for found, value in zip(row, values, strict=True):
            pair = (literal, value) if swapped else (value, literal)
            assert found == evaluate(operator, *pair)


def test_the_three_values() -> None:
    assert evaluate("has", ("a",), ("b", "a")) == TRUE
    assert evaluate("lacks", (), ("a",)) == TRUE
    assert evaluate("in", None, ("a",)) == UNKNOWN
    assert evaluate("known", None, None) == FALSE
