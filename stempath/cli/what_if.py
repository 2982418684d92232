"""`stempath what-if`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.screen.what_if import WhatIfScreen

FORM = "an answer as name=value, such as hours_per_week=10"

ChangesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME=VALUE ...", show_default=False,
        help="Answers to change, such as hours_per_week=10; NAME= takes an answer back.",
    ),
]  # fmt: skip
OpenOption = Annotated[
    str | None,
    typer.Option(
        "--open", metavar="ID",
        help="What would let this in: id or title of an offering, code or title of a move.",
    ),
]  # fmt: skip
MoreOption = Annotated[
    bool, typer.Option("--more", help="Compare up to 20 lines of each list, with every rule.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, name, shared=("rules", "plain", "json", "no_input"), person=True)(what_if)
    return app


def what_if(
    shared: Shared,
    flags: Flags,
    changes: ChangesArgument = None,
    open_: OpenOption = None,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
    more: MoreOption = False,
) -> None:
    """What other answers would bring in, take out and move, and through which rule.

    With --open: the smallest change of answers, two at most, that would let one offering or move
    in. Nothing is saved.
    """
    from dataclasses import asdict

    from stempath import api

    if not changes and open_ is None:
        raise StempathError(_nothing(), ExitCode.USAGE)
    rules = api.load_rules(shared.rules)
    known = person.stated(rules, person.Given(flags, answers, profile))
    before = person.complete(known)
    after = api.change_person(rules, before, _typed(rules, changes or ()), _place)
    if problems := api.still_missing(after, Place(person.COMMAND_LINE)):
        raise StempathError(problems, ExitCode.USAGE)
    found = api.what_if(rules, before, after, first=rules.listing.length if more else None)
    if open_ is not None:
        opening = api.opening(rules, after, open_)
        if shared.json:
            emit({"changes": [asdict(change) for change in found.changes], "open": asdict(opening)})
        else:
            _screen(shared, rules).opening(found.changes, opening)
    elif shared.json:
        emit(asdict(found))
    else:
        _screen(shared, rules).what_if(found, more=more)


def _typed(rules: RuleSet, changes: Sequence[str]) -> Mapping[str, str]:
    """The changes by name, each name once.

    Raises:
        StempathError: exit 3, with everything that is not written so, or not understood.
    """
    from stempath import api
    from stempath.model.answers import fact_name

    found: dict[str, str] = {}
    problems = []
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or not name.strip():
            problems.append(Problem("change", Place(person.COMMAND_LINE), shown(change), FORM))
        elif fact_name(name) in map(fact_name, found):
            twice = f"`{clean(name)}` twice"
            problems.append(Problem("change-twice", _place(name), twice, "each name once"))
        else:
            found[name] = value
    try:
        api.read_person(rules, found, _place)
    except StempathError as error:
        problems += error.problems
    if problems:
        raise StempathError(problems)
    return found


def _place(name: str) -> Place:
    return Place(person.COMMAND_LINE, key=name)


def _nothing() -> Problem:
    return Problem(
        "missing", Place(person.COMMAND_LINE), "no change", FORM,
        "for example: stempath what-if --profile mine hours_per_week=10 state=QLD",
    )  # fmt: skip


def _screen(shared: Shared, rules: RuleSet) -> WhatIfScreen:
    from stempath.screen.what_if import WhatIfScreen

    return WhatIfScreen(rules, plain=shared.plain)
