"""The answers that one question may get, as far as rules can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import ceil, floor

from stempath.engine.ruleset import Program, RuleSet
from stempath.model.fact import Fact, Item
from stempath.model.listing import Derivation
from stempath.model.person import NEEDED

MOST_KINDS = 8  # of ids in one list, by what rules see of them: 255 selections

Number = int | float


def ids_of(rules: RuleSet, fact: Fact) -> Sequence[str]:
    """The ids that the fact takes; none for free text."""
    vocabulary = rules.vocabularies.get(fact.vocabulary)
    return tuple(vocabulary.names) if vocabulary else ()


# --- numbers -----------------------------------------------------------------------------------


def turns(rules: RuleSet, programs: Iterable[Program], fact: Fact) -> list[Number]:
    """Numbers for every stretch between the points at which a condition on the fact turns.

    Each point itself, and of each stretch between two the numbers next to both: whole ones where
    there are any. Conditions cannot tell two numbers of one stretch apart, so no others count.
    """
    points = sorted({p for program in programs for p in _points(rules, program, fact)})
    least = min([0.0, *points]) - 2 if fact.least is None else fact.least
    most = max([0.0, *points]) + 2 if fact.most is None else fact.most
    whole = fact.type == "integer"
    found = {p for p in points if least <= p <= most and not (whole and p % 1)}
    for low, high in pairwise([least - 1, *points, most + 1]):
        found.update(n for n in _between(low, high, fact) if least <= n <= most)
    return sorted(found)


def _between(low: float, high: float, fact: Fact) -> Iterator[Number]:
    near = [number for number in (floor(low) + 1, ceil(high) - 1) if low < number < high]
    if near or fact.type == "integer":
        yield from near
    elif low < high:
        yield (low + high) / 2


def _points(rules: RuleSet, program: Program, fact: Fact) -> Iterator[Number]:
    derived = {derivation.name: derivation for derivation in rules.derivations}
    year = int(rules.as_of[:4])
    for group in program.atoms:
        for turned in _ways(derived, group.fact, fact.name):
            for literal in group.literals:
                for value in literal if isinstance(literal, tuple) else (literal,):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        yield year - value if turned else value


def _ways(derived: Mapping[str, Derivation], name: str, fact: str) -> list[bool]:
    """How the number `name` may be that of `fact`: as it is (False), or as years since (True)."""
    if name == fact:
        return [False]
    derivation = derived.get(name)
    if derivation is None or derivation.how not in ("either", "since"):
        return []
    sources = [source.partition(".")[2] for source in derivation.sources]
    ways = [way for source in sources for way in _ways(derived, source, fact)]
    return [way ^ (derivation.how == "since") for way in ways]


# --- selections from a list --------------------------------------------------------------------


def selections(
    fact: Fact,
    kinds: Mapping[str, object],
    held: Sequence[Item],
    *,
    counted: bool,
    ordered: bool,
) -> tuple[list[tuple[Item, ...]], bool]:
    """Selections for every way in which rules can tell them apart, each as near `held` as can be.

    `kinds` says of every id what rules see of it. Rules see which kinds a selection has; where it
    is `counted` also how many ids, where it is `ordered` the kind of the first. The flag tells
    whether that is all of them: false where the ids have more than `MOST_KINDS` kinds, for then
    only those selections are made that add one or two ids, or leave one out.
    """
    most = min(fact.most_items or len(kinds), len(kinds))
    found: dict[tuple[Item, ...], None] = {} if fact.name in NEEDED else {(): None}
    groups: dict[object, list[str]] = {}
    for id_, kind in kinds.items():
        groups.setdefault(kind, []).append(id_)
    if len(groups) > MOST_KINDS:
        new = [id_ for id_ in kinds if id_ not in held]
        some = [(*held, *more) for n in (1, 2) for more in combinations(new, n)]
        some += [tuple(x for x in held if x != out) for out in held]
        found |= {items: None for items in some if 0 < len(items) <= most}
        return list(found), False
    for size in range(1, min(most, len(groups)) + 1):
        for chosen in combinations(groups, size):
            for count in range(size, most + 1) if counted else (None,):
                items = _near(chosen, groups, kinds, held, most, count)
                firsts = chosen if ordered else (kinds[str(items[0])],)
                for kind in firsts:
                    found[_led_by(items, kinds, kind)] = None
    return [items for items in found if items != tuple(held)], True


def _near(
    chosen: Sequence[object], groups: Mapping[object, Sequence[str]], kinds: Mapping[str, object],
    held: Sequence[Item], most: int, count: int | None,
) -> tuple[Item, ...]:  # fmt: skip
    """The selection of just these kinds that keeps most of what is held."""
    kept = [item for item in held if kinds.get(str(item)) in chosen]
    new = [groups[kind][0] for kind in chosen if kind not in {kinds[str(x)] for x in kept}]
    limit = (most if count is None else count) - len(new)
    spare = len(kept) - limit
    for item in reversed(kept[:]):  # what must go is the last of a kind that is there twice
        if spare > 0 and sum(kinds[str(x)] == kinds[str(item)] for x in kept) > 1:
            kept.remove(item)
            spare -= 1
    if count is not None:
        more = [x for kind in chosen for x in groups[kind] if x not in kept and x not in new]
        new += more[: limit - len(kept)]
    return (*kept, *new)


def _led_by(items: tuple[Item, ...], kinds: Mapping[str, object], kind: object) -> tuple[Item, ...]:
    first = next(item for item in items if kinds[str(item)] == kind)
    return (first, *(item for item in items if item != first))
