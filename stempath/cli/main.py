"""The program `stempath`. A command is loaded when it is called, so that help comes at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from stempath import __version__
from stempath.cli.help import HelpfulGroup, write_commands
from stempath.cli.shared import (
    JsonOption,
    NoInputOption,
    PlainOption,
    RulesOption,
    Shared,
    show_help,
)
from stempath.screen.characters import PLAINER

if TYPE_CHECKING:
    from collections.abc import Callable

DEBUG = "STEMPATH_DEBUG"
VARIABLE = "_STEMPATH_COMPLETE"  # set by a shell that asks what comes next
# command or group -> (its module, which offers `make(name, help)`; its line of help)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "advise": ("advise", "Advise one person: what to take next, and where it leads."),
    "what-if": ("what_if", "What other answers would change, or what would let one in."),
    "why": ("why", "The reasons for one offering or move, and every rule about it."),
    "why-not": ("why", "What shuts one out, and the smallest change to open it."),
    "moves": ("moves", "Where your work can lead: near moves, or the way farther on."),
    "compare": ("compare", "Two occupations side by side, and the move each way."),
    "quiz": ("quiz", "A few questions on one decision: is a PhD for me?"),
    "offering": ("offering", "One offering, with all that sources state; or find some."),
    "occupation": ("occupation", "One occupation: a day at work, skills, entry, pay, award."),
    "resources": ("resources", "Helplines, advisers, networks, role models and fairs."),
    "batch": ("batch", "Advise a whole caseload from a CSV file."),
    "export": ("export", "Write a plan to share, without private answers."),
    "profile": ("profile", "Saved profiles: list, show, edit, diff, forget."),
    "rules": ("rules", "The rules: check, test, schema, show."),
    "map": ("map", "The map of occupations: build, evaluate, fit."),
    "catalogue": ("catalogue", "The offerings, designs and occupations: check."),
}


class Commands(HelpfulGroup):
    """Knows its commands by name and line of help, and loads the one that is called."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        lines = {name: line for name, (_module, line) in COMMANDS.items()}
        write_commands(list(COMMANDS), lines, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, known, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and known else known, rest


def load(name: str) -> Any:
    """The command or group `name`."""
    module, line = COMMANDS[name]
    make: Callable[[str, str], typer.Typer] = import_module(f"stempath.cli.{module}").make
    return get_command(make(name, line))


def program() -> Any:
    """The program, as a command that can be called."""
    app = typer.Typer(
        name="stempath",
        cls=Commands,
        rich_markup_mode=None,
        add_completion=False,
        help="Advice on careers in STEM, with reasons. Offline: it sends nothing anywhere.",
    )
    app.callback(invoke_without_command=True)(_common)
    made = get_command(app)
    assert isinstance(made, Commands)
    for name, (_module, line) in COMMANDS.items():
        made.add_command(TyperCommand(name=name, help=line))
    return made


def _common(
    ctx: typer.Context,
    rules: RulesOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    no_input: NoInputOption = False,
    show_completion: str | None = typer.Option(
        None, "--show-completion", metavar="SHELL",
        help="Script for TAB in bash, zsh, fish or powershell.",
    ),
    version: bool = typer.Option(False, "--version", help="Show the version."),
) -> None:  # fmt: skip
    ctx.obj = Shared(rules, plain, json, no_input)
    if show_completion is not None:
        from stempath.cli.completion import script
        from stempath.cli.faults import told

        with told():
            typer.echo(script(show_completion), nl=False)
        raise typer.Exit
    if version:
        typer.echo(f"stempath {__version__}")
        raise typer.Exit
    show_help(ctx)


def main() -> None:
    """The entry point of the installed program."""
    try:
        run()
    except SystemExit as end:
        leave(end.code)


def run() -> None:
    """The program, which ends by SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows a plainer one rather than ending the program.
        stream.reconfigure(errors=PLAINER)  # type: ignore[union-attr]  # they are text
    sys.excepthook = apologise
    # numpy starts a thread for each core when it is imported; for our small products that costs
    # more time than it saves.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if VARIABLE in os.environ:
        from stempath.cli.completion import answer

        answer(os.environ[VARIABLE], program(), load)
        return
    program()(prog_name="stempath")


def leave(code: str | int | None) -> None:
    """End the process at once: taking numpy and the rule set apart would cost a tenth more."""
    status = code if isinstance(code, int) else int(code is not None)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        status = 0  # the reader has seen enough
    os._exit(status)


def apologise(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for what nobody foresaw: exit 1 and no traceback, which could hold answers."""
    if os.environ.get(DEBUG) == "1":
        sys.__excepthook__(kind, error, trace)
    else:
        typer.echo(
            f"Sorry: stempath has a fault ({kind.__name__}) and stopped. Run it again with "
            f"{DEBUG}=1 to see where, and check for personal details before you report it.",
            err=True,
        )


if __name__ == "__main__":
    main()
