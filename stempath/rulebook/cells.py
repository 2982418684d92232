"""The cells of a CSV table as values. A long table says the same again and again in a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stempath.model.fact import Fact, frozen
from stempath.model.vocabulary import Vocabulary
from stempath.problem import shown
from stempath.rulebook.records import WORDS, misfit

Wrong = tuple[str, str, str]  # found, expected, remedy


class Cells:
    """Reads cells; each that differs from the others of its column is looked at once."""

    def __init__(self, facts: Mapping[str, Fact], vocabularies: Mapping[str, Vocabulary]) -> None:
        self.columns = tuple(facts)
        self._facts, self._vocabularies = facts, vocabularies
        self._known: dict[str, dict[str, tuple[Any, Wrong | None]]] = {name: {} for name in facts}

    def read(self, name: str, cell: str) -> tuple[Any, Wrong | None]:
        """The value of a cell in the column `name`, None where it is empty; or what is wrong."""
        known = self._known[name]
        if cell not in known:
            known[cell] = self._read(self._facts[name], name, cell)
        return known[cell]

    def _read(self, fact: Fact, name: str, cell: str) -> tuple[Any, Wrong | None]:
        try:
            value = _value(fact, cell)
        except (ValueError, KeyError):
            expected = "yes or no" if fact.type == "yes-no" else WORDS[fact.type]
            return None, (f"{name} {shown(cell)}", expected, "")
        if value is not None and (why := misfit(fact, value, self._vocabularies)):
            found, expected, remedy = why
            return None, (f"{name}: {found}", expected, remedy)
        return value, None


def _value(fact: Fact, cell: str) -> Any:
    """The cell as the fact's type; an empty cell is not stated; lists are joined by `;`.

    Raises:
        ValueError: the cell is no value of that type.
    """
    if not cell:
        return None
    if fact.many:
        items = [part.strip() for part in cell.split(";") if part.strip()]
        return tuple(int(item) for item in items) if fact.type == "integer" else tuple(items)
    if fact.type == "integer":
        return int(cell)
    if fact.type == "number":
        return frozen(float(cell))
    if fact.type == "yes-no":
        return {"yes": True, "no": False}[cell.lower()]
    return cell
