"""How one piece of advice differs from another, and the answers behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stempath.model.advice import Advice
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.profile.read import Profile
from stempath.record import record

LISTS = ("offerings", "moves")
Titles = Sequence[tuple[str, str]]


@record(frozen=True, slots=True)
class Line:
    """A line of a list that came (`was` None), went (`now` None) or moved; places from 1."""

    of: str
    id: str
    title: str
    was: int | None
    now: int | None

    def __str__(self) -> str:
        words = f"{self.title} ({self.id})"
        if self.was is None:
            return f"New in {self.of}, at {self.now}: {words}"
        if self.now is None:
            return f"No longer in {self.of}, where it was at {self.was}: {words}"
        way = "up" if self.now < self.was else "down"
        return f"Moved {way} in {self.of}, from {self.was} to {self.now}: {words}"


@record(frozen=True, slots=True)
class Answer:
    """An answer that differs; None is not stated."""

    fact: str
    before: Value
    after: Value


@record(frozen=True, slots=True)
class Differences:
    """What differs. `lines` is None where one side has no advice, or too few answers for it."""

    answers: tuple[Answer, ...]
    lines: tuple[Line, ...] | None
    rules_changed: bool


def changes(profile: Profile, advice: Advice, first: int | None = None) -> list[str]:
    """What the new advice has that the saved one had not, and the other way round, in words."""
    lines = []
    if profile.rulebook is not None and profile.rulebook != advice.rulebook:
        lines.append("The rulebook changed since this profile was saved.")
    return [*lines, *map(str, _lines(profile, advice, first))]


def differences(
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    one: Advice | Profile | None,
    other: Advice | None,
    first: int | None = None,
) -> Differences:
    """The answers that differ, and the first lines of the advice that do."""
    answers = tuple(
        Answer(name, before.get(name), after.get(name))
        for name in declared(Person)
        if before.get(name) != after.get(name)
    )
    if one is None or other is None:
        return Differences(answers, None, rules_changed=False)
    changed = one.rulebook is not None and one.rulebook != other.rulebook
    return Differences(answers, tuple(_lines(one, other, first)), changed)


def _lines(one: Advice | Profile, other: Advice | Profile, first: int | None) -> list[Line]:
    found = []
    for name in LISTS:
        before, after = (_titles(advice, name)[:first] for advice in (one, other))
        was, now = (
            {id_: place for place, (id_, _title) in enumerate(titles, 1)}
            for titles in (before, after)
        )
        found += [
            Line(name, id_, title, was.get(id_), now[id_])
            for id_, title in after
            if was.get(id_) != now[id_]
        ]
        found += [Line(name, id_, title, was[id_], None) for id_, title in before if id_ not in now]
    return found


def _titles(advice: Advice | Profile, name: str) -> Titles:
    if isinstance(advice, Profile):
        return advice.offerings if name == "offerings" else advice.moves
    suggestions = advice.offerings if name == "offerings" else advice.moves
    return [(suggestion.id, suggestion.title) for suggestion in suggestions]
