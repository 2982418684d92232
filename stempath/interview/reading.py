"""Answers to one part -> facts: what is typed, chosen, or said in a line of free text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stempath.engine.ruleset import RuleSet
from stempath.interview.asking import Answer, Several
from stempath.model.answers import read_answer
from stempath.model.fact import Value, declared
from stempath.model.numbers import in_unit
from stempath.model.person import Person
from stempath.model.question import Part
from stempath.problem import Place, Problem

OCCUPATIONS = "occupations"  # the list of those who describe their work


def reader(rules: RuleSet, part: Part) -> Callable[[Answer], Value | Problem]:
    """What reads the answers to a part; None is nothing stated, and `none` of a list is stated."""
    fact = declared(Person)[part.fact]

    def read(answer: Answer) -> Value | Problem:
        place = Place("answer", key=part.fact)
        if isinstance(answer, str) and fact.is_number:
            answer = in_unit(answer, fact.unit)
        value = read_answer(fact, answer, rules.vocabularies, place)
        if isinstance(value, tuple) and part.most is not None and len(value) > part.most:
            found, expected = f"{len(value)} choices", f"at most {part.most}"
            return Problem("value", place, found, expected, "keep the most important")
        if value in (None, ()) and not part.optional:
            return Problem("missing", place, "no answer", "an answer", "this one is needed")
        return None if value == () and not isinstance(answer, str) else value

    return read


def free_reader(rules: RuleSet, part: Part) -> Callable[[str], tuple[Several, str] | None]:
    """What reads free text for this part and for those that it may state `also`."""

    def reading(typed: str) -> tuple[Several, str] | None:
        from stempath.model.reading import read_qualification

        found = read_qualification(typed, rules.vocabularies, int(rules.as_of[:4]))
        if found is None:
            return None
        wanted = {part.fact, *part.also}
        facts = {name: value for name, value in found.facts.items() if name in wanted}
        return (Several(facts), found.words) if facts else None

    return reading if part.also else lambda _typed: None


def describer(
    rules: RuleSet, part: Part, field: Value
) -> Callable[[str], tuple[Sequence[str], str]] | None:
    """What finds the nearest occupations to a description; None for any other list.

    `field`: what the person studied, where that is known.
    """
    if declared(Person)[part.fact].vocabulary != OCCUPATIONS:
        return None

    def describe(typed: str) -> tuple[Sequence[str], str]:
        from stempath.model.describe import describe as nearest

        return nearest(typed, rules.vocabularies, str(field) if field else None)

    return describe
