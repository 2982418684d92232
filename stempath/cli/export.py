"""`stempath export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.faults import say
from stempath.cli.shared import Shared
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.tables import write_atomic

SourceArgument = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="An answers file or saved profile, as with --answers."),
]
FormatOption = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="md (Markdown) or json.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Write there instead of on stdout."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file of --out.")]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "export", shared=("rules", "no_input"), person=True)(export)
    return app


def export(
    shared: Shared,
    flags: Flags,
    source: SourceArgument = None,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
    format: FormatOption = "md",
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """Write advice to share. Private answers, and all that rests on them, are left out."""
    from stempath import api

    if source and answers:
        found, expected = "a file and --answers", "one of them"
        problem = Problem("usage", Place("command line"), found, expected, "leave one out")
        raise StempathError(problem, ExitCode.USAGE)
    if source:
        answers = str(person.profile_path(source))
    rules = api.load_rules(shared.rules)
    known = person.stated(rules, person.Given(flags, answers, profile))
    text = api.export_plan(rules, person.complete(known), format=format, today=date.today())
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        _write(out, text, force)


def _write(out: Path, text: str, force: bool) -> None:
    if out.exists() and not out.is_dir() and not force:
        found, expected = "a file that is there", "a new file"
        problem = Problem("exists", Place(str(out)), found, expected, "add --force")
        raise StempathError(problem, ExitCode.USAGE)
    write_atomic(out, text, private=True)
    say(f"Written: {out}")
