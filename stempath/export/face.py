"""The machine-readable face of advice: the object that --json prints.

None is "not stated". It is the person's own output, so reasons from private answers are in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice, Apart, Gap, Moves, Note, Reason, Suggestion
from stempath.model.fact import Facts, Value, declared
from stempath.model.person import Person
from stempath.model.ratings import as_written

SCHEMA_VERSION = 1
Json = str | int | float | bool | list[str | int | float] | None

# The keys of an offering and a move, in order; face_records.py says what each one is.
_OFFERING = (
    "id",
    "title",
    "provider",
    "kind",
    "sectors",
    "score",
    "reasons",
    "cautions",
    "weeks",
    "hours",
    "cost_aud",
    "paid",
    "on_the_job",
    "mode",
    "states",
    "aqf",
    "min_aqf",
    "credit_points",
    "credit_towards",
    "closes",
    "url",
    "year",
)
_MOVE = (
    "occupation",
    "osca",
    "title",
    "closeness",
    "held",
    "gaps",
    "score",
    "reasons",
    "cautions",
    "unit_group",
    "unit_group_title",
    "sectors",
    "short_in",
    "short_regional_in",
    "short_metro_in",
    "not_short_in",
    "shortage_national",
    "shortage_year",
    "years_short",
    "years_rated",
    "weekly_median_aud",
    "earnings_year",
    "employed",
    "employed_year",
    "projected_2034",
    "women_percent",
    "women_year",
    "regulated",
    "registrations",
    "regulator",
    "registration_year",
)


def advice_face(advice: Advice, rules: RuleSet) -> dict[str, object]:
    """The advice as plain dicts and lists, keys in the order of the published schema."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": advice.rulebook,
        "person": person_face(advice.person),
        "offerings": [_offering(suggestion) for suggestion in advice.offerings],
        "moves": [move_face(suggestion) for suggestion in advice.moves],
        "notes": list(_notes(advice, rules)),
    }


def person_face(person: Facts) -> dict[str, object]:
    """Every fact of a person by its name."""
    return {name: as_written(fact, person.get(name)) for name, fact in declared(Person).items()}


def move_face(suggestion: Suggestion) -> dict[str, object]:
    """A move as a dict: what every output that lists moves prints."""
    own = {
        "occupation": suggestion.id,
        "title": suggestion.title,
        "closeness": suggestion.closeness,
        "held": suggestion.held,
        "gaps": [gap_face(gap) for gap in suggestion.gaps],
        **_judged(suggestion),
    }
    return {name: own[name] if name in own else _fact(suggestion, name) for name in _MOVE}


def gap_face(gap: Gap) -> dict[str, object]:
    """A skill that falls short."""
    return {name: getattr(gap, name) for name in ("skill", "held", "needed", "importance")}


def address(suggestion: Suggestion) -> str | None:
    """The page that describes an offering; None for a design, or where no page is named."""
    source = suggestion.facts.get("source")
    if isinstance(source, str) and source.startswith(("https://", "http://")):
        return source
    return None


def plain(value: Value) -> Json:
    """A fact as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _offering(suggestion: Suggestion) -> dict[str, object]:
    own = {
        "id": suggestion.id,
        "title": suggestion.title,
        "kind": suggestion.kind,
        "closes": [
            {"occupation": closing.move, "skills": list(closing.skills)}
            for closing in suggestion.closes
        ],
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


def told_notes(advice: Advice | Moves) -> Iterable[dict[str, object]]:
    """The notes, then the moves that stand apart."""
    for note in advice.notes:
        yield _note(note)
    for apart in advice.apart:
        yield _apart(apart)


def _notes(advice: Advice, rules: RuleSet) -> Iterable[dict[str, object]]:
    yield from told_notes(advice)
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
