"""Occupations by code, title or words; and those closest to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from stempath.engine.ruleset import RuleSet
from stempath.model.describe import describe
from stempath.model.english import JOINING
from stempath.model.fact import Facts, Value
from stempath.model.search import has_each
from stempath.tables import fold, squash

NEAREST = 3


class FoundOccupations(NamedTuple):
    """`ids`: the codes that the words may mean, best first; `near`: the nearest, if none does."""

    ids: tuple[str, ...]
    near: tuple[str, ...]


class Close(NamedTuple):
    """An occupation close to another, 0 to 100 as seen from that one."""

    code: str
    closeness: int


def occupation_facts(rules: RuleSet, code: str) -> Facts:
    """All that the rule set knows of an occupation."""
    return rules.facts_of(code)


def find_occupations(rules: RuleSet, typed: str) -> FoundOccupations:
    """The occupations that `typed` may mean: a code, the code or title of a unit group, or words.

    One alone where a code, title or alias is just that; else all that share the alias, or that
    have each of the words in their title or their aliases. A word may be the beginning of one.
    """
    known = rules.vocabularies["occupations"]
    if exact := known.ids_of(typed):
        return FoundOccupations(tuple(exact), ())
    if group := tuple(_of_unit_group(rules, squash(typed))):
        return FoundOccupations(group, ())
    each = [word for word in fold(typed).split() if word not in JOINING] or fold(typed).split()
    ranked = known.nearest(typed, len(known.names)) if each else []
    titled = [code for code in ranked if has_each((known.names[code],), each)]
    having = [code for code in ranked if has_each(known.spellings_of(code), each)]
    if having:
        return FoundOccupations(tuple(dict.fromkeys([*titled, *having])), ())
    near = ranked or describe(typed, rules.vocabularies)[0] or _alike(rules, typed)
    return FoundOccupations((), tuple(near[:NEAREST]))


def closest(rules: RuleSet, code: str) -> list[Close]:
    """The other occupations from the closest on, as long as there is a word for the closeness.

    The caps on a list of moves hold: of a profession, say, one title alone. What is of the
    profession of `code` itself is left out; see `kin`.
    """
    own = occupation_facts(rules, code)
    counts: dict[str, Counter[Value]] = {}
    found = []
    for closeness, facts in _by_closeness(rules, code):
        if facts["profession"] == own["profession"]:
            continue
        caps = [
            (cap, counts.setdefault(cap.fact, Counter()))
            for cap in rules.listing.caps
            if cap.about == "move" and facts.get(cap.fact) is not None
        ]
        if all(count[facts[cap.fact]] < cap.most for cap, count in caps):
            found.append(Close(str(facts["code"]), closeness))
            for cap, count in caps:
                count[facts[cap.fact]] += 1
    return found


def kin(rules: RuleSet, code: str) -> list[str]:
    """The other titles of the profession of an occupation."""
    own = occupation_facts(rules, code)["profession"]
    return [
        str(facts["code"]) for facts in rules.move_facts
        if facts["profession"] == own and facts["code"] != code
    ]  # fmt: skip


def _alike(rules: RuleSet, typed: str) -> list[str]:
    """Where no word is known: the codes that begin most like a code, or titles spelled most alike.

    There are always some, however far off.
    """
    names = rules.vocabularies["occupations"].names
    code = squash(typed)
    if code.isdecimal():
        starts = [code[:length] for length in range(len(code), 0, -1)]
        return sorted(names, key=lambda own: (-sum(map(own.startswith, starts)), own))
    folded = {code: fold(title) for code, title in names.items()}
    titles = get_close_matches(fold(typed), folded.values(), NEAREST, cutoff=0)
    return sorted(
        (code for code in folded if folded[code] in titles),
        key=lambda code: titles.index(folded[code]),
    )


def _by_closeness(rules: RuleSet, code: str) -> Iterator[tuple[int, Facts]]:
    rows = next((origin.rows for origin in rules.origins if code in origin.rows), {})
    figures: list[int] = rules.closeness[rows[code]].tolist() if rows else []
    for place in sorted(range(len(figures)), key=lambda place: (-figures[place], place)):
        facts = rules.move_facts[place]
        if rules.listing.closeness_words(figures[place]) and facts["code"] != code:
            yield figures[place], facts


def _of_unit_group(rules: RuleSet, typed: str) -> Iterator[str]:
    """The codes of the unit group whose own code or title is `typed`, squashed."""
    for facts in rules.move_facts:
        names = (str(facts["unit_group"]), str(facts.get("unit_group_title") or ""))
        if typed and typed in map(squash, names):
            yield str(facts["code"])
