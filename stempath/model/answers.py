"""Answers as people give them (flags, files, columns) -> the facts of a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from stempath.model.fact import Fact, Value, declared, frozen
from stempath.model.person import NEEDED, NEEDED_ONE_OF, Person
from stempath.model.ratings import HIGHEST, LOWEST_RATING, rating_value
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, shown
from stempath.tables import UNSAFE, clean

MOST_TEXT = 200  # characters of one answer
NONE = "none"  # said of a list: none of it, which is an answer
NEVER_KEPT = {
    "usi": "a Unique Student Identifier",
    "tfn": "a tax file number",
    "date_of_birth": "a date of birth",
    "dob": "a date of birth",
}
_YES_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}
_PARTS = re.compile(r"\d,\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")  # other commas may mark decimals: 7,5
_UNITS = {"year": "a year", "AUD": "dollars", "level": "a whole level"}
_RATING = re.compile(r"(.*?)\s*[=: ]\s*(-?\d+(?:\.\d+)?)")
Vocabularies = Mapping[str, Vocabulary]


def read_answers(
    answers: Mapping[str, object], vocabularies: Vocabularies, place: Callable[[str], Place]
) -> tuple[dict[str, Value], list[Problem]]:
    """The facts that the answers state, and every problem with them; empty text is not stated.

    `place` tells where the answer of a name stands. Names and ids may be spelled as people type
    them; nothing uncertain is taken.
    """
    facts = declared(Person)
    found: dict[str, Value] = {}
    problems = []
    for name, answer in answers.items():
        key = fact_name(name)
        if key in NEVER_KEPT:
            problems.append(
                Problem(
                    "never-kept",
                    place(name),
                    f"`{clean(name)}`, {NEVER_KEPT[key]}",
                    "no such answer",
                    "remove it: stempath never needs or keeps it",
                )
            )
        elif key not in facts:
            begun = [name for name in facts if key and name.startswith(f"{key}_")]
            near = begun or get_close_matches(key, list(facts), n=1, cutoff=0.6)
            remedy = f"did you mean `{near[0]}`?" if near else "see `stempath advise --help`"
            problems.append(
                Problem(
                    "unknown-fact", place(name), f"`{clean(name)}`", "a fact of a person", remedy
                )
            )
        elif (value := read_answer(facts[key], answer, vocabularies, place(name))) is not None:
            if isinstance(value, Problem):
                problems.append(value)
            else:
                found[key] = value
    return found, problems


def fact_name(typed: str) -> str:
    """The name of a fact, as it may be typed in a flag, a heading or a file."""
    return typed.strip().lower().replace("-", "_").replace(" ", "_")


def read_answer(
    fact: Fact, answer: object, vocabularies: Vocabularies, place: Place
) -> Value | Problem:
    """One answer as the fact's type; None where nothing is stated."""
    if fact.type == "ratings" and isinstance(answer, str):
        answer = [part for part in re.split(r"[;,]", answer) if part.strip()] or ""
    for text in _texts(answer):
        if isinstance(text, str) and (UNSAFE.search(text) or len(text) > MOST_TEXT):
            expected = f"up to {MOST_TEXT} characters of text without control characters"
            return Problem("text", place, shown(text), expected, "retype it")
    if isinstance(answer, str):
        answer = clean(answer).strip()
    if answer is None or answer == "":
        return None
    if fact.type == "ratings":
        return _ratings(fact, answer, vocabularies, place)
    if fact.many:
        return _list(fact, answer, vocabularies, place)
    return _single(fact, answer, vocabularies, place)


def _texts(answer: object) -> Iterable[object]:
    """What an answer is made of."""
    if isinstance(answer, Mapping):
        return (*answer, *answer.values())
    return answer if isinstance(answer, list) else [answer]


def missing(facts: Mapping[str, Value], place: Place) -> list[Problem]:
    """What is still needed before any advice: all of it, as problems."""
    problems = [
        Problem("missing", place, f"no `{name}`", f"`{name}`", _flag(name))
        for name in NEEDED
        if not facts.get(name)
    ]
    if not any(facts.get(name) for name in NEEDED_ONE_OF):
        names = ", ".join(f"`{name}`" for name in NEEDED_ONE_OF)
        problems.append(
            Problem(
                "missing", place, f"none of {names}", "at least one of them", _flag("occupation")
            )
        )
    return problems


def _flag(name: str) -> str:
    return f"give --{name.replace('_', '-')}, or `{name} = …` in the answers file"


def _list(fact: Fact, answer: object, vocabularies: Vocabularies, place: Place) -> Value | Problem:
    parts: list[Any]
    if isinstance(answer, str):
        parts = [part.strip() for part in re.split(r"[;,]", answer) if part.strip()]
        if [part.casefold() for part in parts] == [NONE]:
            return ()
    elif isinstance(answer, list | tuple):
        parts = list(answer)
    else:
        return Problem("value", place, shown(answer), "a list", "join several by `;`")
    items: list[Any] = []
    for part in parts:
        item = _single(fact, part, vocabularies, place)
        if isinstance(item, Problem):
            return item
        if item is not None and item not in items:
            items.append(item)
    if fact.most_items is not None and len(items) > fact.most_items:
        return Problem(
            "value",
            place,
            f"{len(items)} items in `{fact.name}`",
            f"at most {fact.most_items}",
            "keep the most important",
        )
    return tuple(items)


def _ratings(
    fact: Fact, answer: object, vocabularies: Vocabularies, place: Place
) -> Value | Problem:
    """Levels by skill, from a table or from text such as `gis = 3; threat modelling = 2`."""
    level = Fact("level", "integer", unit="level", least=LOWEST_RATING, most=HIGHEST)
    pairs: list[tuple[object, object]]
    if isinstance(answer, Mapping):
        pairs = list(answer.items())
    else:
        parts = answer if isinstance(answer, list | tuple) else [answer]
        if [str(part).strip().casefold() for part in parts] == [NONE]:
            return ()
        pairs = [_pair(clean(str(part)).strip()) for part in parts]
    found: dict[str, int] = {}
    for skill, figure in pairs:
        id_ = _single(fact, skill, vocabularies, place)
        if isinstance(id_, Problem):
            return id_
        if figure is None or figure == "":
            expected = f"a level from {LOWEST_RATING} to {HIGHEST} beside each skill"
            return Problem("value", place, shown(skill), expected, "write skill = level")
        number = _number(level, figure, place)
        if isinstance(number, Problem):
            return replace(number, found=f"{shown(figure)} for {shown(skill)}")
        if id_ in found:
            return Problem("value", place, f"{shown(skill)} twice", "each skill once")
        assert isinstance(number, int)
        found[str(id_)] = number
    return rating_value(found)


def _pair(text: str) -> tuple[str, str]:
    """(skill, level) as one may write them: with `=`, a colon or a space between."""
    if match := _RATING.fullmatch(text):
        return match[1], match[2]
    skill, _, level = text.partition("=")  # whatever stands there is told as no level
    return skill.strip(), level.strip()


def _single(
    fact: Fact, answer: object, vocabularies: Vocabularies, place: Place
) -> Value | Problem:
    if fact.type == "yes-no":
        found = answer if isinstance(answer, bool) else _YES_NO.get(str(answer).casefold())
        return Problem("value", place, shown(answer), "yes or no") if found is None else found
    if fact.type in ("integer", "number"):
        return _number(fact, answer, place)
    if isinstance(answer, bool | float) or not isinstance(answer, str | int):
        return Problem("value", place, shown(answer), "text in quotes")
    text = str(answer)
    vocabulary = vocabularies.get(fact.vocabulary)
    if vocabulary is None:
        return text
    if found_id := vocabulary.find(text):
        return found_id
    near = vocabulary.nearest(text)
    names = "; ".join(f"{vocabulary.name_of(id_)} ({id_})" for id_ in near)
    remedy = f"nearest: {names}" if near else _listed(vocabulary)
    return Problem("not-found", place, shown(text), f"a name or id of {fact.vocabulary}", remedy)


def _listed(vocabulary: Vocabulary) -> str:
    ids = list(vocabulary.names)
    return "one of " + ", ".join(ids) if len(ids) <= 20 else "try another word for it"


def _number(fact: Fact, answer: object, place: Place) -> Value | Problem:
    expected = _range(fact)
    if isinstance(answer, bool):
        return Problem("value", place, shown(answer), expected)
    written = str(answer).removeprefix("$")
    try:
        number = float(written.replace(",", "") if _THOUSANDS.fullmatch(written) else written)
    except ValueError:
        from stempath.model.numbers import is_span

        remedy = "write parts after a point" if _PARTS.search(written) else ""
        if is_span(written):
            one = "type one number; where you are not sure, the lower one"
            remedy = "type one year" if fact.unit == "year" else one
        return Problem("value", place, shown(answer), expected, remedy)
    assert fact.least is not None and fact.most is not None
    if not fact.least <= number <= fact.most or (fact.type == "integer" and number % 1):
        return Problem("value", place, shown(answer), expected)
    return frozen(number)


def _range(fact: Fact) -> str:
    """What a number may be, in words."""
    kind = "a whole number" if fact.type == "integer" else "a number"
    what = _UNITS.get(fact.unit, f"{kind} of {fact.unit}")
    return f"{what} from {fact.least:.10g} to {fact.most:.10g}"
