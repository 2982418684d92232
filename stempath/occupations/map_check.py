"""Whether the tables of the map of occupations are whole: what `catalogue check` tells of them.

Advice reads few of these tables, and those that it joins are held to their facts as they are read
(stempath/rulebook/occupations.py); here is told what that reading leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from stempath.occupations.catalogue import CONFIDENCES
from stempath.occupations.map_columns import (
    CROSSWALK,
    EXTENT,
    HEAD,
    Faults,
    Scales,
    column_problem,
    header,
    important,
    named,
    rated,
)
from stempath.occupations.measure import read_measure
from stempath.occupations.nearness import EXPLAINED, pairs
from stempath.occupations.onet import INTERESTS
from stempath.occupations.parts import PARTS
from stempath.occupations.profiles import LEVEL
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.closeness import read_closeness
from stempath.rulebook.occupations import JOINED
from stempath.rulebook.records import source_problems
from stempath.tables import read_csv, read_toml

TABLES = Path("catalogue") / "occupations"
BASES = ("own", "shared", "partly-estimated", "estimated")
STATED = (*PARTS, LEVEL)
REMEDY = "build the map again, or restore the file"
_ONET = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
_FIGURE = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
Row = Mapping[str, str]


def map_problems(folder: Path) -> list[Problem]:
    """Every fault in the tables of the map in a folder of rules, as `catalogue check` names it."""
    return list(dict.fromkeys(_Check(folder).problems()))


class _Check:
    """One look at one folder: which occupations and sources there are, where those can be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        occupations = self._rows_or_none(self._path("occupations.csv"))
        self.onet = {row["code"]: row.get("onet", "") for _, row in occupations or ()}
        self.codes = set(self.onet) if occupations else None
        self.sources = self._sources()

    def problems(self) -> Iterator[Problem]:
        """Those of each table in turn."""
        yield from self._measure()
        for table, (_key, columns) in JOINED.items():
            if table in ("crosswalk", "values", "styles"):
                continue
            yield from self._joined(table, tuple(columns.values()))
        own: dict[str, frozenset[str]] = {}
        yield from self._crosswalk(own)
        scales = dict.fromkeys(INTERESTS, EXTENT)
        yield from self._figures("interests", own, lambda names: named(names, scales))
        values = tuple(
            column for fact, column in JOINED["values"][1].items() if not fact.startswith("values_")
        )
        yield from self._figures(
            "values", own, lambda names: named(names, dict.fromkeys(values, EXTENT))
        )
        yield from self._figures("knowledge", own, rated)
        yield from self._figures("skills", own, rated)
        yield from self._figures("styles", own, important)
        yield from self._nearness()

    # --- what all tables are held against ------------------------------------------------------

    def _path(self, file: str) -> Path:
        return self.folder / TABLES / file

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()

    def _rows_or_none(self, path: Path) -> list[tuple[int, Row]] | None:
        """The rows of a table that the rulebook's reading checks; None where they are not whole."""
        try:
            rows: list[tuple[int, Row]] = list(read_csv(path, self._name(path)))
        except StempathError:
            return None
        return rows if rows and "code" in rows[0][1] else None

    def _sources(self) -> frozenset[str] | None:
        try:
            tables = read_toml(self.folder / "catalogue" / "sources.toml").data.get("source")
        except StempathError:
            return None
        return frozenset(
            str(table.get("id"))
            for table in (tables if isinstance(tables, list) else ())
            if isinstance(table, dict)
        )

    # --- the tables ----------------------------------------------------------------------------

    def _measure(self) -> Iterator[Problem]:
        path = self._path("closeness.toml")
        try:
            read_measure(path, self._name(path))
        except StempathError as error:
            yield from error.problems

    def _joined(self, table: str, columns: Sequence[str]) -> Iterator[Problem]:
        """The sources and columns of a table that is not of the map; the rest is told elsewhere."""
        rows = self._read(table, [])
        file = self._name(self._path(f"{table}.csv"))
        for column in columns if rows else ():
            if column not in rows[0][1]:
                yield column_problem(
                    file, f"no column {column}", f"a column {column}", [*rows[0][1]]
                )
        for line, row in rows:
            yield from self._source(Place(file, line), row, table)

    def _crosswalk(self, own: dict[str, frozenset[str]]) -> Iterator[Problem]:
        """`own` is filled with the parts that O*NET states of each occupation."""
        problems: list[Problem] = []
        rows = self._read("crosswalk", problems)
        whole = not problems
        yield from problems
        file = self._name(self._path("crosswalk.csv"))
        if rows and (wrong := list(header(file, tuple(rows[0][1]), CROSSWALK))):
            yield from wrong
            return
        for line, row in rows:
            place = Place(file, line)
            told = len(problems)
            problems.extend(self._source(place, row, "crosswalk"))
            problems.extend(_crosswalk_row(file, line, row, self.onet.get(row["code"])))
            yield from problems[told:]
            if len(problems) == told:
                own[row["code"]] = frozenset(row["parts"].split(";"))
        if whole:
            yield from self._missing(file, rows)

    def _figures(
        self,
        table: str,
        own: Mapping[str, frozenset[str]],
        scales_of: Callable[[Sequence[str]], Scales | Faults],
    ) -> Iterator[Problem]:
        """A table with one row of figures for each occupation.

        `scales_of` gives the scale of each column after HEAD, or (found, expected) of each fault.
        """
        problems: list[Problem] = []
        rows = self._read(table, problems)
        yield from problems
        file = self._name(self._path(f"{table}.csv"))
        if not rows:
            return
        columns = tuple(rows[0][1])
        if lost := [column for column in HEAD if column not in columns]:
            for column in lost:
                yield column_problem(file, f"no column {column}", f"a column {column}", columns)
            return
        scales = scales_of([column for column in columns if column not in HEAD])
        if not isinstance(scales, Mapping):
            for found, expected in scales:
                yield column_problem(file, found, expected, ())
            return
        joined = set(JOINED[table][1].values()) if table in JOINED else set()
        seen: dict[str, int] = {}
        for line, row in rows:
            code = row["code"]
            place = Place(file, line)
            if table not in JOINED:
                yield from self._code(place, code, seen)
            seen.setdefault(code, line)
            yield from self._source(place, row, table)
            yield from _head(place, row, joined)
            borrowed = code in own and table not in own[code]
            if code in own and row["estimated"] == ("no" if borrowed else "yes"):
                says = "borrowed" if borrowed else "stated by O*NET"
                yield Problem(
                    "estimated",
                    Place(file, line, "estimated"),
                    f"{shown(row['estimated'])} of {code}",
                    f"{'yes' if borrowed else 'no'}: crosswalk.csv has its {table} as {says}",
                    REMEDY,
                )
            for column, (least, most) in scales.items():
                if row[column] and column not in joined:
                    yield from _figure(Place(file, line, column), row[column], least, most)
        if not problems:
            yield from self._missing(file, rows)

    def _nearness(self) -> Iterator[Problem]:
        path = self._path("nearness.csv")
        file = self._name(path)
        problems: list[Problem] = []
        try:
            parts, found = pairs(path, file, problems)
        except StempathError as error:
            yield from error.problems
            return
        yield from problems
        if set(parts) != set(PARTS):
            yield column_problem(file, shown(", ".join(parts)), ", ".join(PARTS), ())
        for (origin, target), line in found.items():
            for column, code in (("origin", origin), ("target", target)):
                if self.codes is not None and re.fullmatch(r"[1-9][0-9]{5}", code):
                    yield from self._known(Place(file, line, column), code)
            if origin == target:
                place = Place(file, line, "target")
                yield Problem("nearness", place, f"{target} to itself", "another occupation")
        try:
            codes, table = read_closeness(self._path("closeness.csv"))
        except StempathError:  # told as the rulebook is read
            return
        yield from _explained(file, found, codes, table.tolist())

    # --- what is asked of every row ------------------------------------------------------------

    def _read(self, table: str, problems: list[Problem]) -> list[tuple[int, Row]]:
        """The sound rows; what is wrong with the file itself goes to `problems`."""
        path = self._path(f"{table}.csv")
        rows: list[tuple[int, Row]] = []
        try:
            for row in read_csv(path, self._name(path)):
                rows.append(row)
        except StempathError as error:
            problems.extend(error.problems)
        if not rows and not problems:
            place = Place(self._name(path))
            problems.append(Problem("empty", place, "no rows", "one for each occupation", REMEDY))
        return rows

    def _code(self, place: Place, code: str, seen: Mapping[str, int]) -> Iterator[Problem]:
        if other := seen.get(code):
            told = f"code {code} twice"
            yield Problem("row-twice", place, told, "one row", f"the other is on line {other}")
        yield from self._known(place, code)

    def _known(self, place: Place, code: str) -> Iterator[Problem]:
        if self.codes is not None and code not in self.codes:
            near = get_close_matches(code, sorted(self.codes), n=1, cutoff=0.5)
            yield Problem(
                "code",
                place,
                f"code {shown(code)}",
                "a code of occupations.csv",
                f"did you mean {near[0]}?" if near else "",
            )

    def _source(self, place: Place, row: Row, table: str) -> Iterator[Problem]:
        if not row.get("source"):
            if table not in JOINED:
                yield Problem("no-source", place, "no source", "where it is stated")
        elif self.sources is not None:
            of = f"{table}.csv"
            yield from source_problems(row["source"], of, self.sources, partial(_same, place))

    def _missing(self, file: str, rows: Sequence[tuple[int, Row]]) -> Iterator[Problem]:
        there = {row["code"] for _, row in rows}
        for code in sorted((self.codes or set()) - there) if rows else ():
            yield Problem("missing", Place(file), f"no row of {code}", "a row of each occupation")


def _crosswalk_row(file: str, line: int, row: Row, onet: str | None) -> Iterator[Problem]:
    def fault(column: str, expected: str, remedy: str = "") -> Problem:
        return Problem("cell", Place(file, line, column), shown(row[column]), expected, remedy)

    if not _ONET.fullmatch(row["onet"]):
        yield fault("onet", "an O*NET-SOC code, such as 11-1011.00")
    elif onet and onet != row["onet"]:
        yield fault("onet", f"{onet}, as in occupations.csv")
    if row["confidence"] not in CONFIDENCES:
        yield fault("confidence", "one of " + ", ".join(CONFIDENCES))
    if row["basis"] not in BASES:
        yield fault("basis", "one of " + ", ".join(BASES))
    if not _YEAR.fullmatch(row["year"]):
        yield fault("year", "a year")
    parts = row["parts"].split(";")
    wrong = [part for part in parts if part not in STATED]
    if wrong or len(set(parts)) < len(parts):
        near = get_close_matches(wrong[0], STATED, n=1) if wrong else []
        remedy = f"did you mean {near[0]}?" if near else ""
        yield fault("parts", "each once, joined by `;`: " + ", ".join(STATED), remedy)
    elif row["basis"] in BASES and (set(parts) == set(STATED)) != (row["basis"] in BASES[:2]):
        yield fault("basis", "own or shared just where O*NET states every part", REMEDY)
    else:
        estimated = row["confidence"] == "low" or set(parts) != set(STATED)
        if row["estimated"] == ("no" if estimated else "yes") or not row["estimated"]:
            expected = "yes just where parts are missing or the confidence is low"
            yield fault("estimated", expected, REMEDY)
    for lender in row["borrowed_from"].split(";") if row["borrowed_from"] else ():
        if not _ONET.fullmatch(lender):
            yield fault("borrowed_from", "O*NET-SOC codes joined by `;`")
            break


def _head(place: Place, row: Row, joined: Collection[str]) -> Iterator[Problem]:
    """The cells beside the figures; those that are facts are told of as they are read."""
    told = row["estimated"] and "estimated" in joined
    if not told and row["estimated"] not in ("yes", "no"):
        yield Problem("cell", place, f"estimated {shown(row['estimated'])}", "yes or no")
    told = row["year"] and "year" in joined
    if not told and not _YEAR.fullmatch(row["year"]):
        yield Problem("cell", place, f"year {shown(row['year'])}", "a year")


def _figure(place: Place, cell: str, least: int, most: int) -> Iterator[Problem]:
    if not _FIGURE.fullmatch(cell) or not least <= float(cell) <= most:
        expected = f"a number from {least} to {most}, or nothing"
        yield Problem("figure", place, shown(cell), expected, REMEDY)


def _explained(
    file: str,
    found: Mapping[tuple[str, str], int],
    codes: Sequence[str],
    table: Sequence[Sequence[int]],
) -> Iterator[Problem]:
    """A row for each pair that is near enough to be advised, and for no other."""
    for origin, row in zip(codes, table, strict=True):
        wanted = {
            target
            for target, closeness in zip(codes, row, strict=True)
            if closeness >= EXPLAINED and target != origin
        }
        for target in sorted(wanted):
            if (origin, target) not in found:
                told = f"no row of {origin} to {target}"
                expected = f"one: closeness.csv has it at {EXPLAINED} or more"
                yield Problem("missing", Place(file), told, expected, REMEDY)
        for target in codes:
            if (origin, target) in found and target not in wanted and target != origin:
                place = Place(file, found[origin, target])
                told = f"{origin} to {target}"
                expected = f"pairs that closeness.csv has at {EXPLAINED} or more"
                yield Problem("nearness", place, told, expected, REMEDY)


def _same(place: Place) -> Place:
    return place
