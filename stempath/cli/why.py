"""`stempath why` and `stempath why-not`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.shared import Shared, emit

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import Explanation
    from stempath.screen.why import WhyScreen

IdArgument = Annotated[
    str,
    typer.Argument(metavar="ID", help="Id or title of an offering; code or title of a move."),
]
MoreOption = Annotated[
    bool, typer.Option("--more", help="Show every rule, and all that each read.")
]


def make(name: str, line: str) -> typer.Typer:
    """`why` or `why-not`."""
    app = alone(name, line)
    shared = ("rules", "plain", "json", "no_input")
    command(app, name, shared=shared, person=True)({"why": why, "why-not": why_not}[name])
    return app


def why(
    shared: Shared,
    flags: Flags,
    id_: IdArgument,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
    more: MoreOption = False,
) -> None:
    """The reasons for one offering or move, and what to check; with --more every rule about it."""
    rules, found = _explained(shared, person.Given(flags, answers, profile), id_)
    if not _as_json(shared, found):
        _screen(shared, rules).why(found, more=more)


def why_not(
    shared: Shared,
    flags: Flags,
    id_: IdArgument,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
) -> None:
    """What shuts an offering or move out, and the smallest change that would open it."""
    rules, found = _explained(shared, person.Given(flags, answers, profile), id_)
    if not _as_json(shared, found):
        _screen(shared, rules).why_not(found)


def _explained(shared: Shared, given: person.Given, id_: str) -> tuple[RuleSet, Explanation]:
    from stempath import api

    rules = api.load_rules(shared.rules)
    facts = person.complete(person.stated(rules, given))
    return rules, api.explain(rules, facts, id_)


def _as_json(shared: Shared, found: Explanation) -> bool:
    """Print it as JSON, where that is asked for."""
    if shared.json:
        from dataclasses import asdict

        emit(asdict(found))
    return shared.json


def _screen(shared: Shared, rules: RuleSet) -> WhyScreen:
    from stempath.screen.why import WhyScreen

    return WhyScreen(rules, plain=shared.plain)
