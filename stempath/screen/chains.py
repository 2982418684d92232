"""Chains of moves to a farther occupation: each step, what it adds, and what is missing still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.occupations import occupation_facts
from stempath.screen.cards import CELLS
from stempath.screen.getting_in import entry
from stempath.screen.page import Page
from stempath.screen.skill_words import BASIS, more_words, raised, short_words
from stempath.screen.words import NO_PROMISE, run_on
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.chains import Added, Chain, Chains, Shut, Step
    from stempath.engine.ruleset import RuleSet

FEW = 3  # chains to an area, and occupations that are shut, without `more`
ADDS = 3  # skills of a step, without `more`
NUMBERS = ("no", "one", "two", "three", "four", "five")


def show_chains(page: Page, rules: RuleSet, towards: Chains, *, more: bool) -> None:
    """The chains; where there is none, why, and which comes nearest."""
    _Shown(page, rules, towards, more).show()


class _Shown:
    def __init__(self, page: Page, rules: RuleSet, towards: Chains, more: bool) -> None:
        self.page, self.rules, self.towards, self.more = page, rules, towards, more
        self.most = NUMBERS[rules.listing.most_steps]

    def show(self) -> None:
        towards = self.towards
        self.page.heading(f"The way to {self._end()}")
        if towards.here and towards.code:
            self.page.say("This is where you are now: there is no way to go.")
            return
        if towards.here:
            self.page.say("Your work lies in this area already. What else of it is near:")
        chains = towards.chains if self.more else towards.chains[:FEW]
        for number, chain in enumerate(chains):
            if number or towards.here:
                self.page.console.print()
            self._chain(chain)
        if left := len(towards.chains) - len(chains):
            self.page.say(f"{left} more: --more.")
        if not chains:
            self._none()
        self._shut(towards.shut)
        if towards.nearest:
            self._nearest(towards.nearest)
        self._foot()

    def _end(self) -> str:
        towards = self.towards
        if towards.code:
            return (
                f"{self.rules.vocabularies['occupations'].name_of(towards.code)} ({towards.code})"
            )
        return self.rules.vocabularies["sectors"].name_of(str(towards.sector))

    # --- a chain ---------------------------------------------------------------------------------

    def _chain(self, chain: Chain) -> None:
        """How many moves, then step by step."""
        count = len(chain.steps)
        alone = count == 1
        moves = "One move" if alone else f"{NUMBERS[count].capitalize()} moves"
        far = alone and chain.steps[0].closeness < self.rules.listing.step_closeness
        words = f"{moves}{', and a long one' if far else ''} to {chain.title} ({chain.code})"
        self.page.row("", Text(clean(words), style="bold"), indent=0)
        if not alone and chain.direct is not None:
            near = self.rules.listing.closeness_words(chain.direct)
            self.page.say(f"It is open in one move as well{f', {near}' if near else ''}.")
        self._held(chain.held, "Today you hold", chain.title)
        self._steps(chain)

    def _steps(self, chain: Chain) -> None:
        for number, step in enumerate(chain.steps, 1):
            self._step(number, step, chain, last=number == len(chain.steps) and not chain.missing)

    def _step(self, number: int, step: Step, chain: Chain, *, last: bool) -> None:
        title = Text.assemble((clean(step.title), "bold"), f" ({step.code})")
        words = self.rules.listing.closeness_words(step.closeness)
        if words:
            title = Text.assemble(title, f": {words}{' to the one before' if number > 1 else ''}")
        self.page.row(f"{number:>2}.", title)
        share = f"you then bring {step.brings} of 100 of what it asks for"
        if number == 1:
            share = share.replace("you then bring", "you bring")
        self.page.row("", self.page.barred(step.brings, share, CELLS))
        self._adds(step, chain, last=last)
        self.page.labelled(
            "Usual entry", entry(self.rules, occupation_facts(self.rules, step.code))
        )
        if not last:
            self._held(step.share, "After it you hold", chain.title, indent=4)

    def _adds(self, step: Step, chain: Chain, *, last: bool) -> None:
        """What the step teaches; on the way, what the end asks for by itself."""
        useful = [added for added in step.adds if added.held < added.needed]
        other = [added for added in step.adds if added.held >= added.needed]
        if last:
            self._added("To build", step.adds)
            return
        self._added(f"Adds, and {chain.title} asks for it", useful)
        if self.more or not useful:
            self._added("Adds beside that" if useful else "Adds", other)
        if not step.adds:
            self.page.labelled("Adds", "no skill that is not held, by these figures.")

    def _added(self, label: str, adds: Sequence[Added]) -> None:
        shown = adds if self.more else adds[:ADDS]
        said = "; ".join(
            raised(self.page, self.rules, added.skill, added.held, added.level) for added in shown
        )
        if said:
            self.page.labelled(label, f"{said}{more_words(len(adds) - len(shown))}.")

    def _held(self, share: int, lead: str, title: str, indent: int = 0) -> None:
        words = f"{lead} {share} of 100 of what {title} asks for"
        if self.page.console.width < CELLS + len(words) + indent + 1:
            self.page.row("", Text(clean(f"{words}.")), indent=indent)
        else:
            self.page.row("", self.page.barred(share, words, CELLS), indent=indent)

    # --- where there is none ---------------------------------------------------------------------

    def _none(self) -> None:
        if self.towards.shut and self.towards.code:
            return
        self.page.say(
            f"No chain of {self.most} moves leads there, where each is close to the one before and "
            "open to you, as far as your answers tell."
        )

    def _shut(self, shut: Sequence[Shut]) -> None:
        """What no chain opens, with the road to a registration."""
        if not shut:
            return
        if self.towards.code:
            what = "a registration" if shut[0].registration else "more"
            self.page.say(f"It takes {what} first, and no chain of moves opens it:")
            self.page.item(run_on([shut[0].words]))
            return
        self.page.heading("No chain of moves opens these")
        for one in shut if self.more else shut[:FEW]:
            words = one.words if self.more else one.words.partition(": ")[0]
            self.page.item(f"{one.title} ({one.code}): {run_on([words])}")

    def _nearest(self, chain: Chain) -> None:
        """Where one can come to, and what the end would still ask for."""
        last = chain.steps[-1]
        self.page.heading("The nearest that you can reach")
        words = (
            f"{last.title} ({last.code}) is the nearest to {chain.title} within {self.most} moves."
        )
        self.page.say(words)
        self._held(chain.held, "Today you hold", chain.title)
        self._steps(chain)
        gaps = chain.missing if self.more else chain.missing[: self.rules.listing.gaps_told]
        left = more_words(len(chain.missing) - len(gaps))
        missing = short_words(self.page, self.rules, gaps)
        self.page.say(f"Missing then, the level held and the one asked for: {missing}{left}.")

    def _foot(self) -> None:
        self.page.console.print()
        if self.towards.chains or self.towards.nearest:
            self.page.say(
                "A step is a job, not a course: someone has to hire you for it, and steps take "
                "years. None of them promises the next."
            )
            self.page.say(BASIS)
        self.page.say(NO_PROMISE)
        if not self.more:
            self.page.say("All that each step adds: --more.")
