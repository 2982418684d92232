"""The machine-readable face of advice: the object that --json prints, and its schema's source.

The records are the schema: their fields, in order, are the keys of the objects. None is "not
stated". It is the person's own output, so reasons from private answers are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice, Apart, Note, Reason, Suggestion
from stempath.model.fact import Value, declared
from stempath.model.person import Person

SCHEMA_VERSION = 1
Number = int | float
Json = str | int | float | bool | list[str | int | float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFace:
    """A rule that counted, the points it gave, its words, and where it comes from."""

    rule: str
    points: int
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingFace:
    """An offering; the score is the sum of the reasons' points. `url` is null for a design."""

    id: str
    title: str
    provider: str
    kind: str
    sectors: list[str]
    score: int
    reasons: list[ReasonFace]
    cautions: list[str]
    weeks: Number | None
    hours: Number | None
    cost_aud: Number | None
    paid: bool | None
    on_the_job: bool | None
    mode: str | None
    states: list[str] | None
    aqf: int | None
    min_aqf: int | None
    credit_points: Number | None
    credit_towards: str | None
    url: str | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFace:
    """A move to an occupation (ANZSCO code); `closeness` 0-100, null where the origin is unknown.

    The lists of states name those that rate it so in `shortage_year`; `years_short` the years of
    a national shortage. Figures of earnings and employment are those of the unit group.
    """

    occupation: str
    osca: str | None
    title: str
    closeness: int | None
    score: int
    reasons: list[ReasonFace]
    cautions: list[str]
    unit_group: str
    unit_group_title: str | None
    sectors: list[str]
    short_in: list[str] | None
    short_regional_in: list[str] | None
    short_metro_in: list[str] | None
    not_short_in: list[str] | None
    shortage_national: str | None
    shortage_year: int | None
    years_short: list[int] | None
    years_rated: list[int] | None
    weekly_median_aud: int | None
    earnings_year: int | None
    employed: int | None
    employed_year: int | None
    projected_2034: int | None
    women_percent: Number | None
    women_year: int | None
    regulated: str | None
    registrations: list[str] | None
    regulator: str | None
    registration_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFace:
    """Words about the whole advice. `slot` says what they are.

    needs-registration  a move that is shut without one: `occupation` and `title` name it
    reserved            how many offerings (`count`) are kept for a group and not shown
    """

    slot: str
    rule: str
    words: str
    occupation: str | None = None
    title: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFace:
    """Advice to one person under one rulebook (its hash); offerings and moves best first."""

    schema_version: int
    rulebook: str
    person: dict[str, Json]
    offerings: list[OfferingFace]
    moves: list[MoveFace]
    notes: list[NoteFace]


def advice_face(advice: Advice, rules: RuleSet) -> dict[str, object]:
    """The advice as plain dicts and lists, keys in the order of the records above."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": advice.rulebook,
        "person": {name: plain(advice.person.get(name)) for name in declared(Person)},
        "offerings": [_offering(suggestion) for suggestion in advice.offerings],
        "moves": [move_face(suggestion) for suggestion in advice.moves],
        "notes": list(_notes(advice, rules)),
    }


def move_face(suggestion: Suggestion) -> dict[str, object]:
    """A move as a dict: what every output that lists moves prints."""
    own = {
        "occupation": suggestion.id,
        "title": suggestion.title,
        "closeness": suggestion.closeness,
        **_judged(suggestion),
    }
    return {name: own[name] if name in own else _fact(suggestion, name) for name in _MOVE}


def address(suggestion: Suggestion) -> str | None:
    """The page that describes an offering; None for a design, or where no page is named."""
    source = suggestion.facts.get("source")
    if isinstance(source, str) and source.startswith(("https://", "http://")):
        return source
    return None


def plain(value: Value) -> Json:
    """A fact as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _names(record: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(record))


_OFFERING = _names(OfferingFace)
_MOVE = _names(MoveFace)


def _offering(suggestion: Suggestion) -> dict[str, object]:
    own = {
        "id": suggestion.id,
        "title": suggestion.title,
        "kind": suggestion.kind,
        "url": address(suggestion),
        **_judged(suggestion),
    }
    return {name: own[name] if name in own else _fact(suggestion, name) for name in _OFFERING}


def _judged(suggestion: Suggestion) -> dict[str, object]:
    return {
        "score": suggestion.score,
        "reasons": [_reason(reason) for reason in suggestion.reasons],
        "cautions": list(suggestion.cautions),
    }


def _fact(suggestion: Suggestion, name: str) -> Json:
    return plain(suggestion.facts.get(name))


def _reason(reason: Reason) -> dict[str, object]:
    return {name: getattr(reason, name) for name in ("rule", "points", "why", "source")}


def _notes(advice: Advice, rules: RuleSet) -> Iterable[dict[str, object]]:
    for note in advice.notes:
        yield _note(note)
    for apart in advice.apart:
        yield _apart(apart)
    if count := advice.counts.get("offerings_apart", 0):
        laws = [law.id for law in rules.offerings.laws if law.apart == "reserved"]
        verb = "is" if count == 1 else "are"
        yield {
            "slot": "reserved",
            "rule": ";".join(laws),
            "words": f"{count} more {verb} kept for people of one group or another.",
            "occupation": None,
            "title": None,
            "count": count,
        }


def _note(note: Note) -> dict[str, object]:
    return {
        "slot": note.slot,
        "rule": note.rule,
        "words": note.words,
        "occupation": None,
        "title": None,
        "count": None,
    }


def _apart(apart: Apart) -> dict[str, object]:
    return {
        "slot": "needs-registration",
        "rule": apart.rule,
        "words": apart.why_not,
        "occupation": apart.id,
        "title": apart.title,
        "count": None,
    }
