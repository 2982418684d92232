"""The lists of advice, and what belongs to the whole of it: read after the first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stempath.engine.met import opened
from stempath.engine.words import shown_value
from stempath.model.advice import Advice, Apart, Suggestion
from stempath.model.english import capital
from stempath.screen.cards import Cards, no_move
from stempath.screen.page import Page
from stempath.screen.words import registration, run_on, told

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

APART = 3  # moves kept apart, without `--more`
OPENED = 3  # offerings that a group opens
FIELDS = 3  # of the award that a move starts from
NAME_GROUPS = (
    'To see those that are for you, name your groups: "Change an answer" in the interview, or '
    "--groups."
)
# The notes that `--more` tells in full, and those that the lists do: what is this person's own.
SECTIONS = (
    (("opening", "support"), "To begin with"),
    (("bring", "staying"), "What you bring"),
    (("check",), "What to check"),
    (("ask",), "Whom to ask"),
    (("not-asked",), "What is left open"),
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
            self.page.say(no_move(self.rules, self.advice))
        self._notes_here("moves")
        self._apart()
        self._reserved()
        self._about_you()
        self._foot()

    def _list(self, heading: str, suggestions: Sequence[Suggestion]) -> None:
        shown = self._shown(suggestions)
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

    def _shown(self, suggestions: Sequence[Suggestion]) -> Sequence[Suggestion]:
        """The list as it is cut here: a short one leaves out what hardly anything speaks for."""
        if self.more:
            return suggestions[: self.most]
        least = self.rules.listing.least
        return [one for number, one in enumerate(suggestions) if number == 0 or one.score >= least][
            : self.most
        ]

    def _notes(self, slot: str) -> list[str]:
        return [note.words for note in self.advice.notes if note.slot == slot]

    def _notes_here(self, slot: str) -> None:
        for words in self._notes(slot):
            self.page.console.print()
            self.page.say(words)

    def _apart(self) -> None:
        notes = self._notes("apart")
        if not self.advice.apart and (self.advice.moves or not notes):
            return  # the notes are about what is listed here, or why no move is
        self.page.heading("Needs a registration or another award first")
        for words in notes:
            self.page.say(words)
        most = self.rules.listing.length if self.more else APART
        for apart in self.advice.apart[:most]:
            closeness = self.rules.listing.closeness_words(apart.closeness)
            near = f", {closeness}" if closeness else ""
            self.page.item(f"{apart.title} ({apart.id}{near}): {run_on([self._road(apart)])}")
        if len(self.advice.apart) > most:
            self.page.say(f"{len(self.advice.apart) - most} more, and the road to each: --more.")

    def _reserved(self) -> None:
        """What is kept for groups: what those named open, and how much is not shown."""
        shut = self.advice.counts.get("offerings_apart", 0)
        named = self.advice.person.get("groups")
        found = [self._opened()] if named else []
        if shut:
            found.append(_kept(shut, "other groups" if named else "particular groups"))
            found += [] if named is not None else [NAME_GROUPS]
        if found:
            self.page.console.print()
            self.page.say(" ".join(found))

    def _opened(self) -> str:
        """Which offerings the groups open that the person named."""
        ids = opened(self.rules, self.advice.person)
        if not ids:
            return "The groups that you named open nothing more."
        some = "; ".join(f"{self.rules.titles[id_]} ({id_})" for id_ in ids[:OPENED])
        more = f"; and {len(ids) - OPENED} more" if len(ids) > OPENED else ""
        return f"Open to you by a group that you named: {some}{more}."

    def _road(self, apart: Apart) -> str:
        """What a move kept apart starts from, and who registers for it in the person's state."""
        facts = self.rules.facts_of(apart.id)
        if self.more or str(facts.get("needs")) != apart.why_not:
            words = apart.why_not if self.more else apart.why_not.partition(": ")[0]
            return words.removeprefix("Needs registration ").replace("Needs ", "needs ", 1)
        words = registration(facts, self.advice.person.get("state"), whole=False, dated=False)
        fields = facts.get("core_fields")
        if not isinstance(fields, tuple) or len(fields) > FIELDS:
            return words
        award = shown_value(fields, self.rules.vocabularies["fields"])
        return f"starts from an award in {award}; registration: {words}"

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
        if not self.more:
            self._questions()

    def _questions(self) -> None:
        """What to ask about that which matters to this person, told for them alone."""
        found: dict[str, list[str]] = defaultdict(list)
        for note in self.advice.notes:
            if note.slot == "ask" and note.private:
                whom, _, words = note.words.partition(": ")
                found[whom].append(capital(words) if found[whom] else words)
        if found:
            self.page.heading("What to ask, by what you told")
        for whom, several in found.items():
            self.page.item(f"{whom}: {' '.join(several)}")

    def _foot(self) -> None:
        self.page.console.print()
        if not self.more:
            long = [f"all {len(found)} {name}" for name, found in self._both()
                    if len(found) > self.first]  # fmt: skip
            whole = ", ".join([*long, "what to check and whom to ask in full"])
            self.page.say(f"{whole[0].upper()}{whole[1:]}: --more. Every reason with its points: "
                          "--explain.")  # fmt: skip
        self.page.say("One of them: `stempath offering`, `stempath why`, `stempath why-not`.")

    def _both(self) -> tuple[tuple[str, Sequence[Suggestion]], ...]:
        return ("offerings", self.advice.offerings), ("moves", self.advice.moves)


def _kept(shut: int, groups: str) -> str:
    if shut == 1:
        return f"1 offering is kept for {groups} and is not shown."
    return f"{shut} offerings are kept for {groups} and are not shown."


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
