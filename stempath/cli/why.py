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

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id of an offering, or code or title of an occupation.")
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
) -> None:
    """Every rule about one offering or move: which acted, which did not, and on what facts."""
    _show(shared, *_explained(shared, person.Given(flags, answers, profile), id_), shut=False)


def why_not(
    shared: Shared,
    flags: Flags,
    id_: IdArgument,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
) -> None:
    """What shuts an offering or move out, and the smallest change that would open it."""
    _show(shared, *_explained(shared, person.Given(flags, answers, profile), id_), shut=True)


def _explained(shared: Shared, given: person.Given, id_: str) -> tuple[RuleSet, Explanation]:
    from stempath import api

    rules = api.load_rules(shared.rules)
    facts = person.complete(person.stated(rules, given))
    return rules, api.explain(rules, facts, id_)


def _show(shared: Shared, rules: RuleSet, found: Explanation, *, shut: bool) -> None:
    if shared.json:
        from dataclasses import asdict

        emit(asdict(found))
        return
    from stempath.screen.why import WhyScreen

    screen = WhyScreen(rules, plain=shared.plain)
    (screen.why_not if shut else screen.why)(found)
