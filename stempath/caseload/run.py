"""A run over a caseload: table in, advice block by block, tables out.

What leaves is safe to pass on to a colleague: a reason from a private answer is told by one
neutral code, a caution from one is left out, and groups are not used, because the title of a
reserved offering would tell of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from stempath import __version__
from stempath.caseload.report import BatchReport
from stempath.caseload.rows import Row, read_rows
from stempath.caseload.table import STDIN, Table, open_table
from stempath.caseload.write import (
    ADVICE,
    FILES,
    REJECTS,
    RUN,
    Writer,
    advice_cells,
    refuse_links,
    tables,
    write_code_book,
)
from stempath.engine.advise import advise
from stempath.engine.ruleset import RuleSet
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.profile.write import locked, make_folder
from stempath.tables import disk_problem

BLOCK = 500  # persons advised at a time
SCHEMA_VERSION = 1
NOT_USED = ("groups",)
_LOCK = "run"


def run(
    rules: RuleSet,
    source: Path,
    out: Path,
    *,
    encoding: str,
    delimiter: str | None,
    progress: Callable[[int], None] | None,
    today: date,
) -> BatchReport:
    """See `api.run_batch`."""
    _refuse_same(source, out)
    table = open_table(source, encoding, delimiter)
    with table.handle:
        key = _key(rules, table)
        refuse_links(out)
        _claim(out, key)
        make_folder(out)
        with locked(out / _LOCK):
            counts = _Counts()
            with tables(out) as writer:
                write_code_book(writer, rules)
                _advise_all(rules, table, writer, counts, progress)
                writer.run(
                    {
                        "schema_version": SCHEMA_VERSION,
                        "key": key,
                        "input": table.digest,
                        "rulebook": rules.fingerprint,
                        "as_of": rules.as_of,
                        "version": __version__,
                        "date": today.isoformat(),
                        "clients": counts.clients,
                        "advised": counts.advised,
                        "rejected": counts.rejected,
                        "needs_review": counts.needs_review,
                    }
                )
    return BatchReport(
        clients=counts.clients,
        advised=counts.advised,
        rejected=counts.rejected,
        needs_review=counts.needs_review,
        files=tuple(out / name for name in FILES),
        notes=[*table.notes, *_notes(table, counts)],
    )


class _Counts:
    """What a run has seen so far."""

    def __init__(self) -> None:
        self.clients = self.advised = self.rejected = self.needs_review = 0


def _advise_all(
    rules: RuleSet,
    table: Table,
    writer: Writer,
    counts: _Counts,
    progress: Callable[[int], None] | None,
) -> None:
    first = rules.listing.first
    # Words are made for what is written alone; offerings may still read where first moves lead.
    rules = replace(rules, listing=replace(rules.listing, length=max(first, rules.listing.leaders)))
    for block in _blocks(read_rows(table, rules.vocabularies)):
        for row in block:
            counts.clients += 1
            counts.rejected += row.facts is None
            counts.needs_review += row.facts is not None and bool(row.rejects)
            for reject in row.rejects:
                writer.row(
                    REJECTS,
                    (
                        reject.row,
                        reject.client_id,
                        reject.column,
                        reject.found,
                        reject.problem,
                        reject.remedy,
                    ),
                )
        kept = [row for row in block if row.facts is not None]
        persons = [
            {name: value for name, value in (row.facts or {}).items() if name not in NOT_USED}
            for row in kept
        ]
        for row, advice in zip(kept, advise(rules, persons) if persons else (), strict=True):
            counts.advised += 1
            for suggestions in (advice.offerings, advice.moves):
                for rank, suggestion in enumerate(suggestions[:first], 1):
                    writer.row(ADVICE, advice_cells(row.client_id, rank, suggestion))
        if progress:
            progress(counts.clients)


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while block := list(islice(rows, BLOCK)):
        yield block


def _notes(table: Table, counts: _Counts) -> Iterator[str]:
    if not counts.clients:
        yield "There are no clients below the header; the tables have headers alone."
    if "groups" in table.read:
        yield (
            "Groups are not used here: the title of a reserved offering would tell of them. "
            "Advise that client alone to see what is reserved."
        )
    if counts.needs_review:
        # Those clients are advised without the answers in question.
        many = "1 client" if counts.needs_review == 1 else f"{counts.needs_review:,} clients"
        yield f"rejects.csv lists answers of {many} that were not understood and not used."


def _key(rules: RuleSet, table: Table) -> str:
    """What makes two runs the same: input and how it is read, rulebook, version."""
    parts = (table.digest, table.encoding, table.delimiter, rules.fingerprint, __version__)
    return sha256("\0".join(parts).encode()).hexdigest()


def _refuse_same(source: Path, out: Path) -> None:
    if source == STDIN:
        return
    here = source.resolve()
    if here in (out.resolve(), *((out / name).resolve() for name in FILES)):
        raise StempathError(
            Problem(
                "same",
                Place(str(out)),
                "the input in the place of an output",
                "a folder that does not hold the input",
                "name another --out",
            ),
            ExitCode.USAGE,
        )


def _claim(out: Path, key: str) -> None:
    """Refuse a folder that holds anything but an earlier run over the same input."""
    try:
        if not out.exists() and not out.is_symlink():
            return
        if not out.is_dir():
            raise NotADirectoryError(20, "Not a directory")
        others = [path.name for path in out.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        raise StempathError(disk_problem(out, error), ExitCode.DISK) from None
    if not others or _key_of(out / RUN) == key:
        return
    raise StempathError(
        Problem(
            "other-run",
            Place(str(out)),
            "a folder that belongs to another input or rule set",
            "an empty folder, or that of the same run",
            "name another --out",
        ),
        ExitCode.LOCKED,
    )


def _key_of(path: Path) -> str | None:
    if path.is_symlink() or not path.is_file():
        return None
    try:
        key = json.loads(path.read_bytes()).get("key")
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return key if isinstance(key, str) else None
