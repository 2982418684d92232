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
    return not set(left).isdisjoint(_items(right) or ())


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


def evaluate_all(
    operator: str, values: Sequence[Value], literals: Sequence[Value], *, swapped: bool
) -> list[list[int]]:
    """`evaluate` for each literal (rows) with each value: `swapped` puts the literals left.

    The same meaning, with the sets of `has` and `in` made once and not for every pair.
    """
    if operator in ("has", "lacks"):
        sets = [_set(value) for value in values]
        # A set of a literal costs more than it saves where it meets a single value.
        other_items = map(_set if len(values) > 1 else _items, literals)
        meets = (FALSE, TRUE) if operator == "has" else (TRUE, FALSE)
        return [
            [
                UNKNOWN if one is None or other is None else meets[not one.isdisjoint(other)]
                for one in sets
            ]
            for other in other_items
        ]
    if swapped:
        return [[evaluate(operator, literal, value) for value in values] for literal in literals]
    return [[evaluate(operator, value, literal) for value in values] for literal in literals]


def _set(value: Value) -> frozenset[Value] | None:
    items = _items(value)
    return None if items is None else frozenset(items)


def _items(value: Value) -> tuple[Value, ...] | None:
    return value if isinstance(value, tuple) or value is None else (value,)


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
