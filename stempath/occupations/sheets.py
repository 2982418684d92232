"""Tables read with their lines, so that errors name them (O*NET's files, and CSV), and written.

The layout of O*NET's is that of "text" releases: UTF-8, tabs, a header row, no quotes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.record import record
from stempath.tables import decode, read_bytes, read_csv

MOST_BYTES = 60_000_000  # the largest file read here has 5 million
CODE = "O*NET-SOC Code"
READ_ME = "Read Me.txt"


@record(frozen=True, slots=True)
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


def read_release(folder: Path, problems: list[Problem]) -> tuple[str, int]:
    """The release that stands in `folder` and its year, as its `Read Me.txt` names them."""
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


def read_table(path: Path, wanted: Sequence[str], rows: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV that has at least the columns `wanted`; `rows` says what they should be.

    Raises:
        StempathError: as `read_csv`; each column that is missing; no rows.
    """
    found = list(read_csv(path))
    if not found:
        problem = Problem("empty", Place(str(path)), "no rows", rows, "restore the file")
        raise StempathError(problem)
    header = tuple(found[0][1])
    if missing := [column for column in wanted if column not in header]:
        remedy = "the first line names the columns"
        raise StempathError([no_column(str(path), column, header, remedy) for column in missing])
    return found


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def no_column(
    file: str,
    column: str,
    header: Sequence[str],
    remedy: str = "check that the file is of a release in this layout",
) -> Problem:
    return Problem(
        "no-column",
        Place(file, 1, column),
        "the columns " + shown(", ".join(header)),
        f"a column {column}",
        remedy,
    )


def refuse(problems: Iterable[Problem]) -> None:
    """Stop where there are problems.

    Raises:
        StempathError: with each of them once; exit 5 where a file cannot be read, else 3.
    """
    told = tuple(dict.fromkeys(problems))
    if told:
        disk = any(problem.code in ("no-file", "not-a-file", "disk") for problem in told)
        raise StempathError(told, ExitCode.DISK if disk else ExitCode.INVALID)


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
