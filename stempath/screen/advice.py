"""The page of advice: the first page, which fits a terminal, and the lists with their reasons.

first(advice)       one thing to do, one to take, one move: 39 lines at 80 columns
lists(advice, ...)  the lists, and all notes in full with `more`
advice(advice, ...) both
changes(lines, ...) what is new since a profile was saved; before the others
again(advice)       three lines, after a long page has left the screen
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stempath.model.advice import Advice
from stempath.screen.first import first_rows, fit
from stempath.screen.lists import Lists
from stempath.screen.page import Page

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

CHANGES = 5  # since a profile was saved, without `--more`


class AdviceScreen(Page):
    """A page that shows what a rule set answers."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules

    def changes(self, changes: Sequence[str], *, more: bool = False) -> None:
        """What is different from the advice that a profile was saved with."""
        if changes:
            self.heading("Changed since this profile was saved")
            shown = changes if more else changes[:CHANGES]
            for words in shown:
                self.item(words)
            if len(changes) > len(shown):
                self.say(f"{len(changes) - len(shown)} more: --more.")

    def first(self, advice: Advice) -> None:
        """The first page."""
        fit(self, first_rows(self, self.rules, advice))

    def lists(self, advice: Advice, *, more: bool = False, explain: bool = False) -> None:
        """The first of each list, or all of it with `more`, and all notes in full."""
        Lists(self, self.rules, advice, more=more, explain=explain, above=False).show()

    def advice(self, advice: Advice, *, more: bool = False, explain: bool = False) -> None:
        """The whole advice."""
        self.first(advice)
        Lists(self, self.rules, advice, more=more, explain=explain, above=True).show()

    def again(self, advice: Advice) -> None:
        """What to start with, once more: a long page leaves the screen while it is printed."""
        self.heading("In short")
        week = [note.words.partition(". ")[0] for note in advice.notes if note.slot == "this-week"]
        rows = [("Do", f"{words}.") for words in week[:1]]
        rows += [("Take", one.title) for one in advice.offerings[:1]]
        rows += [("Move", one.title) for one in advice.moves[:1]]
        self.pairs(rows)
