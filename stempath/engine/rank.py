"""From scores to lists: order, lifts within a few points, and caps against crowding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from stempath.engine.kernel import Outcome, order
from stempath.engine.ruleset import RuleSet
from stempath.record import record


@record(frozen=True, slots=True)
class Ranked:
    """A candidate in its place; `lifted` is the term that raised it there, -1 for none."""

    index: int
    lifted: int = -1


def ranked(rules: RuleSet, outcome: Outcome, person: int, most: int | None = None) -> list[Ranked]:
    """The list for one person, caps and lifts applied greedily: `length` long, or its first `most`.

    Caps go down the ranking until the list is full; lifts choose among what is then in it.
    """
    best = order(outcome, person, outcome.open(person))
    lined = list(
        islice(capped(rules, _about(rules, outcome), map(Ranked, best)), rules.listing.length)
    )
    for number, law in enumerate(outcome.program.laws):
        if law.effect == "lift":
            lined = _lifted(rules, outcome, person, lined, number)
    return lined[:most]


def _about(rules: RuleSet, outcome: Outcome) -> str:
    return "move" if outcome.program is rules.moves else "offering"


def capped(rules: RuleSet, about: str, lined: Iterable[Ranked]) -> Iterable[Ranked]:
    """What the caps on a list leave of candidates, the best first."""
    caps = [
        (cap.most, numbers, dict[int, int]())
        for cap, numbers in zip(rules.listing.caps, rules.caps, strict=True)
        if cap.about == about
    ]
    for entry in lined:
        values = [int(numbers[entry.index]) for _most, numbers, _used in caps]
        if all(
            value < 0 or used.get(value, 0) < most
            for value, (most, _numbers, used) in zip(values, caps, strict=True)
        ):
            for value, (_most, _numbers, used) in zip(values, caps, strict=True):
                used[value] = used.get(value, 0) + 1
            yield entry


def _lifted(
    rules: RuleSet, outcome: Outcome, person: int, lined: Sequence[Ranked], law: int
) -> list[Ranked]:
    """The list with the best candidate of a lifting rule raised to its position, if near enough."""
    position = outcome.program.laws[law].lift - 1
    fits = (
        (place, entry, term)
        for place, entry in enumerate(lined)
        if (term := _term(outcome, person, entry.index, law)) >= 0
    )
    place, entry, term = next(fits, (0, None, -1))
    if entry is None or place <= position:
        return list(lined)
    scores = outcome.scores[person]
    behind = int(scores[lined[position].index] - scores[entry.index])
    if outcome.held[person, entry.index] or behind > rules.listing.lift_within:
        return list(lined)
    rest = [other for other in lined if other is not entry]
    return [*rest[:position], Ranked(entry.index, term), *rest[position:]]


def _term(outcome: Outcome, person: int, candidate: int, law: int) -> int:
    """The term by which the rule holds for the pair; -1 where it does not."""
    program = outcome.program
    terms = program.cand_terms[program.cand_ptr[candidate] : program.cand_ptr[candidate + 1]]
    for term in terms[program.term_law[terms] == law].tolist():
        if outcome.term_hit(term, person, candidate):
            return int(term)
    return -1
