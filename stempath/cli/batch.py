"""`stempath batch`."""

from __future__ import annotations

import gc
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stempath.cli.command import alone, command
from stempath.cli.faults import say
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode

SourceArgument = Annotated[
    Path, typer.Argument(metavar="CSV", help="A caseload: one client a row; - reads it piped.")
]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results.")
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="How the file is encoded.")
]
DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", metavar="CHAR", help="What parts the columns.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "batch", shared=("rules", "json"))(batch)
    return app


def batch(
    shared: Shared,
    source: SourceArgument,
    out: OutOption,
    encoding: EncodingOption = "utf-8",
    delimiter: DelimiterOption = None,
) -> None:
    """Advise a whole caseload. Rows that cannot be read go to rejects.csv; exit 4 tells of them."""
    from stempath import api

    gc.enable()  # many clients, so memory must not grow with them
    rules = api.load_rules(shared.rules)
    report = api.run_batch(
        rules, source, out, encoding=encoding, delimiter=delimiter,
        progress=_progress if sys.stderr.isatty() else None,
    )  # fmt: skip
    if shared.json:
        emit(asdict(report))
    for words in (*report.notes, *(f"Written: {path}" for path in report.files)):
        say(words)
    many = "1 client" if report.clients == 1 else f"{report.clients:,} clients"
    say(
        f"{many}: {report.advised:,} advised, of whom {report.needs_review:,} to review; "
        f"{report.rejected:,} rejected."
    )
    if report.rejected or report.needs_review:
        raise typer.Exit(ExitCode.REJECTS)


def _progress(done: int) -> None:
    typer.echo(f"\r{done:,} clients done ", err=True, nl=False)
