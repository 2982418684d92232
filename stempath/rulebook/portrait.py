"""What the tables tell of one occupation beyond the facts that advice reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from stempath.model.award import AwardCover, AwardLine
from stempath.model.day import Activity, Day
from stempath.model.skill import Need
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Problem, StempathError
from stempath.record import record
from stempath.rulebook.awards import Awards
from stempath.rulebook.days import open_days
from stempath.rulebook.life import Life
from stempath.rulebook.records import read_records
from stempath.rulebook.rows import read_rows
from stempath.rulebook.skills import read_needs
from stempath.rulebook.spellings import read_spellings, respelled
from stempath.tables import Toml, read_csv, read_toml

TABLES = "catalogue/occupations"
# What one row of a table is about -> the table, and the column that names whom the row is of.
_TOPICS: Mapping[str, tuple[str, str]] = {
    "occupation": ("occupations", "code"),
    "shortage": ("shortages", "code"),
    "registration": ("registration", "code"),
    "earnings": ("earnings", "unit_group"),
    "employment": ("demand", "unit_group"),
    "women": ("women", "unit_group"),
}
_NATIONAL, _NOW = "national_", "national"
_NO = "no"


@record(frozen=True, slots=True)
class Portrait:
    """Days, activities, awards and skills of one occupation, and where its facts come from.

    days, activities  its own; without any, those of its unit group; titles of activities are
                      spelled as in Australia
    covers            the awards that usually cover it, the most usual first; one without `award`
                      says that no award effect was found
    lines             by award: the lines that are for it
    needs             the most important first
    national          by year: the letter of the national rating of shortage
    said_by           by topic (occupation, shortage, registration, earnings, employment, women):
                      ids of `sources`, or addresses
    inexact           topics whose figures were counted for another unit group, much like its own
    profile_year      of the share of part-time work
    osca_partial      its OSCA codes take in part of it, or more than it
    """

    days: tuple[Day, ...]
    activities: tuple[Activity, ...]
    covers: tuple[AwardCover, ...]
    lines: Mapping[str, tuple[AwardLine, ...]]
    needs: tuple[Need, ...]
    skills: Vocabulary
    levels: Vocabulary
    national: Mapping[int, str]
    said_by: Mapping[str, tuple[str, ...]]
    inexact: frozenset[str]
    profile_year: int | None
    osca_partial: bool
    sources: Mapping[str, Source]


def open_portrait(
    folder: Path, code: str, unit_group: str, vocabularies: Mapping[str, Vocabulary]
) -> Portrait:
    """The portrait of an occupation, without reading what the tables say of others.

    `vocabularies` are the lists of the same rulebook.

    Raises:
        StempathError: exit 3 with every problem of what was read, 5 where a file is gone.
    """

    def name(path: Path) -> str:
        return path.relative_to(folder.parent).as_posix()

    def toml(part: str) -> Toml:
        return read_toml(folder / part, name(folder / part))

    def own(row: Mapping[str, str]) -> bool:
        return row["code"] in (code, unit_group)

    problems: list[Problem] = []
    tables = folder / TABLES
    listed = read_records(toml("catalogue/sources.toml"), "source", Source, {}, problems)
    sources = {source.id: source for source in listed}
    found = read_rows(tables / "award_cover.csv", name, AwardCover, sources, problems, wanted=own)
    covers = sorted((cover for _, cover in found), key=lambda cover: cover.rank)
    named = {cover.award for cover in covers}
    lines = read_rows(
        tables / "awards.csv", name, AwardLine, sources, problems,
        wanted=lambda row: row["award"] in named,
    )  # fmt: skip
    awards = Awards(
        tuple(sorted((line for _, line in lines), key=lambda line: (line.award, line.number))),
        tuple(covers),
    )
    activities = read_rows(tables / "activities.csv", name, Activity, sources, problems, wanted=own)
    spellings = read_spellings(folder, name, problems)
    told = [replace(one, title=respelled(one.title, spellings)) for _, one in activities]
    life = Life(
        tuple(sorted(open_days(folder, unit_group), key=lambda day: day.id)),
        tuple(sorted(told, key=lambda one: one.rank)),
        awards,
    )
    needs = read_needs(tables / "occupation_skills.csv", name, vocabularies, problems, only=code)
    rows = {
        topic: _row(tables / f"{table}.csv", name, key, code if key == "code" else unit_group)
        for topic, (table, key) in _TOPICS.items()
    }
    if problems:
        raise StempathError(problems)
    mine = awards.of(code, unit_group)
    ranked = sorted(needs[code][1], key=lambda need: -need.importance) if code in needs else ()
    return Portrait(
        days=life.days_of(code, unit_group),
        activities=life.activities_of(code, unit_group),
        covers=mine,
        lines={
            cover.award: awards.lines_of(cover.award, code, unit_group)
            for cover in mine
            if cover.award
        },
        needs=tuple(ranked),
        skills=vocabularies["skills"],
        levels=vocabularies["skill-levels"],
        national=_national(rows["shortage"]),
        said_by={
            topic: tuple(filter(None, row.get("source", "").split(";")))
            for topic, row in rows.items()
            if row
        },
        inexact=frozenset(topic for topic, row in rows.items() if row.get("exact") == _NO),
        profile_year=int(year) if (year := rows["employment"].get("profile_year")) else None,
        osca_partial=rows["occupation"].get("osca_partial") not in (None, "", _NO),
        sources=sources,
    )


def _row(path: Path, name: Callable[[Path], str], key: str, value: str) -> Mapping[str, str]:
    """The row of a table whose `key` is `value`; empty where it has none."""
    return next((row for _line, row in read_csv(path, name(path)) if row.get(key) == value), {})


def _national(row: Mapping[str, str]) -> dict[int, str]:
    years = {
        column.removeprefix(_NATIONAL): letter
        for column, letter in row.items()
        if column.startswith(_NATIONAL)
    }
    years[row.get("year", "")] = row.get(_NOW, "")
    return {
        int(year): letter for year, letter in sorted(years.items()) if year.isdigit() and letter
    }
