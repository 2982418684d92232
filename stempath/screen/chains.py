"""Chains of moves to a farther occupation: each step, what it adds, and what is missing still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.occupations import occupation_facts
from stempath.screen.getting_in import entry
from stempath.screen.page import Page
from stempath.screen.skills import BASIS, CELLS, more_words, raised, short_words
from stempath.screen.words import NO_PROMISE, run_on
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.chains import Added, Chain, Chains, Shut, Step
    from stempath.engine.ruleset import RuleSet
    from stempath.model.advice import Gap

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
        code = self.towards.code
        return f"{self._title()} ({code})" if code else self._title()

    def _title(self) -> str:
        list_, id_ = "occupations", self.towards.code
        if id_ is None:
            list_, id_ = "sectors", self.towards.sector
        return self.rules.vocabularies[list_].name_of(str(id_))

    # --- a chain ---------------------------------------------------------------------------------

    def _chain(self, chain: Chain) -> None:
        """How many moves, then step by step; a single one at once."""
        named = f"{chain.title} ({chain.code})"
        if len(chain.steps) == 1:
            (step,) = chain.steps
            far = step.closeness < self.rules.listing.step_closeness
            near = self.rules.listing.closeness_words(step.closeness) or "not near"
            words = f"One move to {named}: {near}{', so a long one' if far else ''}"
            self.page.row("", Text(clean(words), style="bold"), indent=0)
            self._facts(step, chain, first=True, last=True)
            return
        count = NUMBERS[len(chain.steps)].capitalize()
        self.page.row("", Text(clean(f"{count} moves to {named}"), style="bold"), indent=0)
        if chain.direct is not None:
            near = self.rules.listing.closeness_words(chain.direct) or "though it is not near"
            self.page.say(f"It is open in one move as well, {near}.")
        self._held(chain.held, "Today you hold", chain.title)
        self._steps(chain)

    def _steps(self, chain: Chain) -> None:
        for number, step in enumerate(chain.steps, 1):
            title = Text.assemble((clean(step.title), "bold"), f" ({step.code})")
            words = self.rules.listing.closeness_words(step.closeness)
            title.append(f": {words}{' to the one before' if number > 1 else ''}")
            self.page.row(f"{number:>2}.", title)
            self._facts(step, chain, first=number == 1, last=step.code == chain.code)

    def _facts(self, step: Step, chain: Chain, *, first: bool, last: bool) -> None:
        """What is held before a step, what it adds, how one gets in; what is held after it."""
        lead = "you bring" if first else "you then bring"
        words = f"{lead} {step.brings} of 100 of what it asks for"
        self.page.row("", self.page.barred(step.brings, words, CELLS))
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
        self._added(f"Adds what {chain.title} asks for", useful)
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
        """That there is no chain, and of an occupation what is missing today."""
        towards = self.towards
        if not (towards.shut and towards.code):
            self.page.say(
                f"No chain of {self.most} moves leads there, where each is close to the one before "
                "and open to you, as far as your answers tell."
            )
        if towards.held is not None and not towards.nearest:
            self._held(towards.held, "Today you hold", self._title())
            if towards.gaps:
                self.page.labelled("Missing", f"{self._short(towards.gaps)}.")

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
        if chain.missing:
            self.page.labelled("Missing then", f"{self._short(chain.missing)}.")

    def _short(self, gaps: Sequence[Gap]) -> str:
        shown = gaps if self.more else gaps[: self.rules.listing.gaps_told]
        return short_words(self.page, self.rules, shown) + more_words(len(gaps) - len(shown))

    def _foot(self) -> None:
        steps = bool(self.towards.chains or self.towards.nearest)
        self.page.console.print()
        if steps:
            self.page.say(
                "A step is a job, not a course: someone has to hire you for it, and steps take "
                "years. None of them promises the next."
            )
        self.page.say(BASIS)
        self.page.say(NO_PROMISE)
        if steps and not self.more:
            self.page.say("All that each step adds: --more.")
        self.page.say("What is near to you now: the same without --to.")
