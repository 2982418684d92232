"""Reads a release of O*NET as published: onetcenter.org/database.html, CC BY 4.0.

A new release is a new folder; the release and its year are read from its `Read Me.txt`. Texts
(tasks, titles, descriptions, names of activities) are read for their words alone: no sentence of
O*NET leaves the computation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.sheets import (
    CODE,
    Sheet,
    all_seen,
    number,
    read_release,
    read_sheet,
    refuse,
    unknown_keys,
)
from stempath.problem import Problem
from stempath.record import record

Figures: TypeAlias = NDArray[np.float64]
Texts: TypeAlias = tuple[tuple[str, ...], ...]

INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
VALUES = (
    "achievement",
    "working conditions",
    "recognition",
    "relationships",
    "support",
    "independence",
)
OCCUPATIONS, ACTIVITIES = "Occupation Data.txt", "DWA Reference.txt"
WIDER_ACTIVITIES, ACTIVITY, WIDER = "IWA Reference.txt", "DWA ID", "IWA ID"
ELEMENT, NAME, SCALE, VALUE = "Element ID", "Element Name", "Scale ID", "Data Value"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    OCCUPATIONS: (CODE, "Title", "Description"),
    "Knowledge.txt": (CODE, ELEMENT, SCALE, VALUE),
    "Skills.txt": (CODE, ELEMENT, SCALE, VALUE),
    "Work Styles.txt": (CODE, ELEMENT, SCALE, VALUE),
    "Interests.txt": (CODE, NAME, SCALE, VALUE),
    "Work Values.txt": (CODE, NAME, SCALE, VALUE),
    "Job Zones.txt": (CODE, "Job Zone"),
    "Tasks to DWAs.txt": (CODE, ACTIVITY),
    ACTIVITIES: (ACTIVITY, WIDER, "DWA Title"),
    WIDER_ACTIVITIES: (WIDER, "IWA Title"),
    "Technology Skills.txt": (CODE, "Example", "Commodity Code"),
    "Task Statements.txt": (CODE, "Task"),
    "Alternate Titles.txt": (CODE, "Alternate Title"),
    "Sample of Reported Titles.txt": (CODE, "Reported Job Title"),
}


@record(frozen=True, slots=True)
class Ratings:
    """Occupations × elements, NaN where O*NET rates none.

    Importance is O*NET's scale IM, 1 to 5; level its scale LV, 0 to 7 (all NaN for work styles,
    which have no level).
    """

    elements: tuple[str, ...]
    importance: Figures
    level: Figures


@record(frozen=True, slots=True)
class Onet:
    """One release: every array and tuple has a row for each of `codes`, in that order.

    `interests` and `values` have the columns of INTERESTS and VALUES (1 to 7), `zones` are job
    zones 1 to 5; NaN where O*NET states none. Texts are empty where it states none: ids of
    intermediate work activities (one for each task that has it), technology (commodity classes
    and products), tasks, and all names of the occupation, its own first. `activity_names` belong
    to no occupation.
    """

    release: str
    year: int
    codes: tuple[str, ...]
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    knowledge: Ratings
    skills: Ratings
    styles: Ratings
    interests: Figures
    values: Figures
    zones: Figures
    activities: Texts
    technology: Texts
    tasks: Texts
    names: Texts
    activity_names: tuple[str, ...]


def read_onet(folder: Path) -> Onet:
    """The release that stands in `folder`.

    Raises:
        StempathError: every missing file and column at once; else every value that is no number,
            every code that the file defining it lacks and every scale that does not occur, with
            file, line and column.
    """
    problems: list[Problem] = []
    release, year = read_release(folder, problems)
    sheets: dict[str, Sheet] = {}
    for name, columns in COLUMNS.items():
        sheet = read_sheet(folder / name, columns, problems)
        if sheet is not None:
            sheets[name] = sheet
    refuse(problems)

    described = {code: cells for _, (code, *cells) in sheets[OCCUPATIONS].rows}
    codes = tuple(sorted(described))
    at = {code: row for row, code in enumerate(codes)}
    wider = {detailed: wide for _, (detailed, wide, _) in sheets[ACTIVITIES].rows}
    wide_names = {wide: name for _, (wide, name) in sheets[WIDER_ACTIVITIES].rows}
    for sheet in sheets.values():
        if CODE in sheet.columns:
            problems += unknown_keys(sheet, CODE, at, OCCUPATIONS)
    problems += unknown_keys(sheets["Tasks to DWAs.txt"], ACTIVITY, wider, ACTIVITIES)
    problems += unknown_keys(sheets[ACTIVITIES], WIDER, wide_names, WIDER_ACTIVITIES)
    refuse(problems)

    ratings = {
        name: _ratings(sheets[name], at, scales, problems)
        for name, scales in (
            ("Knowledge.txt", ("IM", "LV")),
            ("Skills.txt", ("IM", "LV")),
            ("Work Styles.txt", ("IM",)),
        )
    }
    interests = _scores(sheets["Interests.txt"], at, "OI", INTERESTS, problems)
    values = _scores(sheets["Work Values.txt"], at, "EX", VALUES, problems)
    zones = np.full(len(codes), np.nan)
    for line, (code, zone) in sheets["Job Zones.txt"].rows:
        zones[at[code]] = number(sheets["Job Zones.txt"], line, "Job Zone", zone, 5, problems)
    refuse(problems)

    def texts(*files: str) -> Texts:
        filled: list[list[str]] = [[] for _ in codes]
        for file in files:
            for _, (code, text, *_rest) in sheets[file].rows:
                filled[at[code]].append(text)
        return tuple(map(tuple, filled))

    technology: list[list[str]] = [[] for _ in codes]
    for _, (code, product, commodity) in sheets["Technology Skills.txt"].rows:
        technology[at[code]] += (f"class {commodity}", f"product {product}")
    return Onet(
        release=release,
        year=year,
        codes=codes,
        titles=tuple(described[code][0] for code in codes),
        descriptions=tuple(described[code][1] for code in codes),
        knowledge=ratings["Knowledge.txt"],
        skills=ratings["Skills.txt"],
        styles=ratings["Work Styles.txt"],
        interests=interests,
        values=values,
        zones=zones,
        activities=tuple(
            tuple(wider[detailed] for detailed in found) for found in texts("Tasks to DWAs.txt")
        ),
        technology=tuple(map(tuple, technology)),
        tasks=texts("Task Statements.txt"),
        names=texts(OCCUPATIONS, "Alternate Titles.txt", "Sample of Reported Titles.txt"),
        activity_names=(
            *(name for _, (_, _, name) in sheets[ACTIVITIES].rows),
            *wide_names.values(),
        ),
    )


def _ratings(
    sheet: Sheet, at: Mapping[str, int], scales: Sequence[str], problems: list[Problem]
) -> Ratings:
    elements = tuple(sorted({cells[1] for _, cells in sheet.rows}))
    column = {element: position for position, element in enumerate(elements)}
    tables = {scale: np.full((len(at), len(elements)), np.nan) for scale in ("IM", "LV")}
    seen: set[str] = set()
    for line, (code, element, scale, value) in sheet.rows:
        if scale in scales:
            seen.add(scale)
            tables[scale][at[code], column[element]] = number(
                sheet, line, VALUE, value, 7, problems
            )
    all_seen(sheet, seen, scales, SCALE, problems)
    return Ratings(elements, tables["IM"], tables["LV"])


def _scores(
    sheet: Sheet, at: Mapping[str, int], wanted: str, names: Sequence[str], problems: list[Problem]
) -> Figures:
    figures = np.full((len(at), len(names)), np.nan)
    seen: set[str] = set()
    for line, (code, element, scale, value) in sheet.rows:
        name = element.lower()
        if scale == wanted and name in names:
            seen.add(name)
            score = number(sheet, line, VALUE, value, 7, problems)
            figures[at[code], names.index(name)] = score
    all_seen(sheet, seen, names, NAME, problems)
    return figures
