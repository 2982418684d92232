"""Answers to a quiz -> the outcome they lean towards, with every reason for it and against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from stempath.engine.hits import FALSE, TRUE, all_of
from stempath.engine.words import fill
from stempath.model.fact import Value
from stempath.model.quiz import SUBJECT, Outcome, Quiz, QuizRule
from stempath.record import record

Answers = Mapping[str, Value]
Because = Literal["leads", "close", "few"]


@record(frozen=True, slots=True)
class Said:
    """A rule that acted, in words. `answers`: the questions whose answers it read.

    `points` is 0 for one that gives none: a requirement that is not met, or a note.
    """

    rule: str
    words: str
    answers: tuple[str, ...]
    source: str
    points: int = 0
    slot: str = ""


@record(frozen=True, slots=True)
class Side:
    """What speaks for one outcome; the points are those of the reasons. `shut` is why it cannot be.

    Reasons come in the order of their points, then of their rules' ids.
    """

    outcome: Outcome
    points: int
    reasons: tuple[Said, ...]
    shut: tuple[Said, ...]


@record(frozen=True, slots=True)
class Result:
    """What the answers to a quiz come to.

    leads   the first of `sides` leads by the margin, and enough is answered: it is the outcome
    close   none leads by so much; few: too little is answered; then the open one is the outcome
    sides   those not shut first, most points first
    """

    outcome: Outcome
    because: Because
    sides: tuple[Side, ...]
    notes: tuple[Said, ...]
    not_answered: tuple[str, ...]


def take(quiz: Quiz, answers: Answers) -> Result:
    """The result for these answers; a question that is not in them was skipped."""
    facts = {SUBJECT: answers}
    said = [(rule, _said(quiz, rule, facts)) for rule in quiz.rules if _acts(rule, facts)]
    sides = [_side(outcome, said) for outcome in quiz.outcomes if not outcome.open]
    sides.sort(key=lambda side: (bool(side.shut), -side.points, side.outcome.id))
    not_answered = tuple(q.id for q in quiz.questions if answers.get(q.id) is None)
    because = _because(quiz, sides, len(quiz.questions) - len(not_answered))
    notes = [words for rule, words in said if rule.effect == "note"]
    return Result(
        outcome=sides[0].outcome if because == "leads" else quiz.undecided,
        because=because,
        sides=tuple(sides),
        notes=tuple(sorted(notes, key=lambda note: note.rule)),
        not_answered=not_answered,
    )


def _because(quiz: Quiz, sides: list[Side], answered: int) -> Because:
    if answered < quiz.least:
        return "few"
    fit = [side.points for side in sides if not side.shut]
    lead = fit[0] - max([0, *fit[1:]]) if fit else 0
    return "leads" if lead >= quiz.margin else "close"


def _acts(rule: QuizRule, facts: Mapping[str, Answers]) -> bool:
    """As rules of advice do; an answer that is not given decides nothing."""
    if all_of(rule.when, facts) != TRUE:
        return False
    spared = all_of(rule.unless, facts) if rule.unless else FALSE
    if rule.effect == "require":
        return max(all_of(rule.require, facts), spared) == FALSE
    return spared != TRUE


def _said(quiz: Quiz, rule: QuizRule, facts: Mapping[str, Answers]) -> Said:
    read = (clause.left.fact for clause in rule.clauses)
    answers = tuple(dict.fromkeys(name for name in read if facts[SUBJECT].get(name) is not None))
    words = fill(quiz, rule.words, facts)
    return Said(rule.id, words, answers, rule.source, rule.points, rule.slot)


def _side(outcome: Outcome, said: list[tuple[QuizRule, Said]]) -> Side:
    mine = [(rule.effect, words) for rule, words in said if rule.outcome == outcome.id]
    reasons = [words for effect, words in mine if effect == "points"]
    shut = [words for effect, words in mine if effect == "require"]
    return Side(
        outcome=outcome,
        points=sum(reason.points for reason in reasons),
        reasons=tuple(sorted(reasons, key=lambda reason: (-reason.points, reason.rule))),
        shut=tuple(sorted(shut, key=lambda reason: reason.rule)),
    )
