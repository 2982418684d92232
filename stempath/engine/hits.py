"""The only evaluator of conditions: one clause on two values, in three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

from stempath.model.fact import Value

if TYPE_CHECKING:
    from stempath.model.rule import Clause

FALSE, UNKNOWN, TRUE = 0, 1, 2  # ordered, so that "all of" is the least and "or" the greatest


def _has(left: Any, right: Any) -> bool:
    return not set(left).isdisjoint(_items(right, False))


_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
    "has": _has,
    "lacks": lambda left, right: not _has(left, right),
}


def evaluate(operator: str, left: Value, right: Value) -> int:
    """FALSE, UNKNOWN or TRUE. None is a side that is not stated; `()` is stated."""
    if operator == "known":
        return FALSE if left is None else TRUE
    if operator == "unknown":
        return TRUE if left is None else FALSE
    if left is None or right is None:
        return UNKNOWN
    return TRUE if _TESTS[operator](left, right) else FALSE


# What holds where the two sides have something in common: of a single value, that is the value.
_MEETS = {"=": True, "in": True, "has": True, "!=": False, "not in": False, "lacks": False}
_SINGLES = ("=", "!=")  # whose sides are one value each


def evaluate_all(
    operator: str, values: Sequence[Value], literals: Sequence[Value], *, swapped: bool
) -> list[bytes]:
    """`evaluate` for each literal (rows) with each value: `swapped` puts the literals left.

    The same meaning, without looking at every pair where the two sides need only have something
    in common: each value is asked for by what it holds.
    """
    if operator in _MEETS:
        return _meeting(operator, values, literals)
    if swapped:
        return [bytes(evaluate(operator, it, value) for value in values) for it in literals]
    return [bytes(evaluate(operator, value, it) for value in values) for it in literals]


def _meeting(operator: str, values: Sequence[Value], literals: Sequence[Value]) -> list[bytes]:
    meets, apart = (TRUE, FALSE) if _MEETS[operator] else (FALSE, TRUE)
    single = operator in _SINGLES
    places: dict[Value, list[int]] = {}
    for place, value in enumerate(values):
        for item in _items(value, single):
            places.setdefault(item, []).append(place)
    without = bytes(UNKNOWN if value is None else apart for value in values)
    unknown = bytes([UNKNOWN]) * len(values)
    held, rows = places.keys(), []
    for literal in literals:
        items = _items(literal, single)
        if literal is None or held.isdisjoint(items):
            rows.append(unknown if literal is None else without)
            continue
        row = bytearray(without)
        for item in items:
            for place in places.get(item, ()):
                row[place] = meets
        rows.append(bytes(row))
    return rows


def _items(value: Value, single: bool) -> tuple[Value, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) and not single else (value,)


def level(clause: Clause, facts: Mapping[str, Mapping[str, Value]]) -> int:
    """How `clause` stands for the facts of a person and a candidate, by subject and name."""
    from stempath.model.rule import Subject

    left = facts[clause.left.of].get(clause.left.fact)
    right = clause.right
    if isinstance(right, Subject):
        right = facts[right.of].get(right.fact)
    return evaluate(clause.operator, left, right)


def all_of(clauses: Iterable[Clause], facts: Mapping[str, Mapping[str, Value]]) -> int:
    """The clauses together: one false is false, else one unknown is unknown, else true."""
    return min((level(clause, facts) for clause in clauses), default=TRUE)
