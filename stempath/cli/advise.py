"""`stempath advise`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.faults import say
from stempath.cli.shared import Shared, emit
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, Problem, StempathError

if TYPE_CHECKING:
    from stempath.api import Profile
    from stempath.engine.ruleset import RuleSet
    from stempath.interview.walk import Asker
    from stempath.model.advice import Advice

SaveOption = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Save the profile in this file.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Let --save replace a file that is there.")
]
MoreOption = Annotated[bool, typer.Option("--more", help="Show up to 20 lines of each list.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Show every reason with its points, rule and source.")
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
) -> None:
    """Advise one person: what to take next in STEM, and where it can lead.

    Without answers it asks a few questions. Flags win over --answers, and that over --profile.
    """
    from stempath import api

    if save is not None:
        _can_save(save, profile, force)
    rules = api.load_rules(shared.rules)
    known = person.stated(rules, person.Given(flags, answers, profile))
    asks = person.asker(rules, shared, known)
    run = _Run(rules, shared, known.profile, save, force, more, explain)
    if asks is None:
        back = known.profile is not None and answers is None and person.interactive(shared)
        run.answer(person.complete(known), keep=back or save is not None)
    else:
        run.interview(asks, known.facts)


class _Run:
    """One run of the command: how advice is shown and where it is kept."""

    def __init__(
        self, rules: RuleSet, shared: Shared, opened: Profile | None, save: Path | None,
        force: bool, more: bool, explain: bool,
    ) -> None:  # fmt: skip
        self.rules, self.shared, self.opened, self.save = rules, shared, opened, save
        self.force, self.more, self.explain = force, more, explain
        self.asking = False  # somebody sits at the terminal and has just answered

    def answer(self, facts: Mapping[str, Value], *, keep: bool) -> None:
        """Advise on `facts`, show it, and save it where `keep`."""
        from stempath import api

        advice = api.advise(self.rules, facts)
        if self.shared.json:
            if keep:  # first: nothing is on stdout if that fails
                self.keep(facts, advice)
            emit(api.advice_json(advice, self.rules))
            return
        self.show(advice)
        if keep:
            self.keep(facts, advice)

    def show(self, advice: Advice) -> None:
        from stempath import api
        from stempath.screen.advice import AdviceScreen

        changes = api.profile_changes(self.opened, advice) if self.opened else []
        page = AdviceScreen(self.rules, plain=self.shared.plain)
        page.changes(changes, more=self.more)
        page.advice(advice, more=self.more, explain=self.explain)
        if sys.stdout.isatty():
            page.again(advice)
            page.console.print()

    def keep(self, facts: Mapping[str, Value], advice: Advice) -> None:
        from stempath import api

        back = self.opened if self.opened and self.save in (None, self.opened.path) else None
        path = api.save_profile(
            self.rules, facts, advice, self.save or (back.path if back else None),
            today=date.today(), opened=back, overwrite=self.force,
        )  # fmt: skip
        say(f"Saved: {path}")
        if self.asking:
            say(f"Only you can read it. To delete it: stempath profile forget {path.name}")
        self.opened, self.save = api.open_profile(self.rules, path), None

    def interview(self, asks: Asker, facts: Mapping[str, Value]) -> None:
        """Ask, advise, and offer the questions that sharpen the advice."""
        from stempath import api
        from stempath.interview.walk import open_questions, walk

        self.asking = True
        if self.opened:
            say("What is still open is asked now. Advice without questions: add --no-input")
        questions = api.read_book(self.shared.rules).questions
        facts = walk(self.rules, questions, facts, asks, "first")
        self.answer(facts, keep=True)
        more = open_questions(questions, facts, "sharpen")
        if more and asks.confirm(f"{_count(len(more))} can sharpen this advice. Answer now?"):
            self.answer(walk(self.rules, questions, facts, asks, "sharpen"), keep=True)


def _can_save(path: Path, opened: Path | None, force: bool) -> None:
    """Ask nothing, and answer nothing, that could not be saved afterwards.

    Raises:
        StempathError: exit 2, a file is there already; 5, it is a folder.
    """
    if path.is_dir():
        found, remedy = "a folder", "name a file in it"
        problem = Problem("not-a-file", Place(str(path)), found, "a file", remedy)
        raise StempathError(problem, ExitCode.DISK)
    if path.exists() and not force and not (opened and person.profile_path(opened) == path):
        found, remedy = "a file that is there", "name another file, or add --force to replace it"
        problem = Problem("exists", Place(str(path)), found, "a new file", remedy)
        raise StempathError(problem, ExitCode.USAGE)


def _count(number: int) -> str:
    return "One more question" if number == 1 else f"{number} more questions"
