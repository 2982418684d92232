"""Scores read back as reasons, cautions and notes; why a candidate is in, and why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stempath.engine.hits import FALSE, UNKNOWN
from stempath.engine.kernel import Outcome
from stempath.engine.ruleset import Law, RuleSet
from stempath.engine.words import fill
from stempath.model.advice import Note, Reason
from stempath.model.fact import Value
from stempath.record import record

Facts = Mapping[str, Mapping[str, Value]]


def terms_of(outcome: Outcome, candidate: int) -> Iterator[tuple[int, Law]]:
    """The terms that cover a candidate, each with its rule."""
    program = outcome.program
    for term in program.cand_terms[program.cand_ptr[candidate] : program.cand_ptr[candidate + 1]]:
        yield int(term), program.laws[program.term_law[term]]


def _asked(outcome: Outcome, person: int, candidate: int) -> Iterator[tuple[int, Law]]:
    """Those of them that can say something to the person, each with its rule."""
    laws, of_term = outcome.program.laws, outcome.program.term_law
    for term in outcome.asked(person, candidate):
        yield term, laws[of_term[term]]


def points(outcome: Outcome, person: int, candidate: int) -> list[tuple[Law, int]]:
    """The rules that gave the pair points, most first; they sum to its score."""
    found = [
        (law, given)
        for term, law in _asked(outcome, person, candidate)
        if law.effect == "points" and (given := outcome.term_points(term, person, candidate))
    ]
    return sorted(found, key=lambda item: (-item[1], item[0].id))


def reasons(
    rules: RuleSet, outcome: Outcome, person: int, candidate: int, facts: Facts
) -> tuple[Reason, ...]:
    """The pair's points in words."""
    return tuple(
        Reason(law.id, given, fill(rules, law.why, facts, law.when), law.source, law.private)
        for law, given in points(outcome, person, candidate)
    )


@record(frozen=True, slots=True)
class Caution:
    """What to check before relying on a candidate, and the rule that says so."""

    rule: str
    words: str
    private: bool


def cautions(
    rules: RuleSet, outcome: Outcome, person: int, candidate: int, facts: Facts
) -> Iterator[Caution]:
    """Requirements that could not be decided, then notes on the candidate."""
    notes = []
    for term, law in _asked(outcome, person, candidate):
        if law.effect == "require" and outcome.requirement(term, person, candidate) == UNKNOWN:
            if law.if_unknown:
                yield Caution(law.id, fill(rules, law.if_unknown, facts, law.when), law.private)
        elif law.effect == "note" and outcome.term_hit(term, person, candidate):
            notes.append(Caution(law.id, fill(rules, law.note, facts, law.when), law.private))
    yield from notes


def refusals(
    rules: RuleSet, outcome: Outcome, person: int, candidate: int, facts: Facts
) -> list[tuple[Law, str]]:
    """The requirements that shut the candidate, each in words."""
    return [
        (law, fill(rules, law.why_not, facts, law.when))
        for term, law in _asked(outcome, person, candidate)
        if law.effect == "require"
        and (status := outcome.requirement(term, person, candidate)) is not None
        and (status == FALSE or (law.closed and status == UNKNOWN))
    ]


def person_notes(rules: RuleSet, outcome: Outcome, person: int, facts: Facts) -> tuple[Note, ...]:
    """The notes on the whole advice, by rule id."""
    candidate = outcome.program.candidates - 1
    found = [
        Note(law.slot, law.id, fill(rules, law.note, facts, law.when), law.private)
        for term, law in _asked(outcome, person, candidate)
        if law.effect == "note" and outcome.term_hit(term, person, candidate)
    ]
    return tuple(sorted(found, key=lambda note: note.rule))
