"""Facts and advice -> the text of a profile, in an order and a shape that people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stempath.model.advice import Advice, Suggestion
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.model.ratings import as_written
from stempath.profile.read import SCHEMA_VERSION

_INTRO = """\
# A stempath profile: what one person answered, and the advice they last got.
# It is private. It stays on this computer, and nothing in it is sent anywhere.
# To see the advice afresh, change an answer under [person], save, and run
#     stempath advise --profile FILE       (FILE: this file)
# An answer that is left out is "not stated"; it never means no, or zero.

"""
_ADVICE_INTRO = """\
# What was advised, best first. Written anew at each save; changing it changes nothing.

"""


def profile_text(facts: Mapping[str, Value], advice: Advice | None, today: date | None) -> str:
    """The profile as a file's text; the same facts, advice and day give the same bytes."""
    head: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    about: dict[str, Any] = {"saved": today} if today else {}
    if advice is not None:
        about |= {"rulebook": advice.rulebook, "as_of": date.fromisoformat(advice.as_of)}
    if about:
        head["profile"] = about
    known = {
        name: as_written(fact, facts[name])
        for name, fact in declared(Person).items()
        if facts.get(name) is not None
    }
    parts = [_INTRO + _toml(head), _toml({"person": known})]
    if advice is not None:
        parts.append(_ADVICE_INTRO + _toml({"advice": _advice(advice)}))
    return "\n".join(parts)


def _toml(table: Mapping[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(table)


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "notes": [
            {"slot": note.slot, "rule": note.rule, "words": note.words} for note in advice.notes
        ],
        "offerings": [_suggestion(suggestion) for suggestion in advice.offerings],
        "moves": [_suggestion(suggestion) for suggestion in advice.moves],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.id,
        "title": suggestion.title,
        "score": suggestion.score,
        "cautions": list(suggestion.cautions),
        "reasons": [
            {
                "points": reason.points,
                "why": reason.why,
                "rule": reason.rule,
                "source": reason.source,
            }
            for reason in suggestion.reasons
        ],
    }
