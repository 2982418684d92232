"""Offerings and designs by words: titles first, then providers, kinds, skills and sectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from stempath.engine.ruleset import RuleSet
from stempath.model.english import JOINING
from stempath.model.fact import Facts, Value
from stempath.model.search import Index, has_each
from stempath.tables import fold, squash

NEAREST = 3


class Found(NamedTuple):
    """`ids`: what matches, best first; `exact`: the one whose id or title was typed.

    `near`: the nearest, where nothing matches.
    """

    ids: tuple[str, ...]
    exact: str | None
    near: tuple[str, ...]


def find_offerings(rules: RuleSet, typed: str, wanted: Callable[[Facts], bool]) -> Found:
    """The offerings and designs among those `wanted` that have each word of `typed` somewhere.

    A word may be the beginning of one. Without words, all that are wanted, by title.
    """
    pool = {str(facts["id"]): facts for facts in rules.offering_facts if wanted(facts)}
    if not typed.strip():
        return Found(tuple(sorted(pool, key=lambda id_: str(pool[id_]["title"]))), None, ())
    same = [
        id_ for id_, facts in pool.items()
        if squash(typed) in (squash(id_), squash(str(facts["title"])))
    ]  # fmt: skip
    words = {id_: _words(rules, facts) for id_, facts in pool.items()}
    index = Index(
        (id_, spelling, number > 0)
        for id_, (title, *others) in words.items()
        for number, spelling in enumerate((title, *others, " ".join((title, *others))))
    )
    ranked = index.search(typed, len(pool))
    each = [word for word in fold(typed).split() if word not in JOINING] or fold(typed).split()
    titled = [id_ for id_ in ranked if has_each(words[id_][:1], each)]
    having = [id_ for id_ in ranked if has_each(words[id_], each)]
    ids = tuple(dict.fromkeys([*same, *titled, *having]))
    near = () if ids else tuple(ranked[:NEAREST]) or _by_one_word(words, typed)
    return Found(ids, same[0] if len(same) == 1 else None, near)


def _by_one_word(words: Mapping[str, Sequence[str]], typed: str) -> tuple[str, ...]:
    """The nearest where a single word of theirs comes near: `nurse` finds nursing."""
    single = {
        (id_, word)
        for id_, spellings in words.items() for spelling in spellings
        for word in fold(spelling).split() if word not in JOINING
    }  # fmt: skip
    index = Index((id_, word, True) for id_, word in sorted(single))
    return tuple(index.search(typed, NEAREST))


def _words(rules: RuleSet, facts: Facts) -> tuple[str, ...]:
    """The title, and what else an offering is known by."""
    lists = rules.vocabularies
    found = [str(facts["title"]), str(facts["provider"])]
    found.append(lists["kinds"].name_of(str(facts["kind"])))
    found += [lists["sectors"].name_of(sector) for sector in _texts(facts["sectors"])]
    found += [*_texts(facts["skills"]), str(facts["id"])]
    return tuple(found)


def _texts(value: Value) -> Iterator[str]:
    return map(str, value if isinstance(value, tuple) else ())
