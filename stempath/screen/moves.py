"""Moves from where somebody stands: what they bring, what is missing, level, shortage, pay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.model.advice import Apart, Moves, Suggestion
from stempath.screen.cards import UNREGULATED, Cards
from stempath.screen.chains import show_chains
from stempath.screen.getting_in import entry
from stempath.screen.page import Page
from stempath.screen.skills import BASIS, CELLS, more_words, short_words, skill_names
from stempath.screen.words import NO_PROMISE, pay, registration, run_on, shortage
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.chains import Chains
    from stempath.engine.ruleset import RuleSet
    from stempath.model.fact import Facts

APART = 3  # moves kept apart, without `more`
# fact -> what it is called, of what a person comes with
_BRINGS = {
    "occupation": "Work",
    "other_occupation": "Other work",
    "field_of_study": "Studied",
    "qualification": "Qualification",
    "registrations": "Registered",
    "state": "State",
}
TAKEN = ", taken as held because your work usually asks for it"
_CODED = ("occupation", "other_occupation")
FIRST_SLOTS = ("opening", "support")  # notes that come before anything else
AFTER_SLOTS = ("moves",)


class MovesScreen(Page):
    """The moves of one person. `more`: all of them, with all skills and reasons.

    `assumed`: facts of the person that nobody told, because their work usually asks for them.
    """

    def __init__(
        self,
        rules: RuleSet,
        person: Facts,
        assumed: Sequence[str] = (),
        *,
        plain: bool = False,
        more: bool = False,
    ) -> None:
        super().__init__(plain=plain)
        self.rules, self.person, self.assumed, self.more = rules, person, assumed, more
        self.cards = Cards(self, rules, person, full=more)

    def moves(self, found: Moves) -> None:
        """The first moves, or all; then what stands apart."""
        self._bring(found)
        self._list(found)
        self._apart(found.apart)
        self._foot(found)

    def chains(self, found: Moves, towards: Chains) -> None:
        """The way to an occupation or an area, in steps."""
        self._bring(found)
        show_chains(self, self.rules, towards, more=self.more)

    def _bring(self, found: Moves) -> None:
        """Where the person comes from; before it what rules put first, after it on staying."""
        for words in _notes(found, FIRST_SLOTS):
            self.console.print()
            self.say(words)
        self.heading("What you bring")
        rows = []
        for name, label in _BRINGS.items():
            value = self.person.get(name)
            if value is None:
                continue
            list_ = self.rules.vocabularies[self.rules.facts["person"][name].vocabulary]
            each = value if isinstance(value, tuple) else (value,)
            coded = name in _CODED
            said = (f"{list_.name_of(str(id_))}{f' ({id_})' if coded else ''}" for id_ in each)
            taken = TAKEN if name in self.assumed else ""
            rows.append((label, (", ".join(said) or "none") + taken))
        self.pairs(rows)

    # --- the list --------------------------------------------------------------------------------

    def _list(self, found: Moves) -> None:
        shown = found.moves if self.more else found.moves[: self.rules.listing.first]
        self.heading("Moves near to it" if shown else "Moves")
        for words in _notes(found, ("staying",)):
            self.say(words)
        if not shown:
            self.say("None of the list is near and open to you, as far as your answers tell.")
        for number, move in enumerate(shown, 1):
            if number > 1 or _notes(found, ("staying",)):
                self.console.print()
            self._move(number, move, found)

    def _move(self, number: int, move: Suggestion, found: Moves) -> None:
        facts = move.facts
        title = Text.assemble((clean(move.title), "bold"), f" ({clean(move.id)})")
        words = self.rules.listing.closeness_words(move.closeness)
        if words and facts.get("estimated"):
            words += ", partly estimated"
        self.row(f"{number:>2}.", Text.assemble(title, f": {words}" if words else ""))
        if move.held is not None:
            held = f"you bring {move.held} of 100 of what it asks for"
            self.row("", self.barred(move.held, held, CELLS))
            self._skills(move, found)
        self.labelled("Usual entry", entry(self.rules, facts))
        self.inset(
            f"{shortage(self.rules, facts, self.person.get('state'), whole=self.more)} "
            f"{pay(facts)}."
        )
        if self.more:
            for label, said in self.cards.lines(move):
                self.labelled(label, said)
        elif facts.get("regulated") != UNREGULATED:
            self.labelled(
                "Registration", registration(facts, self.person.get("state"), whole=False)
            )

    def _skills(self, move: Suggestion, found: Moves) -> None:
        gaps, met = found.gaps[move.id], found.met[move.id]
        if self.more and met:
            self.labelled("Held in full", f"{skill_names(self.rules, met)}.")
        told = gaps if self.more else gaps[: self.rules.listing.gaps_told]
        if told:
            left = more_words(len(gaps) - len(told))
            self.labelled("To build", f"{short_words(self, self.rules, told)}{left}.")
        else:
            self.labelled("To build", "nothing falls short, by these figures.")

    # --- what else -------------------------------------------------------------------------------

    def _apart(self, apart: Sequence[Apart]) -> None:
        """What is near, but shut for want of a registration, with the road to it."""
        if not apart:
            return
        self.heading("Needs a registration or another award first")
        for one in apart if self.more else apart[:APART]:
            near = self.rules.listing.closeness_words(one.closeness)
            words = one.why_not if self.more else one.why_not.partition(": ")[0]
            self.item(f"{one.title} ({one.id}{f', {near}' if near else ''}): {run_on([words])}")
        if not self.more and len(apart) > APART:
            self.say(f"{len(apart) - APART} more, and the road to each: --more.")

    def _foot(self, found: Moves) -> None:
        self.console.print()
        for words in _notes(found, AFTER_SLOTS):
            self.say(words)
        if any(move.held is not None for move in found.moves):
            self.say(BASIS)
        self.say(NO_PROMISE)
        self.console.print()
        left = len(found.moves) - self.rules.listing.first
        if not self.more:
            all_ = f"All {len(found.moves)} moves, with" if left > 0 else "With"
            self.say(f"{all_} all skills, what to check and reasons: --more.")
        self.say(
            "The way to a farther occupation or an area: --to. Two side by side: `stempath compare "
            "A B`. One of them: `stempath occupation CODE`."
        )


def _notes(found: Moves, slots: Sequence[str]) -> list[str]:
    return [note.words for slot in slots for note in found.notes if note.slot == slot]
