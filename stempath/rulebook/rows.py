"""A CSV table -> records, held against the facts that the record type declares."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from stempath.model.fact import Fact, declared
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.records import WORDS, cell_value, misfit, source_problems
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
            values = _values(row, facts, place, problems)
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
    row: Mapping[str, str], facts: Mapping[str, Fact], place: Place, problems: list[Problem]
) -> dict[str, Any] | None:
    before = len(problems)
    values: dict[str, Any] = {}
    for fact in facts.values():
        values[fact.name] = _value(fact, row[fact.name], place, problems)
    return values if len(problems) == before else None


def _value(fact: Fact, cell: str, place: Place, problems: list[Problem]) -> Any:
    try:
        value = cell_value(fact, cell)
    except (ValueError, KeyError):
        problems.append(Problem("cell", place, f"{fact.name} {shown(cell)}", WORDS[fact.type]))
        return None
    if value is None:
        if fact.required:
            problems.append(Problem("missing", place, f"no {fact.name}", fact.name))
    elif why := misfit(fact, value, {}):
        problems.append(Problem("cell", place, f"{fact.name}: {why[0]}", why[1], why[2]))
    return value


def _same(place: Place) -> Place:
    return place
