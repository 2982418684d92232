"""`stempath resources`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from stempath.cli.command import alone, command
from stempath.cli.faults import say
from stempath.cli.shared import Shared, emit
from stempath.cli.words import word

SectorOption = Annotated[
    str | None,
    typer.Option(
        "--sector",
        metavar="AREA",
        help="Only what is for one area, or for every area; `list` shows the areas.",
    ),
]
StateOption = Annotated[
    str | None,
    typer.Option(
        "--state", metavar="STATE", help="Only what reaches one state or territory, such as WA."
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Also what is over, marked as past.")]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "resources", shared=("rules", "plain", "json"))(resources)
    return app


def resources(
    shared: Shared,
    sector: SectorOption = None,
    state: StateOption = None,
    all_: AllOption = False,
) -> None:
    """Whom to turn to beyond courses: helplines, advisers, networks, role models, fairs.

    What was announced for a day is left out after it. Call or look before you rely on any of it.
    """
    from stempath import api

    found = api.open_resources(shared.rules)
    today = date.today()
    area = word(found.vocabularies, "sectors", sector, "--sector", shared)
    where = word(found.vocabularies, "states", state, "--state", shared)
    suits = [resource for resource in found.members if resource.suits(area, where)]
    shown = [resource for resource in suits if all_ or not resource.past(today)]
    if shared.json:
        emit({"resources": [{**asdict(one), "past": one.past(today)} for one in shown]})
        return
    from stempath.screen.resources import ResourceScreen

    ResourceScreen(found.vocabularies, today, plain=shared.plain).all(shown)
    over = len(suits) - len(shown)
    if over:
        say(f"{over} {'is' if over == 1 else 'are'} over, and shown with --all.")
    if area is None and where is None:
        say("Only what is near: add --state or --sector.")
