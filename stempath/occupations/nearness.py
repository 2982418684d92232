"""Why one occupation is near another: the standing of the target in each part, as a plain table.

One row for each pair that is near enough to be advised. A part's figure says: of a thousand other
occupations of O*NET, the target is nearer to the origin than so many. `way` is the way between
levels in job zones, above 0 where it goes up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.tables import decode, read_bytes

ENDS, WAY = ("origin", "target"), "way"
EXPLAINED = 20  # the closeness from which the parts of a pair are written out
Pairs: TypeAlias = dict[tuple[str, str], int]
_CODE = re.compile(r"[1-9][0-9]{5}")
_STANDING = re.compile(r"[0-9]{1,3}|1000|")
_WAY = re.compile(r"-?[0-4]\.[0-9]|")


@record(frozen=True, slots=True)
class Nearness:
    """A row: standings 0 to 1000 by part, None where a side has no such part; `way` likewise."""

    origin: str
    target: str
    standings: Mapping[str, int | None]
    way: float | None


def nearness_text(parts: Sequence[str], rows: Iterable[Nearness]) -> str:
    """The table that `read_nearness` reads, with a column for each of `parts`."""
    lines = [",".join((*ENDS, *parts, WAY))]
    for row in rows:
        standings = (row.standings[part] for part in parts)
        cells = ["" if cell is None else str(cell) for cell in standings]
        way = "" if row.way is None else f"{row.way + 0.0:.1f}"
        lines.append(",".join((row.origin, row.target, *cells, way)))
    return "\n".join(lines) + "\n"


def read_nearness(path: Path, origin: str) -> dict[str, Nearness]:
    """The rows of `origin`, by target; the others are not looked at.

    Raises:
        StempathError: a header in another shape, or a row of `origin` that is damaged, with its
            line.
    """
    file = str(path)
    parts, lines = _whole_text(path, file)
    start = origin + ","
    found: dict[str, Nearness] = {}
    problems: list[Problem] = []
    for line, text in enumerate(lines, 2):
        if not text.startswith(start):
            continue
        _, target, *cells = text.split(",")
        wrong = list(_wrong(file, line, target, parts, cells))
        if target in found:
            wrong = [_damage(Place(file, line), f"{target} again", "each pair once")]
        problems += wrong
        if not wrong:
            figures = dict(zip(parts, map(_whole, cells), strict=False))
            way = float(cells[-1]) if cells[-1] else None
            found[target] = Nearness(origin, target, figures, way)
    if problems:
        raise StempathError(problems)
    return found


def pairs(path: Path, file: str, problems: list[Problem]) -> tuple[list[str], Pairs]:
    """(parts, line of each pair) of the whole table; every damage goes to `problems`.

    `file` is what messages call it.

    Raises:
        StempathError: a file that cannot be read, or a header in another shape.
    """
    parts, lines = _whole_text(path, file)
    found: Pairs = {}
    if lines and not lines[-1]:
        lines.pop()
    for line, text in enumerate(lines, 2):
        origin, *others = text.split(",")
        target, *cells = others or [""]
        if not _CODE.fullmatch(origin):
            problems.append(_damage(Place(file, line, "origin"), shown(origin), "six digits"))
        problems.extend(_wrong(file, line, target, parts, cells))
        if other := found.get((origin, target)):
            told = f"{origin} to {target} again, after line {other}"
            problems.append(_damage(Place(file, line), told, "each pair once"))
        found.setdefault((origin, target), line)
    return parts, found


def _whole_text(path: Path, file: str) -> tuple[list[str], list[str]]:
    """(parts, lines after the header) of the table."""
    header, *lines = decode(read_bytes(path), file).split("\n")
    columns = header.split(",")
    parts = columns[2:-1]
    if (*columns[:2], columns[-1]) != (*ENDS, WAY) or not parts or len(set(parts)) < len(parts):
        raise StempathError(
            _damage(Place(file, 1), shown(header), "origin,target, the parts of closeness, way")
        )
    return parts, lines


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


def _wrong(
    file: str, line: int, target: str, parts: Sequence[str], cells: Sequence[str]
) -> Iterator[Problem]:
    if len(cells) != len(parts) + 1:
        width = len(parts) + 3
        yield _damage(Place(file, line), f"{len(cells) + 2} cells", f"{width} cells")
        return
    if not _CODE.fullmatch(target):
        yield _damage(Place(file, line, "target"), shown(target), "six digits")
    for part, cell in zip(parts, cells, strict=False):
        if not _STANDING.fullmatch(cell):
            yield _damage(
                Place(file, line, part), shown(cell), "a whole number from 0 to 1000, or nothing"
            )
    if not _WAY.fullmatch(cells[-1]):
        yield _damage(Place(file, line, WAY), shown(cells[-1]), "job zones, as in -1.5, or nothing")


def _damage(place: Place, found: str, expected: str) -> Problem:
    return Problem("nearness", place, found, expected, "build the map again, or restore the file")
