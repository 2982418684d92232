"""What went wrong, where, and how to mend it: the one shape of every message about wrong input."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from stempath.record import record

SHOWN = 80  # characters of a wrong value that a message repeats


class ExitCode(IntEnum):
    """The documented exit codes of every command."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INVALID = 3
    REJECTS = 4
    DISK = 5
    LOCKED = 6
    INTERRUPTED = 130


@record(frozen=True, slots=True)
class Place:
    """A place that a person can open in an editor: file, line (from 1) and key, as far as known."""

    file: str
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where} ({self.key})" if self.key else where


@record(frozen=True, slots=True)
class Problem:
    """One mistake: a code for machines, and place, found, expected and remedy for people.

    A warning does not stop the work; everything else does.
    """

    code: str
    place: Place
    found: str
    expected: str
    remedy: str = ""
    warning: bool = False

    def __str__(self) -> str:
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{self.place}: found {self.found}; expected {self.expected}{tail}"


class StempathError(Exception):
    """Work that cannot go on, with every problem found and the exit code that tells of it."""

    def __init__(
        self, problems: Problem | Iterable[Problem], exit_code: ExitCode = ExitCode.INVALID
    ) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.exit_code = exit_code
        super().__init__("\n".join(map(str, self.problems)))


def shown(value: object) -> str:
    """`value` as a message repeats it: quoted, controls escaped, at most `SHOWN` characters."""
    if isinstance(value, int) and value.bit_length() > 256:
        return "a number of more than 70 digits"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
