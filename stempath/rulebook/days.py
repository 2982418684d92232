"""Days in the life, from rules/catalogue/occupations/days, held to what O*NET publishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from stempath.model.day import READERS, Day, DayTask, Moment, Part
from stempath.model.fact import declared, frozen
from stempath.model.occupation import Occupation
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.records import (
    ID,
    WORDS,
    Vocabularies,
    id_problem,
    misfit,
    tables_of,
    unknown_key,
)
from stempath.tables import Toml, decode, parse_toml, read_bytes

FOLDER = "catalogue/occupations/days"
MOMENTS = (6, 9)
SURPRISES = (1, 3)
FEWEST = 2  # moments for each reader, and people to work with
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_Lines = Callable[..., Place]
_Record = TypeVar("_Record")


def read_days(toml: Toml, vocabularies: Vocabularies, problems: list[Problem]) -> Iterator[Day]:
    """The sound days of one file; what is wrong goes to `problems`."""
    for key in toml.data:
        if key != "day":
            problems.append(unknown_key(toml.place(key), key, ["day"]))
    for index, table in enumerate(tables_of(toml, "day", problems)):
        before = len(problems)

        def place(*path: str | int, day: int = index) -> Place:
            return toml.place("day", day, *path)

        flat = {key: value for key, value in table.items() if key not in _NESTED}
        values = _record(flat, Day, place, vocabularies, problems, other=_NESTED)
        moments = _list(table, "moment", Moment, place, vocabularies, problems)
        surprises = _list(table, "surprise", Part, place, vocabularies, problems)
        parts = {
            reader: _part(table.get(reader), place, reader, vocabularies, problems)
            for reader in READERS
        }
        if len(problems) == before:
            day = Day(
                **values,
                moments=tuple(Moment(**moment) for moment in moments),
                surprises=tuple(Part(**surprise) for surprise in surprises),
                hr=Part(**parts["hr"]),
                learner=Part(**parts["learner"]),
                place=place(),
            )
            problems.extend(_shape(day, place))
            yield day


_NESTED = ("moment", "surprise", *READERS)


def open_days(folder: Path, unit_group: str | None = None) -> list[Day]:
    """The days of a folder of rules, though other files there may be missing or damaged.

    With `unit_group` its days alone: files that nowhere name it are not parsed. Occupations are
    not held to the catalogue, nor is what the days rest on.

    Raises:
        StempathError: every problem of the files of days.
    """
    problems: list[Problem] = []
    days: list[Day] = []
    for path in sorted((folder / FOLDER).rglob("*.toml")):
        try:
            text = decode(read_bytes(path), str(path))
            if unit_group is None or unit_group in text:
                days.extend(read_days(parse_toml(text, str(path)), {}, problems))
        except StempathError as error:
            problems.extend(error.problems)
    if problems:
        raise StempathError(problems)
    return [day for day in days if unit_group in (None, day.unit_group)]


def check_days(
    days: Iterable[Day],
    tasks: Iterable[tuple[Place, DayTask]],
    occupations: Iterable[Occupation],
    whole: bool,
) -> Iterator[Problem]:
    """What no single day can tell: ids twice, wrong codes, ids that O*NET does not state.

    Where days were lost to other problems (not `whole`), ids that none rests on are not told.
    """
    by_code = {occupation.code: occupation for occupation in occupations}
    stated: dict[str, dict[str, Place]] = {}
    for place, task in tasks:
        other = stated.setdefault(task.onet, {}).setdefault(task.id, place)
        if other is not place:
            yield Problem("row-twice", place, f"{task.onet} {task.id} twice", "one row")
    told: dict[str, Day] = {}
    used: set[tuple[str, str]] = set()
    for day in days:
        first = told.setdefault(day.id, day)
        if first is not day:
            yield Problem(
                "id-twice",
                day.place,
                f"day `{day.id}` twice",
                "each id once",
                f"the other stands at {first.place}",
            )
        yield from _codes(day, by_code)
        known = stated.get(day.onet, {})
        for id_ in sorted(set(rests_on(day))):
            used.add((day.onet, id_))
            if id_ not in known:
                near = get_close_matches(id_, sorted(known), n=1, cutoff=0.5)
                yield Problem(
                    "rests-on",
                    day.place,
                    f"`{id_}` in day `{day.id}`",
                    f"an id of {day.onet} in day_tasks.csv",
                    f"did you mean `{near[0]}`?" if near else "",
                )
    for onet, ids in stated.items():
        for id_, place in ids.items():
            if whole and (onet, id_) not in used:
                yield Problem(
                    "unused",
                    place,
                    f"{onet} {id_}",
                    "an id that a day rests on",
                    "build the table again",
                )


def rests_on(day: Day) -> Iterator[str]:
    """Every id that any part of the day rests on."""
    for part in day.parts:
        yield from part.rests_on


def _codes(day: Day, by_code: Mapping[str, Occupation]) -> Iterator[Problem]:
    occupation = by_code.get(day.occupation)
    if occupation is None:
        return  # told already, as a value that is no occupation
    for name, written, expected in (
        ("unit_group", day.unit_group, occupation.unit_group),
        ("onet", day.onet, occupation.onet),
    ):
        if written != expected:
            yield Problem(
                "code",
                day.place,
                f"{name} {written} in day `{day.id}`",
                f"{expected}, as {day.occupation} has in occupations.csv",
            )


def _shape(day: Day, place: _Lines) -> Iterator[Problem]:
    if not ID.match(day.id):
        yield id_problem(place("id"), day.id)
    for name, items, (least, most) in (
        ("moment", day.moments, MOMENTS),
        ("surprise", day.surprises, SURPRISES),
        ("works_with", day.works_with, (FEWEST, 99)),
    ):
        if not least <= len(items) <= most:
            expected = f"at least {least}" if most == 99 else f"{least} to {most}"
            yield Problem("day", place(), f"{len(items)} of `{name}` in `{day.id}`", expected)
    for number, moment in enumerate(day.moments):
        if not _TIME.fullmatch(moment.at):
            yield Problem(
                "time", place("moment", number, "at"), shown(moment.at), 'a time, "08:10"'
            )
        for reader in moment.readers or ():
            if reader not in READERS:
                where = place("moment", number, "readers")
                yield Problem("value", where, shown(reader), " or ".join(READERS))
    times = [moment.at for moment in day.moments]
    # A night shift passes midnight once, and no day lasts for more than a day.
    earlier = sum(later <= at for at, later in pairwise(times))
    if earlier > 1 or (earlier and times[-1] >= times[0]):
        yield Problem(
            "time",
            place("moment", 0),
            " ".join(times),
            "times in order, past midnight at most once",
        )
    for reader in READERS:
        dwelt = sum(reader in (moment.readers or ()) for moment in day.moments)
        if not FEWEST <= dwelt < len(day.moments):
            yield Problem(
                "readers",
                place(),
                f"{dwelt} of {len(day.moments)} moments for {reader} in `{day.id}`",
                f"at least {FEWEST}, and not all",
            )
    for part in day.parts:
        if not part.rests_on:
            yield Problem(
                "rests-on", place(), f"{shown(part.words)} in `{day.id}`", "an id it rests on"
            )


def _list(
    table: Mapping[str, Any],
    key: str,
    record: type,
    place: _Lines,
    vocabularies: Vocabularies,
    problems: list[Problem],
) -> list[dict[str, Any]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        expected = f"tables, each headed `[[day.{key}]]`"
        problems.append(Problem("shape", place(key), f"`{key}` as one value", expected))
        return []
    found = []
    for number, entry in enumerate(entries):

        def at(*path: str | int, item: int = number) -> Place:
            return place(key, item, *path)

        found.append(_record(entry, record, at, vocabularies, problems))
    return found


def _part(
    entry: object, place: _Lines, key: str, vocabularies: Vocabularies, problems: list[Problem]
) -> dict[str, Any]:
    if not isinstance(entry, dict):
        expected = f"a table `[day.{key}]` with words and rests_on"
        problems.append(Problem("missing", place(), f"no `{key}`", expected))
        return {}

    def at(*path: str | int) -> Place:
        return place(key, *path)

    return _record(entry, Part, at, vocabularies, problems)


def _record(
    table: Mapping[str, Any],
    record: type,
    place: _Lines,
    vocabularies: Vocabularies,
    problems: list[Problem],
    other: Collection[str] = (),
) -> dict[str, Any]:
    """The values of a table as `record` declares them; `other` are keys read elsewhere."""
    facts = declared(record)
    for key, value in table.items():
        if key not in facts:
            problems.append(unknown_key(place(key), key, [*facts, *other]))
        elif why := misfit(facts[key], value, vocabularies):
            problems.append(Problem("value", place(key), *why))
        elif value == "":
            problems.append(Problem("value", place(key), "no words", WORDS[facts[key].type]))
    for key, fact in facts.items():
        if fact.required and key not in table:
            problems.append(
                Problem("missing", place(), f"no `{key}`", f"`{key}`: {WORDS[fact.type]}")
            )
    return {key: frozen(value) for key, value in table.items()}
