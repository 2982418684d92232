"""Reads the published O*NET text files, and the crosswalk that leads to them from ANZSCO.

The files are those of "text" releases of the O*NET database (tab separated, a header row, no
quotes): onetcenter.org/database.html, CC BY 4.0. A new release is a new folder; the release and
its year are read from its `Read Me.txt`. Tasks and titles are read as bags of words for
similarity alone; no sentence of O*NET leaves this module.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stempath.problem import Place, Problem, StempathError, shown
from stempath.tables import decode, read_bytes, read_csv

Figures: TypeAlias = NDArray[np.float64]
Bags: TypeAlias = tuple[tuple[str, ...], ...]

MOST_BYTES = 60_000_000  # the largest file read here has 5 million
INTERESTS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
CONFIDENCES = ("high", "medium", "low")

CODE = "O*NET-SOC Code"
ELEMENT, SCALE, VALUE = "Element ID", "Scale ID", "Data Value"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Occupation Data.txt": (CODE, "Title"),
    "Knowledge.txt": (CODE, ELEMENT, SCALE, VALUE),
    "Skills.txt": (CODE, ELEMENT, SCALE, VALUE),
    "Interests.txt": (CODE, "Element Name", SCALE, VALUE),
    "Job Zones.txt": (CODE, "Job Zone"),
    "Tasks to DWAs.txt": (CODE, "DWA ID"),
    "Technology Skills.txt": (CODE, "Example", "Commodity Code"),
    "Task Statements.txt": (CODE, "Task"),
    "Alternate Titles.txt": (CODE, "Alternate Title"),
    "Sample of Reported Titles.txt": (CODE, "Reported Job Title"),
}
READ_ME = "Read Me.txt"
_WORD = re.compile(r"[a-z]{2,}")
_MISSING = float("nan")


@dataclass(frozen=True, slots=True)
class Ratings:
    """Knowledge or skills: occupations × elements, NaN where O*NET rates none.

    Importance is O*NET's scale IM, 1 to 5; level its scale LV, 0 to 7.
    """

    elements: tuple[str, ...]
    importance: Figures
    level: Figures


@dataclass(frozen=True, slots=True)
class Onet:
    """One release: every array and tuple has a row for each of `codes`, in that order.

    `interests` has the columns of INTERESTS (scale OI, 1 to 7), `zones` are job zones 1 to 5;
    both are NaN where O*NET states none. The bags hold a token for each mention, and are empty
    where O*NET states none: intermediate work activities (ids), technology (commodity codes and
    products), words of tasks, words of titles.
    """

    release: str
    year: int
    codes: tuple[str, ...]
    titles: tuple[str, ...]
    knowledge: Ratings
    skills: Ratings
    interests: Figures
    zones: Figures
    activities: Bags
    technology: Bags
    tasks: Bags
    title_words: Bags


@dataclass(frozen=True, slots=True)
class Link:
    """An ANZSCO occupation's O*NET-SOC code, and how sure that match is (CONFIDENCES)."""

    code: str
    onet: str
    confidence: str
    source: str
    year: str
    line: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The wanted columns of one published file: (line, cells) for each row."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_onet(folder: Path) -> Onet:
    """The release that stands in `folder`.

    Raises:
        StempathError: every missing file and column at once; else every value that is no number,
            every code that `Occupation Data.txt` lacks and every scale that does not occur, with
            file, line and column.
    """
    problems: list[Problem] = []
    release, year = _release(folder, problems)
    sheets: dict[str, _Sheet] = {}
    for name, columns in COLUMNS.items():
        sheet = _sheet(folder / name, columns, problems)
        if sheet is not None:
            sheets[name] = sheet
    if problems:
        raise StempathError(problems)

    titles = {code: title for _, (code, title) in sheets["Occupation Data.txt"].rows}
    codes = tuple(sorted(titles))
    at = {code: row for row, code in enumerate(codes)}
    for sheet in sheets.values():
        problems += _unknown_codes(sheet, at)
    if problems:
        raise StempathError(problems)

    knowledge = _ratings(sheets["Knowledge.txt"], at, problems)
    skills = _ratings(sheets["Skills.txt"], at, problems)
    interests = _interests(sheets["Interests.txt"], at, problems)
    zones = _zones(sheets["Job Zones.txt"], at, problems)
    if problems:
        raise StempathError(problems)

    def bags(*tokens: Iterator[tuple[str, Iterable[str]]]) -> Bags:
        filled: list[list[str]] = [[] for _ in codes]
        for source in tokens:
            for code, found in source:
                filled[at[code]].extend(found)
        return tuple(map(tuple, filled))

    return Onet(
        release=release,
        year=year,
        codes=codes,
        titles=tuple(titles[code] for code in codes),
        knowledge=knowledge,
        skills=skills,
        interests=interests,
        zones=zones,
        # A detailed work activity's id begins with the id of its intermediate one.
        activities=bags(
            (code, (detailed.rpartition(".")[0],))
            for _, (code, detailed) in sheets["Tasks to DWAs.txt"].rows
        ),
        technology=bags(
            (code, (f"class {commodity}", f"product {example}"))
            for _, (code, example, commodity) in sheets["Technology Skills.txt"].rows
        ),
        tasks=bags(_worded(sheets["Task Statements.txt"])),
        title_words=bags(
            _worded(sheets["Occupation Data.txt"]),
            _worded(sheets["Alternate Titles.txt"]),
            _worded(sheets["Sample of Reported Titles.txt"]),
        ),
    )


def read_crosswalk(path: Path) -> tuple[Link, ...]:
    """The links of a CSV with columns code, onet, confidence, source, year; others are left alone.

    The project's own crosswalk.csv is such a file, so that a map can be built again from it.

    Raises:
        StempathError: a missing column, an empty file, a code that is not six digits or stands
            twice, an unknown confidence; with file, line and column.
    """
    file = str(path)
    rows = list(read_csv(path))
    if not rows:
        raise StempathError(
            Problem("empty", Place(file), "no rows", "one row per occupation", "restore the file")
        )
    wanted = ("code", "onet", "confidence", "source", "year")
    missing = [column for column in wanted if column not in rows[0][1]]
    if missing:
        raise StempathError([_no_column(file, column, tuple(rows[0][1])) for column in missing])
    problems: list[Problem] = []
    links: dict[str, Link] = {}
    for line, cells in rows:
        code, onet, confidence, source, year = (cells[column].strip() for column in wanted)
        link = Link(code, onet, confidence, source, year, line)
        if not re.fullmatch(r"[1-9][0-9]{5}", link.code):
            problems.append(
                Problem("code", Place(file, line, "code"), shown(link.code), "six digits")
            )
        elif link.code in links:
            problems.append(
                Problem(
                    "code-twice",
                    Place(file, line, "code"),
                    f"{link.code} again, after line {links[link.code].line}",
                    "one row per occupation",
                    "delete one of the two rows",
                )
            )
        if link.confidence not in CONFIDENCES:
            problems.append(
                Problem(
                    "confidence",
                    Place(file, line, "confidence"),
                    shown(link.confidence),
                    "one of " + ", ".join(CONFIDENCES),
                )
            )
        links[link.code] = link
    if problems:
        raise StempathError(problems)
    return tuple(links[code] for code in sorted(links))


def _release(folder: Path, problems: list[Problem]) -> tuple[str, int]:
    file = str(folder / READ_ME)
    try:
        text = decode(read_bytes(folder / READ_ME, MOST_BYTES), file)
    except StempathError as error:
        problems.extend(error.problems)
        return "", 0
    named = re.search(r"O\*NET (\d+(?:\.\d+)*) Database", text)
    dated = re.search(r"\b((?:19|20)\d\d) Release", text)
    if named is None or dated is None:
        problems.append(
            Problem(
                "release",
                Place(file, 1),
                shown(text.partition("\n")[0]),
                "the release and its month, as in: O*NET 29.3 Database, May 2025 Release",
                "take the file from the same release as the others",
            )
        )
        return "", 0
    return named.group(1), int(dated.group(1))


def _sheet(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> _Sheet | None:
    file = str(path)
    try:
        text = decode(read_bytes(path, MOST_BYTES), file)
    except StempathError as error:
        problems.extend(error.problems)
        return None
    lines = text.split("\n")
    header = lines[0].split("\t")
    missing = [column for column in columns if column not in header]
    if missing:
        problems.extend(_no_column(file, column, header) for column in missing)
        return None
    wanted = [header.index(column) for column in columns]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            problems.append(
                Problem(
                    "row-width",
                    Place(file, number),
                    f"{len(cells)} cells",
                    f"{len(header)} cells, as in the header",
                    "fetch the file again; it may be cut short",
                )
            )
            return None
        rows.append((number, tuple(cells[column] for column in wanted)))
    return _Sheet(file, columns, tuple(rows))


def _no_column(file: str, column: str, header: Sequence[str]) -> Problem:
    return Problem(
        "no-column",
        Place(file, 1, column),
        "the columns " + shown(", ".join(header)),
        f"a column {column}",
        "check that the file is of a release in this layout",
    )


def _unknown_codes(sheet: _Sheet, at: Mapping[str, int]) -> Iterator[Problem]:
    told: set[str] = set()
    for line, cells in sheet.rows:
        if cells[0] not in at and cells[0] not in told:
            told.add(cells[0])
            yield Problem(
                "unknown-occupation",
                Place(sheet.file, line, CODE),
                shown(cells[0]),
                "a code of Occupation Data.txt",
                "take all files from one release",
            )


def _number(
    sheet: _Sheet, line: int, column: str, cell: str, most: float, problems: list[Problem]
) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = _MISSING
    if not (math.isfinite(number) and 0 <= number <= most):
        problems.append(
            Problem(
                "number", Place(sheet.file, line, column), shown(cell), f"a number from 0 to {most}"
            )
        )
    return number


def _ratings(sheet: _Sheet, at: Mapping[str, int], problems: list[Problem]) -> Ratings:
    elements = tuple(sorted({cells[1] for _, cells in sheet.rows}))
    column = {element: position for position, element in enumerate(elements)}
    tables = {scale: np.full((len(at), len(elements)), _MISSING) for scale in ("IM", "LV")}
    seen: set[str] = set()
    for line, (code, element, scale, value) in sheet.rows:
        if scale in tables:
            seen.add(scale)
            number = _number(sheet, line, VALUE, value, 7, problems)
            tables[scale][at[code], column[element]] = number
    _all_seen(sheet, seen, tables, SCALE, problems)
    return Ratings(elements, tables["IM"], tables["LV"])


def _interests(sheet: _Sheet, at: Mapping[str, int], problems: list[Problem]) -> Figures:
    figures = np.full((len(at), len(INTERESTS)), _MISSING)
    seen: set[str] = set()
    for line, (code, element, scale, value) in sheet.rows:
        name = element.lower()
        if scale == "OI" and name in INTERESTS:
            seen.add(name)
            number = _number(sheet, line, VALUE, value, 7, problems)
            figures[at[code], INTERESTS.index(name)] = number
    _all_seen(sheet, seen, INTERESTS, "Element Name", problems)
    return figures


def _all_seen(
    sheet: _Sheet, seen: set[str], wanted: Iterable[str], column: str, problems: list[Problem]
) -> None:
    for name in wanted:
        if name not in seen:
            problems.append(
                Problem(
                    "absent",
                    Place(sheet.file, None, column),
                    "no row",
                    f"rows with {name} in column {column}",
                    "check that the file is of a release in this layout",
                )
            )


def _zones(sheet: _Sheet, at: Mapping[str, int], problems: list[Problem]) -> Figures:
    figures = np.full(len(at), _MISSING)
    for line, (code, zone) in sheet.rows:
        figures[at[code]] = _number(sheet, line, "Job Zone", zone, 5, problems)
    return figures


def _worded(sheet: _Sheet) -> Iterator[tuple[str, Iterable[str]]]:
    for _, (code, text) in sheet.rows:
        yield code, _WORD.findall(text.lower())
