"""The tables of a caseload run, each put in place whole; no cell can act as a formula."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Reason, Suggestion
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.record import record
from stempath.tables import disk_problem

ADVICE, REASONS, REJECTS, RUN = "advice.csv", "reasons.csv", "rejects.csv", "run.json"
FILES = (ADVICE, REASONS, REJECTS, RUN)
PERSONAL = "personal"  # the one code for every reason that rests on a private answer
BETWEEN_CAUTIONS = " | "
_ADVICE = (
    "client_id", "rank", "kind", "id", "title", "score", "held", "gaps", "closes", "reason_codes",
    "cautions",
)  # fmt: skip
_REASONS = ("code", "about", "points", "times", "words", "source")
_REJECTS = ("row", "client_id", "column", "found", "problem", "remedy")
_HEADERS = {ADVICE: _ADVICE, REASONS: _REASONS, REJECTS: _REJECTS}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int


def guarded(cell: Cell) -> Cell:
    """`cell` so that no spreadsheet takes it for a formula; numbers stay as they are.

    NFKC first: a spreadsheet reads a full-width equals sign as one, too.
    """
    if isinstance(cell, str) and unicodedata.normalize("NFKC", cell).startswith(_FORMULA):
        return "'" + cell
    return cell


@record(frozen=True)
class Writer:
    """The tables while they are written; they appear under their names together, at the end."""

    rows: Mapping[str, Callable[[Iterable[Cell]], object]]
    record: TextIO

    def row(self, name: str, cells: Iterable[Cell]) -> None:
        self.rows[name]([guarded(cell) for cell in cells])

    def run(self, facts: Mapping[str, object]) -> None:
        """run.json: whose tables these are; the only place for the day of the run."""
        self.record.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def tables(out: Path) -> Iterator[Writer]:
    """Write the files of a run: all are in place when the block ends, or none.

    Raises:
        StempathError: exit 5; what stood there before still stands.
    """
    opened: dict[str, TextIO] = {}
    try:
        for name in FILES:
            opened[name] = _create(out / _temporary(name))
        rows = {name: csv.writer(opened[name], lineterminator="\n").writerow for name in _HEADERS}
        writer = Writer(rows, opened[RUN])
        for name, header in _HEADERS.items():
            writer.row(name, header)
        yield writer
        for file in opened.values():
            file.flush()
            os.fsync(file.fileno())
            file.close()
        # run.json first: whoever is stopped in between can run again in the same folder.
        for name in (RUN, *_HEADERS):
            os.replace(out / _temporary(name), out / name)
    except OSError as error:
        raise StempathError(disk_problem(out, error), ExitCode.DISK) from None
    finally:
        _discard(out, opened)


def write_code_book(writer: Writer, rules: RuleSet) -> None:
    """What each reason code says. A rule that reads private answers is not listed."""
    for program in (rules.offerings, rules.moves):
        for law in sorted(program.laws, key=lambda law: law.id):
            if law.effect == "points" and not law.private:
                cells = (law.id, law.about, law.points, law.times, law.why, law.source)
                writer.row(REASONS, cells)
    words = "A reason that rests on a private answer; it is not told here."
    writer.row(REASONS, (PERSONAL, "", "", "", words, "own judgement"))


def codes(reasons: Sequence[Reason]) -> str:
    """The codes of a suggestion's reasons, most points first; private ones last, as one."""
    found = [reason.rule for reason in reasons if not reason.private]
    if len(found) < len(reasons):
        found.append(PERSONAL)
    return ";".join(found)


def advice_cells(client_id: str, rank: int, suggestion: Suggestion) -> tuple[Cell, ...]:
    """One row of advice.csv, without the cautions that rest on a private answer.

    `held` and `gaps` of a move: the share held of the skills it asks for, 0 to 100, and those that
    fall short most; `closes` of an offering: which gaps of the first moves it teaches.
    """
    hidden = suggestion.private_cautions
    cautions = [words for words in suggestion.cautions if words not in hidden]
    kind = "move" if suggestion.kind == "move" else "offering"
    return (
        client_id,
        rank,
        kind,
        suggestion.id,
        suggestion.title,
        suggestion.score,
        "" if suggestion.held is None else suggestion.held,
        ";".join(gap.skill for gap in suggestion.gaps),
        ";".join(dict.fromkeys(skill for one in suggestion.closes for skill in one.skills)),
        codes(suggestion.reasons),
        BETWEEN_CAUTIONS.join(cautions),
    )


def refuse_links(out: Path) -> None:
    """Raises: StempathError, exit 5, where a link stands under the name of a table."""
    for name in FILES:
        for path in (out / name, out / _temporary(name)):
            if path.is_symlink():
                raise StempathError(
                    Problem(
                        "link",
                        Place(str(path)),
                        "a link in the place of a table",
                        "a file or nothing",
                        "remove the link, or name another folder",
                    ),
                    ExitCode.DISK,
                )


def _temporary(name: str) -> str:
    return f".{name}.tmp"


def _create(path: Path) -> TextIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", newline="")


def _discard(out: Path, opened: Mapping[str, TextIO]) -> None:
    for name, file in opened.items():
        with contextlib.suppress(OSError):  # what is left to flush goes with the file
            file.close()
        (out / _temporary(name)).unlink(missing_ok=True)
