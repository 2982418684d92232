"""One published file of O*NET: a tab-separated table, read with its lines so that errors name them.

The layout is that of "text" releases: UTF-8, a header row, no quotes.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stempath.problem import Place, Problem, StempathError, shown
from stempath.tables import decode, read_bytes

MOST_BYTES = 60_000_000  # the largest file read here has 5 million
CODE = "O*NET-SOC Code"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The wanted columns of one published file: (line, cells) for each row."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> Sheet | None:
    """The file's `columns`; None where it cannot be read, with what is wrong in `problems`."""
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
        problems.extend(no_column(file, column, header) for column in missing)
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
    return Sheet(file, columns, tuple(rows))


def no_column(file: str, column: str, header: Sequence[str]) -> Problem:
    return Problem(
        "no-column",
        Place(file, 1, column),
        "the columns " + shown(", ".join(header)),
        f"a column {column}",
        "check that the file is of a release in this layout",
    )


def unknown_keys(sheet: Sheet, column: str, known: Container[str], home: str) -> Iterator[Problem]:
    """Each value of `column` that `home`, the file that defines them, lacks; each once."""
    position = sheet.columns.index(column)
    told: set[str] = set()
    for line, cells in sheet.rows:
        if cells[position] not in known and cells[position] not in told:
            told.add(cells[position])
            told_of = (
                Place(sheet.file, line, column),
                shown(cells[position]),
                f"a code of {home}",
                "take all files from one release",
            )
            if column == CODE:
                yield Problem("unknown-occupation", *told_of)
            else:
                yield Problem("unknown-activity", *told_of)


def number(
    sheet: Sheet, line: int, column: str, cell: str, most: float, problems: list[Problem]
) -> float:
    """`cell` as a number from 0 to `most`; anything else is a problem and NaN."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and 0 <= value <= most):
        problems.append(
            Problem(
                "number", Place(sheet.file, line, column), shown(cell), f"a number from 0 to {most}"
            )
        )
    return value


def all_seen(
    sheet: Sheet, seen: Container[str], wanted: Iterable[str], column: str, problems: list[Problem]
) -> None:
    """A problem for each of `wanted` that never occurred in `column`."""
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
