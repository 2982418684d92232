"""The program `stempath`: its commands and what holds for all of them."""

from __future__ import annotations

import sys

import typer
from typer.main import get_command

from stempath import __version__
from stempath.cli import advise, batch, catalogue, export, faults, profile, rules, why
from stempath.cli.command import (
    JsonOption,
    NoInputOption,
    PlainOption,
    RulesOption,
    Shared,
    group,
    show_help,
)

app = typer.Typer(
    name="stempath",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Advice on careers in STEM: what to take next, where it can lead, and why. Works offline.",
)


@app.callback(invoke_without_command=True)
def _common(
    ctx: typer.Context,
    rules: RulesOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    no_input: NoInputOption = False,
    version: bool = typer.Option(False, "--version", help="Show the version."),
) -> None:
    ctx.obj = Shared(rules, plain, json, no_input)
    if version:
        typer.echo(f"stempath {__version__}")
        raise typer.Exit
    show_help(ctx)


advise.add(app)
why.add(app)
batch.add(app)
export.add(app)
profile.add(group(app, "profile", "Saved profiles: list, show, forget."))
rules.add(group(app, "rules", "The rules: check, test, show them, and their schemas."))
catalogue.add(group(app, "catalogue", "Check the offerings, designs and occupations."))


def run() -> None:
    """The entry point of the installed program."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its code rather than ending the program.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.excepthook = faults.apologise
    get_command(app)(prog_name="stempath")


if __name__ == "__main__":
    run()
