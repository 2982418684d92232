"""A caseload table opened: its bytes checked once, its separator found, its columns named."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from stempath.model.answers import NEVER_KEPT
from stempath.model.fact import Fact, declared
from stempath.model.person import Person
from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.tables import clean, open_file

ID = "client_id"
STDIN = Path("-")
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
MOST_HEADER = 65_536  # bytes in which the header row must end
_CHUNK = 1 << 20
_NUMBERS = {"unique_student_identifier": "usi", "tax_file_number": "tfn", "birth_date": "dob"}
_SAVED_AS = {b"PK\x03\x04": "a workbook (XLSX)", b"\xd0\xcf\x11\xe0": "an old workbook (XLS)"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Table:
    """An opened caseload: its checked header, and what to say about how it was taken."""

    name: str
    digest: str
    encoding: str
    delimiter: str
    columns: Sequence[str]
    read: Mapping[str, Fact]
    handle: BinaryIO
    notes: list[str] = field(default_factory=list)


def open_table(source: Path, encoding: str, delimiter: str | None) -> Table:
    """The table of a file, or of standard input, its whole text checked once.

    Raises:
        StempathError: exit 2, an encoding or delimiter there is not, or a terminal to read from;
            5, what cannot be read; 3, text of another encoding, lone carriage returns, or a
            header that does not tell the columns.
    """
    codec = _codec(encoding)
    if delimiter is not None:
        delimiter = _delimiter(delimiter)
    name = "standard input" if source == STDIN else str(source)
    with ExitStack() as until_read:
        handle = until_read.enter_context(_open(source))
        digest = _scan(handle, name, codec)
        header = _header_text(handle, name, codec)
        notes: list[str] = []
        if delimiter is None:
            delimiter = _sniff(header, name)
            if delimiter != ",":
                notes.append(f"{name} is taken as separated by {DELIMITERS[delimiter]}.")
        columns = [_column(cell) for cell in _split(header, delimiter)]
        read = _columns(columns, name, notes)
        until_read.pop_all()  # the table closes it
    return Table(name, digest, codec, delimiter, columns, read, handle, notes)


# --- the file ----------------------------------------------------------------------------------


def _codec(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise StempathError(
            Problem(
                "encoding",
                Place("command line", key="encoding"),
                shown(encoding),
                "an encoding such as utf-8 or cp1252",
                "leave --encoding out for UTF-8",
            ),
            ExitCode.USAGE,
        ) from None
    return "utf-8-sig" if name in ("utf-8", "utf-8-sig") else name


def _delimiter(text: str) -> str:
    found = {"tab": "\t", "\\t": "\t"}.get(text.lower(), text)
    if len(found) != 1 or found in '"\r\n' or found.isalnum():
        raise StempathError(
            Problem(
                "delimiter",
                Place("command line", key="delimiter"),
                shown(text),
                "one character, or tab",
                "leave --delimiter out and it is found",
            ),
            ExitCode.USAGE,
        )
    return found


def _open(source: Path) -> BinaryIO:
    if source == STDIN:
        if sys.stdin.isatty():
            raise StempathError(
                Problem(
                    "terminal",
                    Place("standard input"),
                    "a terminal",
                    "a table sent by a pipe",
                    "name a file, or: stempath batch - --out DIR < clients.csv",
                ),
                ExitCode.USAGE,
            )
        return io.BytesIO(sys.stdin.buffer.read())
    return open_file(source)


def _scan(handle: BinaryIO, name: str, codec: str) -> str:
    """The hash of the bytes, once all of them prove to be text with line ends."""
    digest = sha256()
    decoder = codecs.getincrementaldecoder(codec)()
    lines, size, returns, ends, ended_cr = 1, 0, 0, 0, False
    while chunk := handle.read(_CHUNK):
        if not size:
            _refuse_foreign(chunk, name, codec)
        digest.update(chunk)
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            at = size + error.start
            lines += error.object.count(b"\n", 0, error.start)
            raise StempathError(_codec_problem(name, codec, lines, at)) from None
        if "\0" in text:
            line = lines + text.count("\n", 0, text.index("\0"))
            raise StempathError(
                Problem("control", Place(name, line), "a NUL character", "text", "save it as CSV")
            )
        size += len(chunk)
        lines += text.count("\n")
        ends += text.count("\n")
        returns += text.count("\r")
        ended_cr = text.endswith("\r")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise StempathError(_codec_problem(name, codec, lines, size)) from None
    if not size:
        raise StempathError(
            Problem("empty", Place(name), "no rows: an empty file", "a header and rows")
        )
    if returns > (1 if ended_cr else 0) and not ends:
        raise StempathError(
            Problem(
                "line-ends",
                Place(name, 1),
                "lone carriage returns",
                "line ends must be LF or CRLF",
                "save the file with Unix or Windows line ends",
            )
        )
    return digest.hexdigest()


def _refuse_foreign(start: bytes, name: str, codec: str) -> None:
    if codec == "utf-8-sig" and start[:2] in _UTF_16:
        raise StempathError(
            Problem(
                "utf-16",
                Place(name, 1),
                "saved as UTF-16",
                "UTF-8",
                "save the file as CSV UTF-8, or say --encoding utf-16",
            )
        )
    for magic, what in _SAVED_AS.items():
        if start.startswith(magic):
            raise StempathError(
                Problem("workbook", Place(name), what, "a CSV file", "save the sheet as CSV UTF-8")
            )


def _codec_problem(name: str, codec: str, line: int, at: int) -> Problem:
    what = "UTF-8" if codec == "utf-8-sig" else codec
    return Problem(
        "not-utf-8" if codec == "utf-8-sig" else "not-encoded-so",
        Place(name, line),
        f"text that is not {what}, at byte {at}",
        what,
        "save the file as CSV UTF-8, or try --encoding cp1252",
    )


# --- the header --------------------------------------------------------------------------------


def _header_text(handle: BinaryIO, name: str, codec: str) -> str:
    handle.seek(0)
    decoder = codecs.getincrementaldecoder(codec)()
    text = decoder.decode(handle.read(MOST_HEADER))
    quoted, lines = False, text.split("\n")
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        quoted ^= line.count('"') % 2 == 1
        if not quoted:
            break
    header = "\n".join(kept).rstrip("\r")
    if not header.strip():
        raise StempathError(
            Problem("header", Place(name, 1), "an empty first row", "the names of the columns")
        )
    return header


def _split(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(header, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return [header]


def _column(cell: str) -> str:
    """A column's name as facts are named: spaces, case, hyphens and the like set aside."""
    name = clean(unicodedata.normalize("NFKC", cell)).strip().casefold()
    return re.sub(r"[\s-]+", "_", name)


def _sniff(header: str, name: str) -> str:
    """The separator that makes most sense of the header."""
    known = {ID, *declared(Person), *NEVER_KEPT}
    cells = {mark: {_column(cell) for cell in _split(header, mark)} for mark in DELIMITERS}
    parting = [mark for mark, columns in cells.items() if len(columns) > 1]
    telling = [mark for mark in parting if not known.isdisjoint(cells[mark])] or parting
    if not telling:
        return ","
    if len(telling) == 1:
        return telling[0]
    raise StempathError(
        Problem(
            "separator",
            Place(name, 1),
            "a header that could be parted in more than one way",
            "one of " + ", ".join(DELIMITERS.values()),
            "say --delimiter ',' or --delimiter ';' or --delimiter tab",
        )
    )


def _columns(columns: list[str], name: str, notes: list[str]) -> dict[str, Fact]:
    """The columns that hold facts; the others are named in notes, or refused."""
    place = Place(name, 1)
    problems = []
    for column in dict.fromkeys(columns):
        if columns.count(column) > 1:
            found = f"column {column} twice" if column else "more than one column without a name"
            problems.append(Problem("column-twice", place, found, "each column once", "rename one"))
    if ID not in columns:
        near = get_close_matches(ID, columns, n=1, cutoff=0.3)
        near = near or [column for column in columns if "id" in column.split("_")][:1]
        names = ", ".join(column or "(no name)" for column in columns[:30])
        problems.append(
            Problem(
                "no-id",
                place,
                f"no column {ID} among: {names}",
                f"a column {ID}",
                f"rename `{near[0]}` to {ID}" if near else f"add a column {ID}",
            )
        )
    if problems:
        raise StempathError(problems)
    facts = declared(Person)
    for column in columns:
        if column == ID or column in facts:
            continue
        if (short := _NUMBERS.get(column, column)) in NEVER_KEPT:
            notes.append(f"Column {column} was dropped: {NEVER_KEPT[short]} is never read or kept.")
        else:
            near = get_close_matches(column, list(facts), n=1, cutoff=0.6)
            hint = f"; did you mean {near[0]}?" if near else ""
            notes.append(
                f"Column {column or '(no name)'} was left out: no fact has that name{hint}"
            )
    return {column: facts[column] for column in columns if column in facts}
