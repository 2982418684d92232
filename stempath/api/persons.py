"""What a person states, as facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stempath.engine.ruleset import RuleSet
from stempath.model.answers import fact_name, missing, read_answer, read_answers
from stempath.model.fact import Fact, Facts, declared
from stempath.model.person import Person
from stempath.model.ratings import rating_value, ratings_of
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, StempathError


def read_person(
    rules: RuleSet, answers: Mapping[str, object], place: Callable[[str], Place]
) -> Facts:
    """The facts that the answers state; spelled as people type them.

    Raises:
        StempathError: exit 3, with every answer that is not understood.
    """
    facts, problems = read_answers(answers, rules.vocabularies, place)
    if problems:
        raise StempathError(problems)
    return facts


def still_missing(facts: Facts, place: Place) -> list[Problem]:
    """What must be answered before any advice."""
    return missing(facts, place)


def change_person(
    rules: RuleSet, facts: Facts, answers: Mapping[str, object], place: Callable[[str], Place]
) -> Facts:
    """`facts` with other answers, spelled as people type them; empty text takes an answer back.

    Ratings of skills join those that stand, and take the place of one of the same skill.

    Raises:
        StempathError: exit 3, with every name and answer that is not understood.
    """
    stated = read_person(rules, answers, place)
    back = {fact_name(name) for name in answers} - stated.keys()
    kept = {name: value for name, value in facts.items() if name not in back}
    joined = {
        name: rating_value(ratings_of(kept[name]) | ratings_of(stated[name]))
        for name, fact in declared(Person).items()
        if fact.type == "ratings" and kept.get(name) and stated.get(name)
    }
    return {**kept, **stated, **joined}


def choose_word(words: Mapping[str, Vocabulary], list_: str, typed: str, place: Place) -> str:
    """The id of `list_` that was typed, spelled as people do.

    Raises:
        StempathError: exit 3, with the nearest.
    """
    value = read_answer(Fact(list_, "id", vocabulary=list_), typed, words, place)
    if isinstance(value, Problem) or value is None:
        expected = f"a name or id of {list_}"
        raise StempathError(value or Problem("empty", place, "nothing", expected))
    return str(value)
