"""From scores to lists: order, lifts within a few points, and caps against crowding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stempath.engine.kernel import Outcome, order
from stempath.engine.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place; `lifted` is the term that raised it there, -1 for none."""

    index: int
    lifted: int = -1


def ranked(rules: RuleSet, outcome: Outcome, about: str, person: int) -> list[Ranked]:
    """The list for one person: at most `length`, with lifts and caps applied greedily."""
    program = outcome.program
    candidates = len(rules.move_facts if about == "move" else rules.offering_facts)
    allowed = ~(outcome.out | outcome.apart)
    lined = [Ranked(index) for index in order(outcome, person, candidates, allowed)]
    lined = list(_capped(rules, about, lined))
    for number, law in enumerate(program.laws):
        if law.effect == "lift":
            lined = _lifted(rules, outcome, person, lined, number)
    return lined[: rules.listing.length]


def _capped(rules: RuleSet, about: str, lined: Iterable[Ranked]) -> Iterable[Ranked]:
    caps = [
        (cap.most, numbers)
        for cap, numbers in zip(rules.listing.caps, rules.caps, strict=True)
        if cap.about == about
    ]
    used: list[dict[int, int]] = [{} for _ in caps]
    for entry in lined:
        values = [int(numbers[entry.index]) for _most, numbers in caps]
        if any(
            value >= 0 and counts.get(value, 0) >= most
            for value, counts, (most, _numbers) in zip(values, used, caps, strict=True)
        ):
            continue
        for value, counts in zip(values, used, strict=True):
            counts[value] = counts.get(value, 0) + 1
        yield entry


def _lifted(
    rules: RuleSet, outcome: Outcome, person: int, lined: Sequence[Ranked], law: int
) -> list[Ranked]:
    """The list with the best candidate of a lifting rule raised to its position, if near enough."""
    program = outcome.program
    position = program.laws[law].lift - 1
    terms = {
        int(candidate): term
        for term in range(len(program.term_law))
        if program.term_law[term] == law
        for candidate in program.term_cands[program.term_ptr[term] : program.term_ptr[term + 1]]
        if outcome.hits[program.term_col[term], person]
    }
    fits = [place for place, entry in enumerate(lined) if entry.index in terms]
    if not fits or fits[0] <= position:
        return list(lined)
    entry = lined[fits[0]]
    scores = outcome.scores[person]
    behind = int(scores[lined[position].index] - scores[entry.index])
    if outcome.held[person, entry.index] or behind > rules.listing.lift_within:
        return list(lined)
    rest = [other for other in lined if other is not entry]
    return [*rest[:position], Ranked(entry.index, terms[entry.index]), *rest[position:]]
