"""`stempath compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from stempath.cli.command import alone, command
from stempath.cli.occupation_named import named
from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.cli.words import word
from stempath.problem import ExitCode, Place, Problem, StempathError

HereArgument = Annotated[
    str, typer.Argument(metavar="A", help="An occupation: code, title or a word for it.")
]
ThereArgument = Annotated[str, typer.Argument(metavar="B", help="The one to compare it with.")]
StateOption = Annotated[
    str | None,
    typer.Option("--state", metavar="STATE", help="Shortage and registration in one state."),
]
MoreOption = Annotated[
    bool, typer.Option("--more", help="Every skill that falls short, and all award lines.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, name, shared=("rules", "plain", "json", "no_input"))(compare)
    return app


def compare(
    shared: Shared,
    here: HereArgument,
    there: ThereArgument,
    state: StateOption = None,
    more: MoreOption = False,
) -> None:
    """Two occupations side by side: how near, what is missing each way, level, shortage, pay."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    where = word(rules.vocabularies, "states", state, "--state", shared)
    one = named(shared, rules, here, "A")
    other = named(shared, rules, there, "B") if one else None
    if one is None or other is None:
        return
    if one == other:
        title = rules.vocabularies["occupations"].name_of(one)
        remedy = f"`stempath occupation {one}` shows that one"
        problem = Problem("usage", Place(COMMAND_LINE), f"{title} twice", "two", remedy)
        raise StempathError(problem, ExitCode.USAGE)
    found = api.compare(rules, one, other, shared.rules)
    if shared.json:
        emit(api.compare_json(rules, found))
        return
    from stempath.screen.compare import CompareScreen

    CompareScreen(rules, plain=shared.plain, more=more, state=where).show(found)
