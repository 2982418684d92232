"""The modern award that usually covers an occupation: its levels, and what moves someone up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from stempath.engine.words import NOT_STATED
from stempath.model.award import AwardCover, AwardLine
from stempath.rulebook.portrait import Portrait
from stempath.screen.sourced import SourcedPage

FEW = 5  # levels on the short page
LEVEL, TITLE = "level", "title"  # kinds of line
NO_EFFECT = "No award effect found"
_STEP = re.compile(r"\D*\d[\d.]*(?:\(\w\))?")  # a level's name up to its first number


def award(page: SourcedPage, portrait: Portrait) -> None:
    """Each award with when it covers; of the lines the levels that are a step up, or all."""
    page.heading("Modern award")
    covers = [cover for cover in portrait.covers if cover.award]
    if not covers:
        years = {cover.year for cover in portrait.covers}
        page.say(f"{NO_EFFECT} ({max(years)})." if years else f"{NO_EFFECT}.")
    for number, cover in enumerate(covers):
        _one(page, cover, portrait.lines.get(cover.award or "", ()), first=number == 0)
    if any(line.value for lines in portrait.lines.values() for line in lines):
        page.say(
            "Rates are legal minimums. An agreement at a workplace can stand in place of the award."
        )
    said_by = [(id_, cover.year) for cover in portrait.covers for id_ in cover.source.split(";")]
    page.source(portrait.sources, dict.fromkeys(said_by))


def _one(page: SourcedPage, cover: AwardCover, lines: Sequence[AwardLine], *, first: bool) -> None:
    title = lines[0].title if lines else NOT_STATED
    where = f", {cover.condition}" if cover.condition else ""
    lead = "Usually" if first else "Also"
    told = [line for line in lines if line.kind != TITLE]
    if not told:
        where += ". Only its title was read: no award effect is known"
    page.say(f"{lead}: {title} ({cover.award}){where}.")
    if not told:
        return
    shown = told if page.more else list(_steps(told))[: FEW if first else 0]
    days = Counter(line.since for line in shown if line.value and line.since)
    usual = max(days, key=days.__getitem__, default=None)
    for line in shown:
        page.item(_line(line, usual))
    if left := len(told) - len(shown):
        page.inset(f"{left} {'more lines' if shown else 'lines'}: --more.")
    if shown:
        unless = " where no other day is named" if len(days) > 1 else ""
        when = f"Rates from {_day(usual)}{unless}. " if usual else ""
        read = dict.fromkeys(line.read for line in shown)
        page.inset(f"{when}What was read: {'; '.join(read)}.")


def _steps(lines: Sequence[AwardLine]) -> Iterator[AwardLine]:
    """The first line of each level: `Level 1`, but not its further pay points."""
    seen = set()
    for line in lines:
        step = _STEP.match(line.level or "")
        name = step[0] if step else line.level
        if line.kind == LEVEL and name not in seen:
            seen.add(name)
            yield line


def _line(line: AwardLine, usual: str | None) -> str:
    """A level with its minimum and what brings someone there; another line with what it says.

    The day of a rate is named where it is not the `usual` one.
    """
    level = f"{line.level}: {line.moves_up}" if line.moves_up else str(line.level)
    unit = line.unit or ""
    if not line.value or (not unit.startswith("AUD") and line.value in (line.moves_up or "")):
        return level
    value = _value(line.value, unit)
    from_ = f" from {_day(line.since)}" if line.since not in (None, usual) else ""
    return f"{level}; {value}{from_}"


def _value(value: str, unit: str) -> str:
    """`AUD an hour, minimum` and 28.12 -> at least $28.12 an hour."""
    if not unit.startswith("AUD "):
        return f"{unit} {value}" if unit.startswith("AQF") else f"{value} {unit}"
    period, _, least = unit.removeprefix("AUD ").partition(", ")
    amount = f"${float(value):,.2f}".removesuffix(".00")
    return f"{'at least ' if least else ''}{amount} {period}"


def _day(day: str | None) -> str:
    try:
        when = date.fromisoformat(day or "")
    except ValueError:
        return str(day)
    return f"{when.day} {when:%B %Y}"
