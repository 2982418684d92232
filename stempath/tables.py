"""Text files <-> tables that know their lines, and the one gate that cleans text from outside."""

from __future__ import annotations

import contextlib
import io
import math
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.record import record

MOST_BYTES = 5_000_000
MOST_DEPTH = 100  # open brackets; TOML's parser recurses on each
MOST_DOTS = 20  # dotted keys cost the parser quadratic time

# Controls but tab and line ends; bidirectional marks; zero-width, tag and other invisible ones.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_NO_WORD = re.compile(r"[^a-z0-9+#]+")
_BIG = re.compile(r"=\s*[+-]?(?:0[xob]|[0-9_]{16})")  # a number that may be beyond 64 bits
# A text in quotes, a header, or a bracket.
_BRACKET = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|^\[\[?[A-Za-z]|[\[\]{}]""", re.MULTILINE)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_LONG_LINE = 1000  # characters; shorter lines cannot hold a key that costs much time


def clean(text: str) -> str:
    """`text` made safe to show anywhere: NFC, without controls, overrides or invisible marks."""
    return UNSAFE.sub("", unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """The words of `text` as two spellings compare: case, accents and punctuation set aside."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    plain = plain.casefold().replace("'", "").replace("&", " and ")
    return " ".join(_NO_WORD.sub(" ", plain).split())


def squash(text: str) -> str:
    """`fold` without spaces: how ids, names and aliases are matched exactly."""
    return fold(text).replace(" ", "")


# --- reading -----------------------------------------------------------------------------------


def open_file(path: Path) -> BinaryIO:
    """A regular file, opened to read its bytes.

    Raises:
        StempathError: exit 5 where it cannot be read or is no regular file.
    """
    place = Place(str(path))
    try:
        # Non-blocking, so that a pipe that nobody writes to is refused and not waited for.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise StempathError(
            Problem("no-file", place, "no such file", "a file", "check the path and its spelling"),
            ExitCode.DISK,
        ) from None
    except OSError as error:
        raise StempathError(disk_problem(path, error), ExitCode.DISK) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise StempathError(
            Problem("not-a-file", place, "not a regular file", "a regular file", "name a file"),
            ExitCode.DISK,
        )
    return os.fdopen(handle, "rb")


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Raises:
        StempathError: exit 5 where it cannot be read or is no regular file; 3 where it is too big.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise StempathError(
                Problem(
                    "too-big",
                    Place(str(path)),
                    f"{size:,} bytes",
                    f"at most {most:,} bytes",
                    "split the file, or check that it is the right one",
                )
            )
        try:
            return file.read(most + 1)
        except OSError as error:
            raise StempathError(disk_problem(path, error), ExitCode.DISK) from None


def decode(data: bytes, file: str) -> str:
    """UTF-8 text with LF line ends; a byte-order mark is dropped.

    Raises:
        StempathError: UTF-16, bytes that are not UTF-8, or the lone CR line ends of an old Mac.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise StempathError(
            Problem("utf-16", Place(file, 1), "saved as UTF-16", "UTF-8", "save the file as UTF-8")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StempathError(
            Problem(
                "not-utf-8",
                Place(file, line),
                f"byte 0x{data[error.start]:02X} at offset {error.start}, which is not UTF-8",
                "UTF-8 text",
                "save the file as UTF-8 (from Excel: CSV UTF-8)",
            )
        ) from None
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise StempathError(
            Problem(
                "line-ends",
                Place(file, line),
                "a lone carriage return",
                "line ends must be LF or CRLF",
                "save the file with Unix or Windows line ends",
            )
        )
    return text


@record(frozen=True)
class Toml:
    """A parsed TOML file that can tell the line of any of its keys."""

    file: str
    text: str
    data: dict[str, Any]

    def place(self, *path: str | int) -> Place:
        """Where `path` (keys and list positions) stands; the nearest enclosing line if unknown."""
        key = ".".join(str(part) for part in path if isinstance(part, str))
        while path and path not in self._lines:
            path = path[:-1]
        return Place(self.file, self._lines.get(path), key)

    @cached_property
    def _lines(self) -> Mapping[tuple[str | int, ...], int]:
        from stempath.toml_lines import toml_lines

        return dict(toml_lines(self.text))


def read_toml(path: Path, name: str | None = None) -> Toml:
    """The tables of a TOML file; `name` is what messages call the file (its path by default).

    Raises:
        StempathError: what cannot be read, is not UTF-8 or not TOML, with line and column; text
            with control characters; numbers that are not finite.
    """
    file = name or str(path)
    return parse_toml(decode(read_bytes(path), file), file)


def parse_toml(text: str, file: str) -> Toml:
    """As `read_toml`, for text already at hand."""
    import tomli

    _refuse_deep(text, file)
    endless = []

    def number(written: str) -> float:
        value = float(written)
        if not math.isfinite(value):
            endless.append(written)
        return value

    try:
        data = tomli.loads(text, parse_float=number)
    except tomli.TOMLDecodeError as error:
        found = str(error)
        at = re.search(r"\(at line (\d+), column (\d+)\)", found)
        line = int(at.group(1)) if at else text.count("\n") + 1
        what = re.sub(r" \(at (?:line.*|end of document)\)", "", found)
        column = f", column {at.group(2)}" if at else ", at the end of the file"
        raise StempathError(
            Problem(
                "toml",
                Place(file, line),
                what[:1].lower() + what[1:] + column,
                "valid TOML",
                _toml_remedy(what),
            )
        ) from None
    except (RecursionError, ValueError) as error:
        raise StempathError(
            Problem("toml", Place(file), shown(str(error)), "valid TOML", "simplify the value")
        ) from None
    toml = Toml(file, text, data)
    if not (endless or "\\" in text or UNSAFE.search(text) or _BIG.search(text)):
        return toml  # nothing that a parsed value could hide
    problems = [_value_problem(toml, path, value) for path, value in walk(data) if _unfit(value)]
    if problems:
        raise StempathError(problems)
    return toml


def read_csv(path: Path, name: str | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a comma-separated table with a header: (line, cells by column name).

    Raises:
        StempathError: as `decode`; no header, a column twice; after the last sound row, every row
            of another width.
    """
    import csv

    file = name or str(path)
    text = decode(read_bytes(path), file)
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [clean(cell).strip() for cell in next(reader)]
    except StopIteration:
        raise StempathError(
            Problem("empty", Place(file), "an empty file", "a header row", "restore the file")
        ) from None
    twice = sorted({cell for cell in header if header.count(cell) > 1})
    if twice:
        raise StempathError(
            Problem("column-twice", Place(file, 1), f"column {twice[0]} twice", "each column once")
        )
    problems = []
    try:
        for cells in reader:
            if len(cells) == len(header):
                yield reader.line_num, dict(zip(header, cells, strict=True))
                continue
            problems.append(
                Problem(
                    "row-width",
                    Place(file, reader.line_num),
                    f"{len(cells)} cells",
                    f"{len(header)} cells, as in the header",
                    "put quotes around a cell that holds a comma",
                )
            )
    except csv.Error as error:
        problems.append(
            Problem("csv", Place(file, reader.line_num), str(error), "a well-formed CSV row")
        )
    if problems:
        raise StempathError(problems)


def walk(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, object]]:
    """Every leaf of nested tables and lists, with the path that leads to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*path, index))
    else:
        yield path, value


def disk_problem(path: Path, error: OSError) -> Problem:
    """What the operating system refused, in one line."""
    other = (error.strerror or str(error)).lower(), "check the disk and the path, then try again"
    found, remedy = {
        PermissionError: ("no permission", "check who owns the file and its permissions"),
        IsADirectoryError: ("a folder", "name a file, not a folder"),
        NotADirectoryError: ("no folder", "a part of the path is a file; name another folder"),
    }.get(type(error), other)
    return Problem("disk", Place(str(path)), found, "a usable file", remedy)


def _refuse_deep(text: str, file: str) -> None:
    """Refuse what costs the parser its stack or quadratic time, before it starts."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONG_LINE and line.split("=", 1)[0].count(".") > MOST_DOTS:
            expected = f"at most {MOST_DOTS} dots"
            raise StempathError(
                Problem("deep", Place(file, number), "a key with many dots", expected)
            )
    if not _may_be_deep(text):
        return
    depth = 0
    for bracket in _BRACKET.finditer(text):
        if len(bracket[0]) > 1:  # a text does not count, and a header starts afresh
            depth = depth if bracket[0][0] in "\"'" else 0
            continue
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > MOST_DEPTH:
            line_number = text.count("\n", 0, bracket.start()) + 1
            expected = f"at most {MOST_DEPTH} levels"
            raise StempathError(
                Problem("deep", Place(file, line_number), "values nested too deeply", expected)
            )


def _may_be_deep(text: str) -> bool:
    """A quick test without false "no": take away pairs of brackets from the inside out."""
    brackets = text.encode("utf-8", "replace").translate(None, _NO_BRACKETS)
    for _ in range(MOST_DEPTH):
        fewer = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if len(fewer) == len(brackets):
            break
        brackets = fewer
    return len(brackets) > MOST_DEPTH


def _toml_remedy(what: str) -> str:
    if "overwrite" in what or "twice" in what:
        return "the key or table stands twice; keep one"
    if "Illegal character" in what or "control" in what.lower():
        return "remove the control character"
    return "mend the line; text needs quotes"


def _unfit(value: object) -> bool:
    if isinstance(value, str):
        return UNSAFE.search(value) is not None
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and value.bit_length() > 63


def _value_problem(toml: Toml, path: tuple[str | int, ...], value: object) -> Problem:
    place = toml.place(*path)
    if isinstance(value, str):
        expected = "text without control characters"
        return Problem("control", place, shown(value), expected, "retype the text")
    return Problem("number", place, shown(value), "it must be a finite number of ordinary size")


# --- writing -----------------------------------------------------------------------------------


def write_atomic(path: Path, content: str | bytes, *, private: bool) -> None:
    """Put `content` at `path` whole or not at all; a private file is readable by its owner alone.

    Raises:
        StempathError: exit 5; whatever stood there before still stands.
    """
    import tempfile

    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        if path.is_symlink():
            raise StempathError(
                Problem("link", Place(str(path)), "a link", "a file or nothing", "name another"),
                ExitCode.DISK,
            )
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except BaseException as error:  # an interruption as well leaves nothing private lying about
        if temporary:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
        if isinstance(error, OSError):
            raise StempathError(disk_problem(path, error), ExitCode.DISK) from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
