"""Reasons that rest on one answer: parts of one reason, not several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stempath.engine.words import fact_words
from stempath.model.rule import Subject
from stempath.record import record
from stempath.rulebook.clauses import read_clause
from stempath.screen.clauses import label

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import ClauseLine, RuleLine
    from stempath.model.fact import Item, Value

# What a person wishes, and how they fare: whatever rules make of it, it is said once.
WISHES = ("goals", "target_sectors", "disruption", "values", "strain")
SAYS_YES = ("=", "in", "has")  # operators by which an answer speaks for something

Wish = tuple[str, "Item | None"]  # a fact, and the one of its items that counts


@record(frozen=True, slots=True)
class Reason:
    """Rules that give points for one answer, most points first; `words` is the answer.

    A rule that rests on no wish, or alone on one, is a reason by itself: `words` is "".
    """

    words: str
    rules: tuple[RuleLine, ...]

    @property
    def points(self) -> int:
        return sum(rule.points for rule in self.rules)


def reasons_of(rules: RuleSet, lines: Sequence[RuleLine]) -> list[Reason]:
    """The rules that gave points as reasons, most points first; each wish is one of them."""
    groups: dict[object, list[RuleLine]] = {}
    wishes: dict[object, tuple[Wish, Value]] = {}
    for line in lines:
        key: object = line.rule
        if found := next(filter(None, (_wish(rules, one) for one in line.clauses)), None):
            key = found[0]
            wishes[key] = found
        groups.setdefault(key, []).append(line)
    reasons = []
    for key, members in groups.items():
        words = _words(rules, *wishes[key]) if len(members) > 1 else ""
        reasons.append(Reason(words, tuple(members)))
    return sorted(reasons, key=lambda reason: (-reason.points, reason.rules[0].rule))


def _wish(rules: RuleSet, line: ClauseLine) -> tuple[Wish, Value] | None:
    """The wish that a clause takes for a reason, and the whole answer; None where it reads none."""
    clause = read_clause(line.text, rules.facts, rules.vocabularies)
    if line.part != "when" or clause.operator not in SAYS_YES:
        return None
    read: Mapping[str, Value] = dict(line.facts)
    for side, other in ((clause.left, clause.right), (clause.right, clause.left)):
        if isinstance(side, Subject) and side.of == "person":
            fact = _stated(rules, side.fact)
            if fact in WISHES:
                value = read[str(side)]
                asked = () if isinstance(other, Subject) else _items(other)
                met = [item for item in _items(value) if item in asked]
                whole = fact == "target_sectors"  # areas overlap: all of them are one wish
                return (fact, met[0] if met and not whole else None), value
    return None


def _stated(rules: RuleSet, fact: str) -> str:
    """The answer that a fact is the first of; any other fact as it is."""
    for derivation in rules.derivations:
        if derivation.how == "first" and derivation.name == fact:
            return derivation.sources[0].partition(".")[2]
    return fact


def _words(rules: RuleSet, wish: Wish, value: Value) -> str:
    """`What you want: Move up`."""
    name, item = wish
    fact = rules.facts["person"][name]
    counts: Value = value
    if item is not None:
        counts = (item,) if fact.many else item
    return f"{label(rules, name)}: {fact_words(rules, fact, counts)}"


def _items(value: object) -> tuple[Item, ...]:
    if isinstance(value, tuple | list):
        return tuple(value)
    return () if value is None else (value,)  # type: ignore[return-value]  # one item
