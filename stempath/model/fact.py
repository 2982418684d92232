"""What is known of a person, an offering or an occupation, declared: type, unit, vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field, fields
from functools import cache
from typing import Any, Literal, get_args

from stempath.record import record

Type = Literal["text", "id", "integer", "number", "yes-no", "date", "ratings"]
Subject = Literal["person", "offering", "move"]
Item = str | int | float | bool
Value = Item | tuple[Item, ...] | None  # None: not stated
Facts = Mapping[str, Value]  # by name
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


@record(frozen=True, slots=True)
class Fact:
    """One declared fact.

    `vocabulary` names the list whose ids it takes; `least` and `most` bound numbers in `unit`.
    A private fact is never shown, directly or through a reason, to anyone but the person.
    """

    name: str
    type: Type
    many: bool = False
    unit: str = ""
    vocabulary: str = ""
    least: float | None = None
    most: float | None = None
    most_items: int | None = None
    private: bool = False
    required: bool = False

    @property
    def is_number(self) -> bool:
        return self.type in ("integer", "number") and not self.many


def declare(
    type_: Type = "text",
    *,
    many: bool = False,
    unit: str = "",
    vocabulary: str = "",
    least: float | None = None,
    most: float | None = None,
    most_items: int | None = None,
    private: bool = False,
    required: bool = False,
) -> Any:
    """A dataclass field that declares its fact; not stated (None) unless `required`."""
    settings = {
        "type": "id" if vocabulary and type_ == "text" else type_,
        "many": many,
        "unit": unit,
        "vocabulary": vocabulary,
        "least": least,
        "most": most,
        "most_items": most_items,
        "private": private,
        "required": required,
    }
    return field(default=MISSING if required else None, metadata={"fact": settings})


def declared(record: type) -> Mapping[str, Fact]:
    """The facts that a record type declares, by name, in the order of its fields."""
    return _declared(record)


@cache
def _declared(record: Any) -> Mapping[str, Fact]:
    return {
        item.name: Fact(name=item.name, **item.metadata["fact"])
        for item in fields(record)
        if "fact" in item.metadata
    }


def frozen(value: Any) -> Value:
    """A value as facts hold it: lists become tuples, whole floats integers."""
    if isinstance(value, list | tuple):
        return tuple(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    kept: Value = value
    return kept
