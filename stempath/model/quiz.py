"""A quiz: a few questions, the outcomes they can lean towards, and the rules that weigh answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from stempath.model.fact import Fact, declare
from stempath.model.rule import Clause
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place
from stempath.record import record

SUBJECT = "quiz"  # of every fact that the clauses of a quiz read
Effect = Literal["points", "require", "note"]


@record(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a quiz can come to. `name` follows "What speaks for"; the open one decides nothing."""

    id: str = declare(required=True)
    name: str | None = declare()
    title: str = declare(required=True)
    words: str = declare(required=True)
    open: bool | None = declare("yes-no")


@record(frozen=True, slots=True, kw_only=True)
class QuizQuestion:
    """One question: the fact that it fills, how it is asked, and its list where it has one."""

    fact: Fact
    kind: str
    ask: str
    label: str
    why: str
    help: str = ""
    private: bool = False
    words: Vocabulary | None = None

    @property
    def id(self) -> str:
        return self.fact.name


@record(frozen=True, slots=True, kw_only=True)
class QuizRule:
    """One rule. Which fields hold something follows its effect:

    points   `points` towards an `outcome`; `words` is the reason
    require  (all of them) for an `outcome`, which else is shut; `words` says why not
    note     `words` for the `slot` of the screen, and no points
    """

    id: str
    effect: Effect
    when: tuple[Clause, ...] = ()
    unless: tuple[Clause, ...] = ()
    require: tuple[Clause, ...] = ()
    outcome: str = ""
    points: int = 0
    words: str
    slot: str = ""
    source: str
    reviewed: date
    place: Place

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.when + self.unless + self.require


@record(frozen=True, kw_only=True)
class Quiz:
    """One quiz. A leaning takes `least` answers and a lead of `margin` points; else it is open.

    `sources` holds those of the catalogue that its rules name.
    """

    id: str
    title: str
    intro: str
    least: int
    margin: int
    outcomes: tuple[Outcome, ...]
    questions: tuple[QuizQuestion, ...]
    rules: tuple[QuizRule, ...]
    sources: Mapping[str, Source]
    place: Place

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Fact]]:
        """The facts that its clauses may read, by subject and name."""
        return {SUBJECT: {question.id: question.fact for question in self.questions}}

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The lists of its questions, each by the id of its question."""
        return {question.id: question.words for question in self.questions if question.words}

    @property
    def undecided(self) -> Outcome:
        """The outcome that is shown where no other leads."""
        return next(outcome for outcome in self.outcomes if outcome.open)
