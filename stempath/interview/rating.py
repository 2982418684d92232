"""A question about skills: a prompt for each of the few whose rating tells most, in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stempath.engine.ground import taken_levels
from stempath.engine.telling_skills import telling_skills, weighty_skills
from stempath.interview.asking import Answer, Back, Prompt
from stempath.interview.state import part_of
from stempath.model.answers import read_answer
from stempath.model.english import capital, in_sentence
from stempath.model.fact import Fact, Value, declared
from stempath.model.person import Person
from stempath.model.ratings import LEVELS, rating_value, ratings_of
from stempath.problem import Place, Problem

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.interview.walk import Interview

RATINGS = "ratings"  # the kind of a part that is asked so
NOTHING_TELLS = "As your answers stand, no rating of a skill would change the first lines."
MOST_TOLD = 10  # ratings in the list of all answers
_LEVEL = Fact("level", "id", vocabulary=LEVELS)


@dataclass(slots=True)
class Series:
    """The skills that are asked about in one go.

    skills  ids, fixed while it lasts, so that going back finds what was there
    basis   the facts besides ratings for which they were found; for others it is begun anew
    at      which of them is asked for now; at the end the last one, to be gone back to
    passed  those that were answered or skipped
    """

    skills: Sequence[str]
    basis: Mapping[str, Value]
    at: int = 0
    passed: set[str] = field(default_factory=set)


def is_rated(rules: RuleSet, fact: str) -> bool:
    """Whether a fact is asked for so."""
    return part_of(rules.questions, fact)[1].kind == RATINGS


def few(rules: RuleSet, fact: str, value: Value) -> tuple[Value, str]:
    """Of many ratings as many as one line may hold, and how many more there are, in words."""
    if not is_rated(rules, fact) or not isinstance(value, tuple) or len(value) <= MOST_TOLD:
        return value, ""
    return value[:MOST_TOLD], f"; and {len(value) - MOST_TOLD} more"


def rate(talk: Interview, fact: str, *, back: bool, counted: bool) -> None:
    """Ask for one level after another. Each is kept before the next one is asked for.

    Raises:
        Back: from the first skill to what was before; or there is nothing to ask.
    """
    series = talk.series.get(fact)
    if series is None or series.basis != _basis(talk, fact):
        series = talk.series[fact] = _begun(talk, fact)
    if not series.skills:
        talk.asker.say(NOTHING_TELLS)
        if not counted:
            raise Back
        talk.answers.put(fact, talk.answers.now(fact))
        return
    before = talk.at
    whole = talk.prompt(fact, back, counted)
    taken = taken_levels(talk.rules, series.basis)
    while series.at < len(series.skills):
        skill = series.skills[series.at]
        ratings = ratings_of(talk.answers.now(fact))
        prompt = _prompt(talk, whole, series, ratings.get(skill), taken.get(skill))
        try:
            value = prompt.read(talk.asker.ask(prompt))
        except Back:
            if series.at:
                series.at -= 1
                continue
            if talk.at != before:  # whoever resumes it is not to come back in here
                talk.at = before
                talk.keep()
            raise
        if isinstance(value, Problem):
            talk.asker.wrong(prompt, value)
            continue
        ratings.pop(skill, None)
        if value is not None:
            ratings[skill] = int(str(value))
        talk.answers.put(fact, rating_value(ratings) or None)
        series.passed.add(skill)
        series.at += 1
        if series.at < len(series.skills):  # after the last one, whoever asked for it all keeps
            talk.at = fact
            talk.keep()
    series.at, talk.at = len(series.skills) - 1, before


def again(talk: Interview, fact: str) -> Series:
    """What is asked when the ratings are looked over: those that there are, and what counts now."""
    basis, own = _basis(talk, fact), talk.answers.now(fact)
    return Series([*ratings_of(own), *weighty_skills(talk.rules, {**basis, fact: own})], basis)


def _begun(talk: Interview, fact: str) -> Series:
    """The skills that tell most; of an interview that was interrupted the same, where it was left.

    What was rated since it began leaves them as they were, so that they stay the same in number.
    """
    basis, rated = _basis(talk, fact), ratings_of(talk.answers.now(fact))
    skills = telling_skills(talk.rules, {**basis, fact: talk.answers.stated.get(fact)})
    at = 1 + max((place for place, skill in enumerate(skills) if skill in rated), default=-1)
    if at < len(skills):
        return Series(skills, basis, at, {*skills[:at]})
    return Series(telling_skills(talk.rules, {**basis, fact: rating_value(rated)}), basis)


def _basis(talk: Interview, fact: str) -> Mapping[str, Value]:
    return {name: value for name, value in talk.facts.items() if name != fact}


def _prompt(
    talk: Interview, whole: Prompt, series: Series, now: int | None, taken: int | None
) -> Prompt:
    """The prompt for the skill at hand: a choice of levels, with the one that it is taken to be."""
    rules, part = talk.rules, whole.part
    skill, words = series.skills[series.at], rules.vocabularies[LEVELS]
    name = rules.vocabularies[declared(Person)[part.fact].vocabulary].name_of(skill)

    def read(answer: Answer) -> Value | Problem:
        return read_answer(_LEVEL, answer, rules.vocabularies, Place("answer", key=skill))

    helps = [part.help]
    if taken is not None:
        said = str(words.columns.get("ask", {}).get(str(taken), words.name_of(str(taken))))
        helps.insert(0, f"From what you have told us we take it that {in_sentence(said)}.")
    return replace(
        whole,
        part=replace(
            part, kind="choice", vocabulary=LEVELS, help=" ".join(filter(None, helps)),
            ask=f"{_number(series, name)}. {part.ask}",
        ),
        opens=whole.opens and not series.at,
        words=words,
        now=None if now is None else str(now),
        visited=now is not None or skill in series.passed,
        back=whole.back or series.at > 0,
        read=read,
    )  # fmt: skip


def _number(series: Series, name: str) -> str:
    """`Skill 2 of 5: welding`; one by itself needs no number."""
    count = len(series.skills)
    return f"Skill {series.at + 1} of {count}: {name}" if count > 1 else capital(name)
