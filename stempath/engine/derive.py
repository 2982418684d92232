"""Derived facts, computed from the facts that they are declared from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stempath.model.fact import Value
from stempath.model.listing import Derivation
from stempath.model.vocabulary import Vocabulary


def derived_value(
    derivation: Derivation,
    sources: Sequence[Value],
    vocabularies: Mapping[str, Vocabulary],
    year: int,
) -> Value:
    """The derived value; None where what it follows from is not stated. `year`: the rulebook's."""
    if derivation.how == "either":
        return next((value for value in sources if value is not None), None)
    if derivation.how == "union":
        if all(value is None for value in sources):
            return None
        return tuple(dict.fromkeys(item for value in sources for item in _items(value)))
    (value,) = sources
    if value is None:
        return None
    if derivation.how == "lookup":
        column = vocabularies[derivation.vocabulary].columns[derivation.column]
        if not isinstance(value, tuple):
            return column.get(str(value))
        return tuple(dict.fromkeys(item for key in value for item in _items(column.get(str(key)))))
    if derivation.how == "first":
        return value[0] if isinstance(value, tuple) and value else None
    if derivation.how == "since":
        assert isinstance(value, int)
        return year - value
    if derivation.how == "gaps":
        return None  # known only once moves are ranked
    assert derivation.how == "count" and isinstance(value, tuple)
    return len(value)


def _items(value: Value) -> tuple[str | int | float | bool, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
