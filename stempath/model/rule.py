"""A rule as it is written, parsed: conditions, one effect, the words, and where it stands."""

from __future__ import annotations

from datetime import date
from typing import Literal

from stempath.model.fact import Value
from stempath.model.listing import About as About
from stempath.problem import Place
from stempath.record import record

Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "in", "not in", "has", "lacks", "known", "unknown"
]
Effect = Literal["points", "require", "note", "lift"]


@record(frozen=True, slots=True)
class Subject:
    """A fact that a clause reads, such as `person.goals`."""

    of: str
    fact: str

    def __str__(self) -> str:
        return f"{self.of}.{self.fact}"


@record(frozen=True, slots=True)
class Clause:
    """One condition: a fact, an operator, and a literal or another subject's fact (a join)."""

    left: Subject
    operator: Operator
    right: Subject | Value
    text: str

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (self.left, self.right) if isinstance(self.right, Subject) else (self.left,)


@record(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Which fields hold something follows its effect:

    points   `points`, perhaps `times` a measure, and `why`
    require  `require` (all of them), `why_not`, `if_unknown`; `hold` ranks the cautioned last;
             `closed` lets unknown fail; `apart` names the list where the refused still show
    note     `note`, and for a rule about the person the `slot` of the screen that it fills
    lift     `lift`, the position that a near candidate may be raised to, and `note`
    """

    id: str
    about: About
    effect: Effect
    when: tuple[Clause, ...] = ()
    unless: tuple[Clause, ...] = ()
    require: tuple[Clause, ...] = ()
    points: int = 0
    times: str = ""
    why: str = ""
    why_not: str = ""
    if_unknown: str = ""
    note: str = ""
    neutral: str = ""
    slot: str = ""
    lift: int = 0
    hold: bool = False
    closed: bool = False
    apart: str = ""
    source: str
    reviewed: date
    place: Place

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.when + self.unless + self.require

    @property
    def words(self) -> tuple[str, ...]:
        return (self.why, self.why_not, self.if_unknown, self.note, self.neutral)
