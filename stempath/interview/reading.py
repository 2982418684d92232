"""Answers to one part -> facts: what is typed, chosen, or said in a line of free text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from stempath.engine.ruleset import RuleSet
from stempath.interview.asking import Answer, Several
from stempath.model.answers import read_answer
from stempath.model.fact import Value, declared
from stempath.model.numbers import in_unit
from stempath.model.person import Person
from stempath.model.question import Part, Question
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem

OCCUPATIONS = "occupations"  # the list of those who describe their work
PLACES = "places"  # towns, each with what it says of where one lives


def words_of(
    rules: RuleSet, question: Question, part: Part, facts: Mapping[str, Value]
) -> Vocabulary | None:
    """The list that a part is chosen from, in which a town may stand for what it says of it.

    A town that does not agree with what the question has asked before stands for nothing: there is
    more than one of that name.
    """
    fact = declared(Person)[part.fact]
    words, places = rules.vocabularies.get(fact.vocabulary), rules.vocabularies[PLACES]
    if words is None or part.fact not in places.columns:
        return words
    before = [one.fact for one in question.parts[: question.parts.index(part)]]
    named = {name: facts[name] for name in before if name in places.columns and facts.get(name)}
    aliases = {id_: list(words.aliases.get(id_, ())) for id_ in words.names}
    for place in places.names:
        if all(places.columns[name][place] == value for name, value in named.items()):
            aliases[str(places.columns[part.fact][place])] += places.spellings_of(place)
    return replace(words, aliases={id_: tuple(many) for id_, many in aliases.items()})


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
