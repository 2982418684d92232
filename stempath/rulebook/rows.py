"""A CSV table -> records, held against the facts that the record type declares."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from stempath.model.fact import Fact, declared
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.cells import Cells
from stempath.rulebook.records import source_problems
from stempath.tables import decode, read_bytes, read_csv

Record = TypeVar("Record")


def read_rows(
    path: Path,
    name: Callable[[Path], str],
    record: type[Record],
    sources: Collection[str],
    problems: list[Problem],
    wanted: Callable[[Mapping[str, str]], bool] | None = None,
) -> list[tuple[Place, Record]]:
    """Every sound row with its place; what does not fit goes to `problems`.

    The columns are the declared facts, in any order; an empty cell is not stated. A `source` is
    one of `sources`, or an address. Rows that are not `wanted` are passed over unchecked.
    """
    facts = declared(record)
    cells = Cells(facts, {})
    file = name(path)
    found: list[tuple[Place, Record]] = []
    try:
        for line, row in read_csv(path, file):
            if set(row) != set(facts):
                problems.append(
                    Problem("column", Place(file, 1), shown(", ".join(row)), ", ".join(facts))
                )
                break
            if wanted and not wanted(row):
                continue
            place = Place(file, line)
            values = _values(row, cells, facts, place, problems)
            if values is not None:
                found.append((place, record(**values)))
                told = source_problems(values["source"], path.name, sources, partial(_same, place))
                problems.extend(told)
    except StempathError as error:
        problems.extend(error.problems)
    return found


def rows_of(path: Path, file: str, key: str) -> Iterator[tuple[int, dict[str, str]]]:
    """As `read_csv`, the rows whose first cell is `key`, in a long table with a row on each line.

    The other rows are not taken apart, which is most of the time that reading the table takes.
    """
    header, *lines = decode(read_bytes(path), file).split("\n")
    columns = header.split(",")
    for number, line in enumerate(lines, 2):
        if not line.startswith(f"{key},"):
            continue
        cells = next(csv.reader([line]))
        if len(cells) != len(columns):
            expected = f"{len(columns)} cells, as in the header"
            place = Place(file, number)
            raise StempathError(Problem("row-width", place, f"{len(cells)} cells", expected))
        yield number, dict(zip(columns, cells, strict=True))


def _values(
    row: Mapping[str, str],
    cells: Cells,
    facts: Mapping[str, Fact],
    place: Place,
    problems: list[Problem],
) -> dict[str, Any] | None:
    before = len(problems)
    values: dict[str, Any] = {}
    for name, fact in facts.items():
        values[name], wrong = cells.read(name, row[name])
        if wrong:
            problems.append(Problem("cell", place, *wrong))
        elif values[name] is None and fact.required:
            problems.append(Problem("missing", place, f"no {name}", name))
    return values if len(problems) == before else None


def _same(place: Place) -> Place:
    return place
