"""The questions in their order, each put to an `Asker`, until its answer is understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from stempath.engine.block import block_of
from stempath.engine.hits import FALSE, TRUE, all_of
from stempath.engine.ruleset import RuleSet
from stempath.model.answers import read_answer
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.model.question import Part, Question
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem

Answer = object  # text as typed, ids chosen from a list, or None for a question that was skipped


@dataclass(frozen=True, slots=True)
class Prompt:
    """One part of one question, with all that asking it takes.

    `position` of `total` counts questions; `opens`: the part is the first of its question that is
    asked. `words` is empty for an answer that is free text or a number. `read` is the answer as a
    fact, None where nothing is stated, or the problem with it.
    """

    question: Question
    part: Part
    position: int
    total: int
    opens: bool
    words: Vocabulary | None
    read: Callable[[Answer], Value | Problem]


class Asker(Protocol):
    """Whoever puts questions: a terminal, or a list of answers in a test."""

    def ask(self, prompt: Prompt) -> Answer: ...

    def wrong(self, prompt: Prompt, problem: Problem) -> None:
        """Say why an answer was not taken; the question is then put again."""

    def confirm(self, words: str) -> bool: ...


def open_questions(
    questions: Iterable[Question], facts: Mapping[str, Value], stage: str
) -> list[Question]:
    """The questions of a stage with a part that is not answered yet."""
    return [
        question
        for question in questions
        if question.stage == stage and any(part.fact not in facts for part in question.parts)
    ]


def walk(
    rules: RuleSet,
    questions: Iterable[Question],
    facts: Mapping[str, Value],
    asker: Asker,
    stage: str,
) -> dict[str, Value]:
    """`facts` and what the open questions of `stage` added to them. Answers given stay."""
    known = dict(facts)
    asked = [
        question
        for question in open_questions(questions, facts, stage)
        if any(
            part.fact not in facts and _applies(rules, question, part, facts) != FALSE
            for part in question.parts
        )
    ]
    for position, question in enumerate(asked, 1):
        opens = True
        for part in question.parts:
            if part.fact in known or _applies(rules, question, part, known) != TRUE:
                continue
            prompt = _prompt(rules, question, part, position, len(asked), opens)
            value = _value(prompt, asker)
            opens = False
            if value is not None:
                known[part.fact] = value
    return known


def _applies(rules: RuleSet, question: Question, part: Part, facts: Mapping[str, Value]) -> int:
    """Whether the part is for this person: true, false, or not known yet."""
    if not (question.when or part.when):
        return TRUE
    person = {"person": block_of(rules, [facts]).person(0)}
    return all_of((*question.when, *part.when), person)


def _prompt(
    rules: RuleSet, question: Question, part: Part, position: int, total: int, opens: bool
) -> Prompt:
    fact = declared(Person)[part.fact]

    def read(answer: Answer) -> Value | Problem:
        place = Place("answer", key=part.fact)
        if isinstance(answer, str) and fact.type in ("integer", "number"):
            answer = _without_unit(answer, fact.unit)
        value = read_answer(fact, answer, rules.vocabularies, place)
        if isinstance(value, tuple) and part.most is not None and len(value) > part.most:
            found, expected = f"{len(value)} choices", f"at most {part.most}"
            return Problem("value", place, found, expected, "keep the most important")
        if value in (None, ()) and not part.optional:
            return Problem("missing", place, "no answer", "an answer", "this one is needed")
        return None if value == () else value

    words = rules.vocabularies.get(fact.vocabulary)
    return Prompt(question, part, position, total, opens, words, read)


def _value(prompt: Prompt, asker: Asker) -> Value:
    while True:
        value = prompt.read(asker.ask(prompt))
        if not isinstance(value, Problem):
            return value
        asker.wrong(prompt, value)


def _without_unit(typed: str, unit: str) -> str:
    """The number of `15 years` or `5 hrs`; any other unit than that of the question stays."""
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return typed
    number, word = found.groups()
    return number if word.casefold() in _SPOKEN.get(unit, ()) else typed


_NUMBER = re.compile(r"(\$?[\d.,]+)\s*([^\W\d].*?)\.?", re.ASCII)
_HOURS = ("h", "hr", "hrs", "hour", "hours")
_SPOKEN: Mapping[str, tuple[str, ...]] = {
    "years": ("y", "yr", "yrs", "year", "years"),
    "hours a week": (*_HOURS, *(f"{word} {per} week" for word in _HOURS for per in ("a", "per"))),
    "weeks": ("w", "wk", "wks", "week", "weeks"),
    "AUD": ("aud", "dollars", "dollar", "bucks"),
}
