"""What becomes of advice: how it is shown, and where it is kept."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.cli.faults import say
from stempath.cli.person import profile_path
from stempath.cli.shared import Shared, emit
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, Problem, StempathError

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.model.advice import Advice
    from stempath.profile.read import Profile


@dataclass
class Outcome:
    """How one run shows advice, and where it keeps it.

    `opened` is the profile that it started from or has saved; `save` where the next one goes,
    if somebody named a file.
    """

    rules: RuleSet
    shared: Shared
    opened: Profile | None = None
    save: Path | None = None
    force: bool = False
    more: bool = False
    explain: bool = False
    bare: bool = False  # the terminal redraws nothing, so pages are plain text as well

    @property
    def plain(self) -> bool:
        return self.shared.plain or self.bare

    def advise(self, facts: Mapping[str, Value]) -> Advice:
        """The advice for these facts."""
        from stempath import api

        return api.advise(self.rules, facts)

    def answer(self, facts: Mapping[str, Value], *, keep: bool) -> None:
        """Advise on `facts`, show all of it at once, and keep it where asked to."""
        from stempath import api

        advice = self.advise(facts)
        if self.shared.json:
            if keep:  # first: nothing is on stdout if that fails
                self.keep(facts, advice)
            emit(api.advice_json(advice, self.rules))
            return
        self.show(advice)
        if keep:
            self.keep(facts, advice)

    def show(self, advice: Advice) -> None:
        """The whole advice."""
        from stempath.screen.advice import AdviceScreen

        page = AdviceScreen(self.rules, plain=self.plain)
        page.changes(self.changes(advice), more=self.more)
        page.advice(advice, more=self.more, explain=self.explain)
        if sys.stdout.isatty():
            page.again(advice)
            page.console.print()

    def first(self, advice: Advice, changes: Sequence[str] = ()) -> None:
        """The first page, and before it what changed."""
        from stempath.screen.advice import AdviceScreen

        page = AdviceScreen(self.rules, plain=self.plain)
        page.changes(changes, more=self.more)
        page.first(advice)
        page.console.print()

    def lists(self, advice: Advice) -> None:
        """The lists behind the first page."""
        from stempath.screen.advice import AdviceScreen

        page = AdviceScreen(self.rules, plain=self.plain)
        page.lists(advice, more=self.more, explain=self.explain)
        page.console.print()

    def changes(self, advice: Advice, first: int | None = None) -> list[str]:
        """What is new against the profile that was opened, a line each."""
        from stempath import api

        return api.profile_changes(self.opened, advice, first) if self.opened else []

    def keep(self, facts: Mapping[str, Value], advice: Advice) -> Path:
        """Save the profile: where it was opened, where somebody said, or under a new name.

        Raises:
            StempathError: as `api.save_profile`.
        """
        from stempath import api

        back = self.opened if self.opened and self.save in (None, self.opened.path) else None
        path = api.save_profile(
            self.rules, facts, advice, self.save or (back.path if back else None),
            today=date.today(), opened=back, overwrite=self.force,
        )  # fmt: skip
        say(f"Saved: {path}")
        self.opened, self.save = api.open_profile(self.rules, path), None
        return path


def can_save(path: Path, opened: Path | None, force: bool) -> None:
    """Ask nothing, and answer nothing, that could not be saved afterwards.

    Raises:
        StempathError: exit 2, a file is there already; 5, it is a folder.
    """
    if path.is_dir():
        found, remedy = "a folder", "name a file in it"
        problem = Problem("not-a-file", Place(str(path)), found, "a file", remedy)
        raise StempathError(problem, ExitCode.DISK)
    if path.exists() and not force and not (opened and profile_path(opened) == path):
        found, remedy = "a file that is there", "name another file, or add --force to replace it"
        problem = Problem("exists", Place(str(path)), found, "a new file", remedy)
        raise StempathError(problem, ExitCode.USAGE)
