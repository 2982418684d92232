"""A rule's words, filled with facts as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Protocol

from stempath.model.fact import Fact, Value
from stempath.model.ratings import ratings_of
from stempath.model.vocabulary import Vocabulary

NOT_STATED = "not stated"
Facts = Mapping[str, Mapping[str, Value]]


class Declared(Protocol):
    """What words are filled by: the declared facts and their lists. A rule set; a quiz."""

    @property
    def facts(self) -> Mapping[str, Mapping[str, Fact]]: ...

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]: ...


def shown_value(value: Value, vocabulary: Vocabulary | None = None, unit: str = "") -> str:
    """A fact in words: names for ids, "a, b and c" for lists, money with its sign.

    Where an item has a comma or an "and" of its own, semicolons stand between the items.
    """
    if value is None:
        return NOT_STATED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        words = [shown_value(item, vocabulary) for item in value]
        if len(words) > 1 and any("," in item or " and " in item for item in words):
            return "; ".join(words)
        return (
            words[0]
            if len(words) == 1
            else " and ".join(
                part for part in (", ".join(words[:-1]), words[-1] if words else "none") if part
            )
        )
    if isinstance(value, int | float):
        text = f"{value:,.10g}" if unit.startswith(("AUD", "persons")) else f"{value:.10g}"
        return f"${text}" if unit.startswith("AUD") else text
    return vocabulary.name_of(value) if vocabulary else value


def fact_words(rules: Declared, fact: Fact, value: Value) -> str:
    """A fact in words; a rating as the name of its skill, with the level behind it."""
    vocabulary = rules.vocabularies.get(fact.vocabulary)
    if fact.type == "ratings" and value is not None:
        rated = ratings_of(value)
        names = [vocabulary.name_of(skill) if vocabulary else skill for skill in rated]
        return shown_value(tuple(map("{} {}".format, names, rated.values())))
    return shown_value(value, vocabulary, fact.unit)


def length_words(weeks: float) -> str:
    """How long something takes; parts of a week in its five working days."""
    if weeks < 2 and weeks != int(weeks):
        days = round(weeks * 5, 1)
        return f"{days:g} day{'' if days == 1 else 's'}"
    return f"{weeks:g} week{'' if weeks == 1 else 's'}"


def fill(rules: Declared, words: str, facts: Facts, when: tuple[str, ...] = ()) -> str:
    """`words` with every `{subject.fact}` and `{shared}` replaced."""
    if "{" not in words:
        return words
    parts = []
    for text, name, _spec, _conversion in Formatter().parse(words):
        parts.append(text)
        if name is not None:
            parts.append(
                _shared(rules, facts, when) if name == "shared" else _one(rules, name, facts)
            )
    return "".join(parts)


def _one(rules: Declared, name: str, facts: Facts) -> str:
    subject, _, fact_name = name.partition(".")
    fact = rules.facts[subject].get(fact_name)
    value = facts[subject].get(fact_name)
    return shown_value(value) if fact is None else fact_words(rules, fact, value)


def _shared(rules: Declared, facts: Facts, when: tuple[str, ...]) -> str:
    """What the two sides of the rule's first `has` or `in` between two facts have in common."""
    for clause in when:
        left, operator, right = [*clause.split(maxsplit=2), "", ""][:3]
        subject, _, name = left.partition(".")
        other, _, other_name = right.partition(".")
        if operator in ("has", "in") and other in facts:
            mine, theirs = (
                value if isinstance(value, tuple) else () if value is None else (value,)
                for value in (facts[subject].get(name), facts[other].get(other_name))
            )
            both = tuple(item for item in mine if item in theirs)
            return shown_value(both, rules.vocabularies.get(rules.facts[subject][name].vocabulary))
    return ""
