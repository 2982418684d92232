"""The rows of a caseload table -> persons: each by itself, so a bad one never stops the rest."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping

from stempath.caseload.table import ID, Table
from stempath.model.answers import MOST_TEXT, Vocabularies, missing, read_answer
from stempath.model.fact import Fact, Value
from stempath.model.person import NEEDED
from stempath.problem import SHOWN, Place, Problem
from stempath.record import record
from stempath.tables import UNSAFE, clean


@record(frozen=True, slots=True)
class Reject:
    """One thing in a row that could not be used. `row` is the line in the file, from 1."""

    row: int
    client_id: str
    column: str
    found: str
    problem: str
    remedy: str


@record(frozen=True, slots=True)
class Row:
    """A row, read: the facts of a person, or None where the row is rejected, and what was wrong."""

    client_id: str
    facts: Mapping[str, Value] | None
    rejects: tuple[Reject, ...]


def read_rows(table: Table, vocabularies: Vocabularies) -> Iterator[Row]:
    """Every row, in order; one whose client id stood before is rejected."""
    table.handle.seek(0)
    text = io.TextIOWrapper(table.handle, encoding=table.encoding, newline="\n")
    lines = _Lines(text)
    seen: set[str] = set()
    header = True
    try:
        for line, cells in _cells(lines, table.delimiter):
            if header:
                header = False
            elif isinstance(cells, str):
                reject = Reject(line, "", "", "", f"rejected: {cells}", "mend the quotes")
                yield Row("", None, (reject,))
            elif cells:
                yield _row(table, line, cells, seen, vocabularies)
    finally:
        text.detach()


class _Lines:
    """Lines of a text, some of which can be put back."""

    def __init__(self, text: Iterator[str]) -> None:
        self.text = text
        self.back: list[str] = []
        self.taken: list[str] = []
        self.number = 1  # of the next line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.back.pop() if self.back else next(self.text)
        self.taken.append(line)
        self.number += 1
        return line

    def begin(self) -> None:
        self.taken = []

    def put_back(self) -> None:
        """All but the first line taken since `begin` are to be read again."""
        self.back += reversed(self.taken[1:])
        self.number -= len(self.taken[1:])


def _cells(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """(line, cells) of each row, or what is wrong with it.

    A quote that is never closed would swallow the rest of the file; only its own line is lost.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number
        lines.begin()
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.put_back()
            yield start, str(error)


def _row(
    table: Table, line: int, cells: list[str], seen: set[str], vocabularies: Vocabularies
) -> Row:
    position = table.columns.index(ID)
    id_ = cells[position].strip() if position < len(cells) else ""
    shown_id = id_ if not UNSAFE.search(id_) else clean(id_)

    def rejected(column: str, found: str, problem: str, remedy: str) -> Row:
        reject = Reject(line, shown_id, column, found, f"rejected: {problem}", remedy)
        return Row(shown_id, None, (reject,))

    if len(cells) != len(table.columns):
        found = f"{len(cells)} cells"
        return rejected(
            "", found, f"not the {len(table.columns)} cells of the header",
            "put quotes around a cell that holds a separator",
        )  # fmt: skip
    if not id_:
        return rejected(ID, "", "no client id", "give each row an id of its own")
    if UNSAFE.search(id_) or "\n" in id_ or "\r" in id_ or "\t" in id_ or len(id_) > MOST_TEXT * 5:
        return rejected(
            ID, _repeated(id_), "an id with invisible characters, or too long", "retype the id"
        )
    same = unicodedata.normalize("NFC", id_)
    if same in seen:
        return rejected(ID, _repeated(id_), "the id of an earlier row", "give each row its own id")
    seen.add(same)
    return _person(table, line, id_, cells, vocabularies)


def _person(table: Table, line: int, id_: str, cells: list[str], vocabularies: Vocabularies) -> Row:
    """The facts of a row. What is not understood but not needed either stays unknown."""
    facts: dict[str, Value] = {}
    wrong: list[tuple[Fact, str, Problem]] = []
    place = Place(table.name, line)
    for column, cell in zip(table.columns, cells, strict=True):
        fact = table.read.get(column)
        if fact is None:
            continue
        answer = clean(cell) if fact.type == "text" else cell
        value = read_answer(fact, answer, vocabularies, place)
        if isinstance(value, Problem):
            wrong.append((fact, cell, value))
        elif value is not None:
            facts[column] = value
    lacking = missing(facts, place)
    rejected = bool(lacking) or any(fact.name in NEEDED for fact, _cell, _problem in wrong)
    verdict = "rejected" if rejected else "needs review"
    rejects = [
        _reject(line, id_, verdict, fact, cell, problem, vocabularies)
        for fact, cell, problem in wrong
    ]
    if not wrong:
        rejects += [
            Reject(line, id_, "", "", f"rejected: {problem.found}", f"give {problem.expected}")
            for problem in lacking
        ]
    return Row(id_, None if rejected else facts, tuple(rejects))


def _reject(
    line: int,
    id_: str,
    verdict: str,
    fact: Fact,
    cell: str,
    problem: Problem,
    vocabularies: Vocabularies,
) -> Reject:
    """What to tell of a cell. A private one is not repeated, nor what it resembles."""
    what = f"{verdict}: expected {problem.expected}"
    if fact.private:
        known = vocabularies.get(fact.vocabulary)
        remedy = "one of " + ", ".join(known.names) if known else "retype it"
        return Reject(line, id_, fact.name, "not repeated (private)", what, remedy)
    return Reject(line, id_, fact.name, _repeated(cell), what, problem.remedy or "retype it")


def _repeated(cell: str) -> str:
    """A wrong cell as rejects.csv repeats it: cleaned, and no longer than a message has it."""
    text = clean(cell)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
