"""The lists of advice, and what belongs to the whole of it: read after the first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stempath.model.advice import Advice, Suggestion
from stempath.screen.cards import Cards
from stempath.screen.page import Page
from stempath.screen.words import run_on, told

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

APART = 3  # moves kept apart, without `--more`
# The notes that `--more` tells in full, and those that the lists do: what is this person's own.
SECTIONS = (
    (("opening", "support"), "To begin with"),
    (("bring", "staying"), "What you bring"),
    (("check",), "What to check"),
    (("ask",), "Whom to ask"),
    (("not-asked",), "What was not asked"),
)
BRIEFLY = ((("check",), "What to check"),)
AFTER = 2  # the lists go on from here, where the first page has told of the first
SEVERAL = 2  # suggestions with one caution: it is said once, with their numbers


class Lists:
    """The lists of one advice on one page."""

    def __init__(
        self,
        page: Page,
        rules: RuleSet,
        advice: Advice,
        *,
        more: bool,
        explain: bool,
        above: bool,
    ) -> None:
        self.page, self.rules, self.advice = page, rules, advice
        self.more, self.explain = more, explain
        self.above = above and not more and not explain
        self.first = rules.listing.first
        self.most = rules.listing.length if more else self.first
        self.general = {law.id for law in rules.offerings.laws if law.slot and not law.when}
        self.cards = Cards(page, rules, advice.person, more, explain)

    def show(self) -> None:
        self._list("Take next", self.advice.offerings)
        if not self.advice.offerings:
            self.page.say("Nothing in the rulebook fits these answers. `why-not ID` tells why.")
        self._list("Where it can lead", self.advice.moves)
        if not self.advice.moves:
            self.page.say("No move is shown: it takes your work or your field of study to compare.")
        self._notes_here("moves")
        self._apart()
        self._reserved()
        self._about_you()
        self._foot()

    def _list(self, heading: str, suggestions: Sequence[Suggestion]) -> None:
        shown = suggestions[: self.most]
        start = AFTER if self.above and len(shown) >= AFTER else 1
        last = f" to {len(shown)}" if len(shown) > start else ""
        self.page.heading(heading if start == 1 else f"{heading}, {start}{last}")
        shared = {} if self.explain else _shared(self.cards, shown[: self.first])
        for number, one in enumerate(shown, 1):
            if number < start:
                continue
            if number > start:
                self.page.console.print()
            if number > self.first and not self.explain:
                self.cards.line(number, one)
            else:
                self.cards.card(number, one, shared)
        if shared:
            self.page.console.print()
        for (label, words), numbers in shared.items():
            self.page.item(f"{label}, {_numbered(numbers, len(shown))}: {words}")

    def _notes(self, slot: str) -> list[str]:
        return [note.words for note in self.advice.notes if note.slot == slot]

    def _notes_here(self, slot: str) -> None:
        for words in self._notes(slot):
            self.page.console.print()
            self.page.say(words)

    def _apart(self) -> None:
        notes = self._notes("apart")
        if not notes and not self.advice.apart:
            return
        self.page.heading("Needs registration first")
        for words in notes:
            self.page.say(words)
        most = self.rules.listing.length if self.more else APART
        for apart in self.advice.apart[:most]:
            closeness = self.rules.listing.closeness_words(apart.closeness)
            near = f", {closeness}" if closeness else ""
            words = apart.why_not if self.more else apart.why_not.partition(": ")[0]
            words = words.removeprefix("Needs registration ").replace("Needs ", "needs ", 1)
            self.page.item(f"{apart.title} ({apart.id}{near}): {run_on([words])}")
        if len(self.advice.apart) > most:
            self.page.say(f"{len(self.advice.apart) - most} more, and the road to each: --more.")

    def _reserved(self) -> None:
        reserved = self.advice.counts.get("offerings_apart", 0)
        if reserved:
            self.page.console.print()
            many = "1 offering is kept for a particular group and" if reserved == 1 else (
                f"{reserved} offerings are kept for particular groups and"
            )  # fmt: skip
            self.page.say(f"{many} not shown. Answer the question on groups to see those that are "
                          "for you: the last questions, or --groups.")  # fmt: skip

    def _about_you(self) -> None:
        self.page.heading("Your answers, as they were read")
        self.page.say(f"{self.page.joined(told(self.rules, self.advice.person))}.")
        for slots, heading in SECTIONS if self.more else BRIEFLY:
            notes = [note for slot in slots for note in self.advice.notes if note.slot == slot]
            if not self.more:
                notes = [note for note in notes if note.rule not in self.general]
            if notes:
                self.page.heading(heading)
            for note in notes:
                self.page.item(note.words)

    def _foot(self) -> None:
        self.page.console.print()
        if not self.more:
            self.page.say("All 20 of each, what to check and whom to ask in full: --more. Every "
                          "reason with its points: --explain.")  # fmt: skip
        self.page.say("One of them: `stempath offering`, `stempath why`, `stempath why-not`.")


def _shared(cards: Cards, shown: Sequence[Suggestion]) -> dict[tuple[str, str], list[int]]:
    """The lines that several cards have but for their reasons, with the numbers of those."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(shown, 1):
        for label, words in cards.lines(one):
            if label != "Why":
                found[label, words].append(number)
    return {line: numbers for line, numbers in found.items() if len(numbers) >= SEVERAL}


def _numbered(numbers: Sequence[int], listed: int) -> str:
    if len(numbers) == listed:
        return "for all of these"
    return f"for {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
