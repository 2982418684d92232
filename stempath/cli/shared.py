"""The global options: usable before a command and, where sensible, after it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from stempath.record import record


@record(frozen=True, slots=True)
class Shared:
    """The global options of one run."""

    rules: Path | None = None
    plain: bool = False
    json: bool = False
    no_input: bool = False


RulesOption = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Another folder of rule files.")
]
PlainOption = Annotated[
    bool, typer.Option("--plain", help="Plain text: no colour, no redrawn lists.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Never ask; list what is missing and stop.")
]


def emit(found: Mapping[str, object]) -> None:
    """One JSON object on stdout, in ASCII, so that every terminal and pipe can carry it."""
    import json

    typer.echo(json.dumps({"schema_version": 1, **found}, default=str))


def show_help(ctx: typer.Context) -> None:
    """Help where no command is named: asking for nothing is no mistake."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
