"""The questions of the interview as JSON. They are made when they are read: advice needs none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stempath.model.question import Question
    from stempath.model.rule import Clause


def written_questions(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as `Questions` reads them; what stands by default is left out."""
    return [_written(question) for question in questions]


class Questions(Sequence["Question"]):
    """The questions in the head of a kept rule set, each as it was compiled."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self._head = head

    def __len__(self) -> int:
        return len(self._head["questions"])

    def __getitem__(self, index: Any) -> Any:
        return self._made[index]

    @cached_property
    def _made(self) -> tuple[Question, ...]:
        from stempath.model.question import Part, Question

        return tuple(
            Question(**_read(one) | {"parts": tuple(Part(**_read(part)) for part in one["parts"])})
            for one in self._head["questions"]
        )


def _written(record: Any) -> dict[str, Any]:
    said = {
        item.name: value
        for item in fields(record)
        if (value := getattr(record, item.name)) != item.default
    }
    for name, value in said.items():
        if name == "when":
            said[name] = [_clause_parts(clause) for clause in value]
        elif name == "parts":
            said[name] = [_written(part) for part in value]
    return said


def _clause_parts(clause: Clause) -> list[Any]:
    from stempath.model.rule import Subject

    right = clause.right
    if isinstance(right, Subject):
        other, literal = [right.of, right.fact], None
    else:
        other, literal = None, right
    return [clause.left.of, clause.left.fact, clause.operator, other, literal, clause.text]


def _read(written: dict[str, Any]) -> dict[str, Any]:
    said = {k: tuple(v) if isinstance(v, list) else v for k, v in written.items()}
    if "when" in said:
        said["when"] = tuple(_clause(*parts) for parts in said["when"])
    return said


def _clause(of: str, fact: str, operator: Any, other: Any, literal: Any, text: str) -> Clause:
    from stempath.model.rule import Clause, Subject

    value = tuple(literal) if isinstance(literal, list) else literal
    return Clause(Subject(of, fact), operator, Subject(*other) if other else value, text)
