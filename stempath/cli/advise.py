"""`stempath advise`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.outcome import Outcome, can_save
from stempath.cli.shared import Shared
from stempath.problem import ExitCode, Place, Problem, StempathError

SaveOption = Annotated[
    Path | None,
    typer.Option(
        "--save",
        metavar="NAME|FILE",
        parser=person.saved_at,
        help="Save the profile: under a name, or in a file such as ./mine.toml.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Let --save replace a file that is there.")
]
MoreOption = Annotated[bool, typer.Option("--more", help="Show up to 20 lines of each list.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Show every reason with its points, rule and source.")
]
AdaptiveOption = Annotated[
    bool, typer.Option("--adaptive", help="Ask only what would change the first three lines.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "advise", shared=("rules", "plain", "json", "no_input"), person=True)(advise)
    return app


def advise(
    shared: Shared,
    flags: Flags,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
    save: SaveOption = None,
    force: ForceOption = False,
    more: MoreOption = False,
    explain: ExplainOption = False,
    adaptive: AdaptiveOption = False,
) -> None:
    """Advise one person: what to take next in STEM, and where it can lead.

    Without answers it asks a few questions. Flags win over --answers, and that over --profile.
    """
    from stempath import api

    if save is not None:
        can_save(save, profile, force)
    rules = api.load_rules(shared.rules)
    given = person.Given(flags, answers, profile)
    known = person.stated(rules, given)
    asks = person.asker(shared, given, known)
    outcome = Outcome(rules, shared, known.profile, save, force, more, explain)
    if asks is not None:
        from stempath.cli.sitting import Sitting

        Sitting(outcome, asks, adaptive=adaptive).begin(known)
        return
    if adaptive:
        found, remedy = "nobody to ask", "leave out --adaptive"
        if not person.interactive(shared):
            remedy = "run it in a terminal, or add --plain and pipe the answers in"
        problem = Problem("adaptive", Place(person.COMMAND_LINE), found, "open questions", remedy)
        raise StempathError(problem, ExitCode.USAGE)
    back = known.profile is not None and answers is None and person.interactive(shared)
    outcome.answer(person.complete(known), keep=back or save is not None)
