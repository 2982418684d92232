"""What a changed answer did to the advice, a line each: what is new, and why a line moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stempath.engine.what_if import Because, Line, WhatIf
    from stempath.model.advice import Advice

# What the page says of the person as a whole; notes of the other slots only sum up the answers.
_TOLD = ("opening", "support", "check", "ask", "this-week")
_LISTS = ("offerings", "moves")


def changed_lines(found: WhatIf) -> list[str]:
    """The first lines that came, went or moved, each with what decided it where a rule did."""
    return [
        " ".join([f"{_where(line, name)}: {line.title}.", *_why(line)])
        for name in _LISTS
        for line in getattr(found, name)
    ]


def new_notes(before: Advice, after: Advice) -> list[str]:
    """What the new advice tells the person that the one before did not."""
    told = {note.words for note in before.notes}
    return [
        note.words
        for slot in _TOLD
        for note in after.notes
        if note.slot == slot and note.words not in told
    ]


def _where(line: Line, name: str) -> str:
    if line.way == "in":
        return f"New in {name}, at {line.now}"
    if line.way == "out":
        return f"No longer at {line.was} in {name}"
    assert line.was and line.now
    return f"{'Up' if line.now < line.was else 'Down'} in {name}, from {line.was} to {line.now}"


def _why(line: Line) -> Iterator[str]:
    """The first rule that pulls the way the line went."""
    came = line.now is not None and (line.was is None or line.now < line.was)
    for because in line.because:
        if _gain(because) > 0 if came else _gain(because) < 0:
            yield because.words if because.after else f"No longer: {because.words}"
            return


def _gain(because: Because) -> int:
    gain = because.after - because.before
    return -gain if because.effect in ("shut", "held") else gain
