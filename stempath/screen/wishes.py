"""Changed answers in words, kindly: what one would choose, and what is only for some to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stempath.engine.opening import reserving
from stempath.engine.words import fact_words
from stempath.screen.words import plain_name

if TYPE_CHECKING:
    from stempath.engine.opening import Change
    from stempath.engine.ruleset import RuleSet
    from stempath.model.fact import Item, Value


def wish_words(rules: RuleSet, changes: Sequence[Change]) -> str:
    """`If you lived in Queensland (now Victoria).`, or whom it is kept for."""
    wishes = [_wish(rules, change) for change in changes if not reserving(change)]
    kept = [_kept(rules, change) for change in changes if reserving(change)]
    return " ".join([*([f"If you {' and '.join(wishes)}."] if wishes else []), *kept])


def now_words(rules: RuleSet, change: Change) -> str:
    """`now Victoria`."""
    if change.now is None:
        return "not stated yet"
    return f"now {_value(rules, change.fact, change.now)}"


def _kept(rules: RuleSet, change: Change) -> str:
    """Whom it is reserved for, where no answer that one could choose opens it."""
    if not isinstance(change.to, tuple):
        return "It is kept for people who are not in paid work."
    new = tuple(item for item in change.to if item not in _items(change.now))
    return (
        f"It is kept for: {_value(rules, change.fact, new)}. If that is you, and you would like "
        f"to see it, answer {change.fact}={';'.join(map(str, change.to))}. That is yours to "
        "say, and nothing is guessed."
    )


def _wish(rules: RuleSet, change: Change) -> str:
    """`lived in Queensland (now Victoria)`."""
    notes = [now_words(rules, change)]
    if isinstance(change.to, bool):
        return f"{_YES_NO[change.fact][not change.to]} ({notes[0]})"
    to, also, held = change.to, "", _items(change.now)
    if isinstance(to, tuple) and held and {*held} < {*to}:
        to, also = tuple(item for item in to if item not in held), "also "
    if change.others:
        others = "another answer" if change.others == 1 else f"{change.others} other answers"
        notes.append(f"{others} would do as well")
    words = _WISHES.get(change.fact, f"answered {plain_name(change.fact)} with {{}}")
    return f"{also}{words.format(_value(rules, change.fact, to))} ({'; '.join(notes)})"


def _value(rules: RuleSet, fact: str, value: Value) -> str:
    return fact_words(rules, rules.facts["person"][fact], value)


def _items(value: Value) -> tuple[Item, ...]:
    return value if isinstance(value, tuple) else ()


_YES_NO: Mapping[str, tuple[str, str]] = {
    "studying": ("were enrolled in a course", "were not enrolled in a course"),
    "employed": ("had paid work", "were not in paid work"),
    "employer_support": (
        "had an employer who might give time, host it or help to pay",
        "had no such help from an employer",
    ),
}
_WISHES: Mapping[str, str] = {
    "qualification": "held {}",
    "field_of_study": "had studied {}",
    "sector": "worked in {}",
    "occupation": "worked as {}",
    "other_occupation": "had also worked as {}",
    "skills": "rated your skills so: {}",
    "years_experience": "had {} years in your work",
    "goals": "wanted: {}",
    "target_sectors": "looked towards {}",
    "state": "lived in {}",
    "region": "lived in: {}",
    "hours_per_week": "could give {} hours a week",
    "weeks_available": "could give it {} weeks",
    "budget_aud": "could pay {}",
    "modes": "would learn: {}",
    "graduated_year": "had finished your newest qualification in {}",
    "residency": "were: {}",
    "registrations": "held {}",
}
