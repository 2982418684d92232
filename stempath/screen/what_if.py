"""What other answers would change, and what would let one offering or move in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import fact_words
from stempath.model.ratings import rating_value, ratings_of
from stempath.screen.clauses import label
from stempath.screen.page import Page
from stempath.screen.wishes import now_words, wish_words
from stempath.screen.words import plain_name

if TYPE_CHECKING:
    from stempath.engine.opening import Change, Opening, Standing, Way
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.what_if import Because, Crowded, Line, WhatIf
    from stempath.model.fact import Value

MOST_RULES = 3  # of one line, unless more is asked for


class WhatIfScreen(Page):
    """What would be another way for one person."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules

    # --- other answers -------------------------------------------------------------------------

    def what_if(self, found: WhatIf, *, more: bool = False) -> None:
        """What comes in, goes out and moves among the first lines, and why."""
        self._changes(found.changes)
        if not found.changes:
            self.say("These are your answers already, so nothing changes.")
            return
        for heading, lines in (("Take next", found.offerings), ("Moves", found.moves)):
            self.heading(f"{heading}, the first {found.first}")
            if not lines:
                self.say("They stay as they are.")
            for line in lines:
                self._line(line, found.first, more=more)
        self.console.print()
        further = "" if more else "Further down the lists, and every rule: --more. "
        self.say(f"{further}All about one line: `stempath why ID`. Nothing is saved.")

    def _changes(self, changes: Sequence[Change]) -> None:
        self.heading("What if")
        for change in map(self._of_it, changes):
            to = self._value(change.fact, change.to)
            self.item(f"{label(self.rules, change.fact)}: {to} ({now_words(self.rules, change)})")

    def _of_it(self, change: Change) -> Change:
        """Of ratings only those of the skills that it changes; any other change as it is."""
        if self.rules.facts["person"][change.fact].type != "ratings":
            return change
        now, to = ratings_of(change.now), ratings_of(change.to)
        same = dict(now.items() & to.items())
        now, to = ({s: n for s, n in one.items() if s not in same} for one in (now, to))
        return replace(change, now=rating_value(now) or None, to=rating_value(to) or None)

    def _line(self, line: Line, first: int, *, more: bool) -> None:
        self.row("", Text.assemble((_place(line, first), "bold"), f": {line.title}"), indent=1,
                 hang=2)  # fmt: skip
        said = list(self._why(line))
        for words in said if more else said[:MOST_RULES]:
            self.row("", Text(words), indent=5)
        left = len(said) - MOST_RULES
        if left > 0 and not more:
            self.row("", Text(f"and {left} more rule{'' if left == 1 else 's'}: --more"), indent=5)

    def _why(self, line: Line) -> Iterator[str]:
        """What decides it: the rules about it that changed, a cap, or only the others."""
        for because in line.because:
            yield f"{_did(because)} ({because.rule}{'; private' if because.private else ''})"
        if line.crowded:
            yield _crowded(line.crowded)
        if line.crowded or any(because.effect != "points" for because in line.because):
            return
        gained = line.points[1] - line.points[0]
        came = line.now is not None and (line.was is None or line.now < line.was)
        if not gained:
            others = "Lines ahead of it go down or out" if came else "Others come before it"
            yield f"{others}; its own points stay the same."
        elif came != (gained > 0):
            yield "Lines ahead of it lose more, or go out." if came else "Others gain more."

    # --- what would let one in -----------------------------------------------------------------

    def opening(self, changes: Sequence[Change], found: Opening) -> None:
        """What shuts a candidate out, and the smallest change of answers that would open it."""
        if changes:
            self._changes(changes)
        self.heading(f"{found.title} ({found.id})")
        if found.now is not None:
            self.say(f"Nothing shuts it out. It is {self._stands(found.now)}.")
            return
        self.say("It is not open to you, as far as your answers tell.")
        self.heading("What would let it in")
        self._ways(found)
        self.heading("What shuts it out")
        for rule, words in found.shut_by:
            self.item(f"{words} ({rule})")
        if found.ways:
            self.console.print()
            self.say("This tells what the rules ask for, not what you ought to do.")

    def _ways(self, found: Opening) -> None:
        if not found.ways and found.exhaustive:
            self.say("No one or two changed answers would open it.")
        elif not found.ways:
            self.say("None of the changes tried would open it; not all of them could be tried.")
        elif len(found.ways[0].changes) > 1:
            tried = "No single changed answer would" if found.exhaustive else "No single one found"
            self.say(f"{tried}; two together would:")
        for way in found.ways:
            self.item(self._way(way))

    def _way(self, way: Way) -> str:
        return f"{wish_words(self.rules, way.changes)} It would then be {self._stands(way.then)}."

    # --- words ---------------------------------------------------------------------------------

    def _stands(self, standing: Standing) -> str:
        length = self.rules.listing.length
        if standing.rank is None:
            place = f"open, but not among the first {length}"
        else:
            place = f"number {standing.rank} in its list"
        if standing.held_back:
            place += ", and behind the others until all that it asks for is known"
        return place

    def _value(self, fact: str, value: Value) -> str:
        return fact_words(self.rules, self.rules.facts["person"][fact], value)


def _place(line: Line, first: int) -> str:
    """`Comes in at 3 (was 9)`."""
    if line.way == "in":
        return f"Comes in at {line.now} ({f'was {line.was}' if line.was else 'was not listed'})"
    if line.way == "out":
        where = f"then {line.now}" if line.now else "then not listed"
        return f"Goes out from {line.was} ({where})"
    assert line.was and line.now
    return f"Moves {'up' if line.now < line.was else 'down'} from {line.was} to {line.now}"


def _did(because: Because) -> str:
    """What a rule did before, or would do then, in words."""
    if because.effect == "points":
        if not because.after:
            return f"No longer {because.before:+d} points: {because.words}"
        was = f" (was {because.before:+d})" if because.before else ""
        return f"{because.after:+d} points{was}: {because.words}"
    before, then = _EFFECTS[because.effect]
    return f"{then if because.after else before}: {because.words}"


def _crowded(crowded: Crowded) -> str:
    when = "Before, it found no room" if crowded.before else "It finds no room"
    what = plain_name(crowded.fact.removesuffix("_id"))
    return (
        f"{when}: the list takes {crowded.most} with the same {what}, and ahead of it "
        f"stand{'s' if len(crowded.lines) == 1 else ''} {'; '.join(crowded.lines)}."
    )


_EFFECTS: Mapping[str, tuple[str, str]] = {
    "shut": ("No longer shut out", "Shut out"),
    "held": ("No longer held back", "Held back"),
    "lifted": ("No longer raised", "Raised"),
}
