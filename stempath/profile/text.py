"""Facts and advice -> the text of a profile, in an order and a shape that people read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from stempath.model.advice import Advice, Reason, Suggestion
from stempath.model.fact import Value, declared
from stempath.model.person import Person
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
    lines = [_INTRO, f"schema_version = {SCHEMA_VERSION}", ""]
    if advice is not None or today is not None:
        lines.append("[profile]")
        if today is not None:
            lines.append(f"saved = {today.isoformat()}")
        if advice is not None:
            lines.append(f"rulebook = {toml_value(advice.rulebook)}")
            lines.append(f"as_of = {date.fromisoformat(advice.as_of).isoformat()}")
        lines.append("")
    lines.append("[person]")
    for name in declared(Person):
        value = facts.get(name)
        if value is not None:
            lines.append(f"{name} = {toml_value(value)}")
    if advice is not None:
        lines += ["", _ADVICE_INTRO.rstrip("\n"), "[advice]", *_notes(advice)]
        for name, suggestions in (("offerings", advice.offerings), ("moves", advice.moves)):
            for suggestion in suggestions:
                lines += ["", f"[[advice.{name}]]", *_suggestion(suggestion)]
    return "\n".join(lines) + "\n"


def toml_value(value: Value) -> str:
    """A fact as one line of TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, str):
        return _toml_text(value)
    return repr(value)


def _toml_text(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)  # its escapes are TOML's, so a CR stays a CR
    if text.count("[") + text.count("{") > 20:  # the reader counts brackets before it parses
        quoted = quoted.replace("[", "\\u005B").replace("{", "\\u007B")
    return quoted


def _notes(advice: Advice) -> Iterator[str]:
    rows = [
        (("slot", note.slot), ("rule", note.rule), ("words", note.words)) for note in advice.notes
    ]
    yield from _rows("notes", rows)


def _suggestion(suggestion: Suggestion) -> Iterator[str]:
    yield f"id = {_toml_text(suggestion.id)}"
    yield f"title = {_toml_text(suggestion.title)}"
    yield f"score = {suggestion.score}"
    yield from _rows("reasons", [_reason(reason) for reason in suggestion.reasons])
    if suggestion.cautions:
        yield "cautions = ["
        yield from (f"    {_toml_text(words)}," for words in suggestion.cautions)
        yield "]"


def _reason(reason: Reason) -> Sequence[tuple[str, Value]]:
    return (
        ("points", reason.points),
        ("why", reason.why),
        ("rule", reason.rule),
        ("source", reason.source),
    )


def _rows(name: str, rows: Sequence[Sequence[tuple[str, Value]]]) -> Iterator[str]:
    if not rows:
        yield f"{name} = []"
        return
    yield f"{name} = ["
    for row in rows:
        yield "    { " + ", ".join(f"{key} = {toml_value(value)}" for key, value in row) + " },"
    yield "]"
