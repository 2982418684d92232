"""Which open question would change the first lines of the advice most.

Every answer that a question may get is tried through the engine, one block of persons for all
questions. How much an answer changes a list is one less the average overlap of the two lists: the
share of lines that they have in common in the first line, in the first two, and so on down to the
last that counts, averaged. So a new first line weighs most, two lines that change places weigh
little, and only equal lists differ by nothing. Offerings and moves count alike.

Nothing is known of how people answer, so each answer tried is as likely as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stempath.engine.advise import Evaluation, evaluate
from stempath.engine.block import block_of
from stempath.engine.possible import ids_of, turns
from stempath.engine.possible_ratings import rating_answers
from stempath.engine.rank import ranked
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.record import record

MOST_NUMBERS = 12  # tried of one number; a list of ids is tried whole

List = tuple[int, ...]  # candidates, best first


@record(frozen=True, slots=True)
class Effect:
    """What the answer to one open question may change.

    change   0 to 1: the difference that an answer makes to the first lines, averaged over answers
    tried    how many answers were tried
    changed  the share of them, 0 to 1, that change any of the first lines
    """

    fact: str
    change: float
    tried: int
    changed: float


def effects(
    rules: RuleSet,
    facts: Mapping[str, Value],
    open_facts: Sequence[str],
    first: int | None = None,
) -> list[Effect]:
    """The open facts whose answers would change the first lines, the most telling one first.

    `first` lines of each list count; by default those of the first screen. Facts that are equally
    telling keep the order in which they are given.
    """
    lines = first or rules.listing.first
    answers = {name: likely(rules, facts, name) for name in open_facts}
    persons = [dict(facts)]
    persons += [{**facts, name: value} for name, values in answers.items() for value in values]
    evaluation = evaluate(rules, persons)
    now = first_lines(evaluation, 0, lines)
    found, at = [], 1
    for name, values in answers.items():
        changes = [
            difference(now, first_lines(evaluation, person, lines))
            for person in range(at, at + len(values))
        ]
        at += len(values)
        if any(changes):
            changed = sum(change > 0 for change in changes)
            count = len(changes)
            found.append(Effect(name, sum(changes) / count, count, changed / count))
    return sorted(found, key=lambda effect: -effect.change)


def likely(rules: RuleSet, facts: Mapping[str, Value], name: str) -> list[Value]:
    """Answers that stand for all that a question may get, other than the one that is known.

    Yes and no; every id of a list; of the numbers at which rules turn, `MOST_NUMBERS` spread evenly
    from the lowest to the highest. Of a list of several, one id at a time; of skills, one rating.
    Free text changes no advice. What is taken as answered meanwhile, as the usual licence of
    somebody's work, is as good as known: few would say otherwise, so nothing is tried.
    """
    fact = declared(Person)[name]
    values: Sequence[Value]
    if _is_taken(rules, facts, name):
        values = ()
    elif fact.type == "yes-no":
        values = (True, False)
    elif fact.is_number:
        numbers = turns(rules, (rules.offerings, rules.moves), fact)
        values = _spread(numbers)
    elif fact.type == "ratings":
        values = [answer for _skill, answer in rating_answers(rules, facts)]
    elif fact.many:
        values = [(id_,) for id_ in ids_of(rules, fact)]
    else:
        values = ids_of(rules, fact)
    return [value for value in values if value != facts.get(name)]


def _spread(numbers: Sequence[int | float]) -> Sequence[int | float]:
    last, most = len(numbers) - 1, MOST_NUMBERS - 1
    return numbers if last <= most else [numbers[round(n * last / most)] for n in range(most + 1)]


def _is_taken(rules: RuleSet, facts: Mapping[str, Value], name: str) -> bool:
    """Whether something stands in for it while it is not stated, such as a usual licence."""
    if facts.get(name) is not None:
        return False
    known = block_of(rules, [facts]).person(0)
    return any(
        derivation.how == "either"
        and derivation.sources[0] == f"person.{name}"
        and bool(known.get(derivation.name))
        for derivation in rules.derivations
    )


def first_lines(evaluation: Evaluation, person: int, lines: int) -> tuple[List, List]:
    """The first lines of one person's offerings and moves, as candidates."""
    offerings, moves = (
        tuple(entry.index for entry in ranked(evaluation.rules, outcome, person, lines))
        for outcome in (evaluation.offerings, evaluation.moves)
    )
    return offerings, moves


def difference(one: tuple[List, List], other: tuple[List, List]) -> float:
    """How much two pairs of lists differ: 0 for the same, 1 for nothing in common."""
    return sum(1 - _overlap(left, right) for left, right in zip(one, other, strict=True)) / 2


def _overlap(left: List, right: List) -> float:
    """The average overlap of two lists, 0 to 1; two empty lists are the same."""
    depth = max(len(left), len(right))
    if left == right:
        return 1
    seen_left: set[int] = set()
    seen_right: set[int] = set()
    total = 0.0
    for place in range(depth):
        seen_left.update(left[place : place + 1])
        seen_right.update(right[place : place + 1])
        total += len(seen_left & seen_right) / (place + 1)
    return total / depth
