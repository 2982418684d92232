"""One candidate explained, and one rule as it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.screen.clauses import HOLDS, clause_words
from stempath.screen.page import Page
from stempath.screen.reasons import reasons_of
from stempath.screen.wishes import wish_words

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import Explanation, RuleLine
    from stempath.model.rule import Rule


def show_rule(page: Page, rule: Rule) -> None:
    """One rule as it is written."""
    page.heading(rule.id)
    effect = {"points": f"{rule.points:+d} points", "lift": f"raises to place {rule.lift}"}
    words = effect.get(rule.effect, rule.effect)
    rows = [("About", f"{rule.about}: {words}{f', times {rule.times}' if rule.times else ''}")]
    for name, clauses in (
        ("When", rule.when),
        ("Unless", rule.unless),
        ("Needs", rule.require),
    ):
        rows += [(name, clause.text) for clause in clauses]
    rows += [
        ("Words", said)
        for said in (rule.why, rule.why_not, rule.if_unknown, rule.note, rule.neutral) if said
    ]  # fmt: skip
    rows += [("Source", rule.source), ("Reviewed", rule.reviewed.isoformat())]
    page.pairs([*rows, ("Stands in", str(rule.place))])


class WhyScreen(Page):
    """Why a candidate stands where it does for one person."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules

    def why(self, found: Explanation, *, more: bool = False) -> None:
        """The reasons and checks of one candidate, a sentence each.

        With `more` every rule about it, and all that each read.
        """
        self._stands(found)
        acted = [rule for rule in found.rules if rule.acted]
        acted.sort(key=lambda rule: (-rule.points, rule.rule))
        if more:
            self._rules(acted, [rule for rule in found.rules if not rule.acted])
            return
        shut = {id_ for id_, _words in found.shut_by}
        self._each("What shuts it out", [rule for rule in acted if rule.rule in shut])
        self._reasons([rule for rule in acted if rule.points])
        checks = [rule for rule in acted if not rule.points and rule.rule not in shut]
        self._each("To check", checks)
        self.console.print()
        count = len(found.rules) - sum(bool(rule.words) for rule in acted)
        others = "1 other rule" if count == 1 else f"{count} other rules"
        self.say(f"{others} had nothing to say. Each rule, and all that it read: --more.")

    def _each(self, heading: str, rules: Sequence[RuleLine]) -> None:
        """Under a heading what each rule says, where any says something."""
        said = [rule for rule in rules if rule.words]
        if said:
            self.heading(heading)
        for rule in said:
            self._said(rule)

    def _reasons(self, rules: Sequence[RuleLine]) -> None:
        """What gave points; where several rules rest on one wish, their sum, and each under it."""
        if rules:
            self.heading("Reasons")
        for reason in reasons_of(self.rules, rules):
            if not reason.words:
                self._said(reason.rules[0])
                continue
            private = " (private)" if any(rule.private for rule in reason.rules) else ""
            words = f"{reason.words}{private}. One reason in {len(reason.rules)} parts:"
            self.row(f" {reason.points:+d} ", Text(words), indent=5, strong=True)
            for rule in reason.rules:
                self._said(rule, within=5)

    def _rules(self, acted: Sequence[RuleLine], others: Sequence[RuleLine]) -> None:
        """Every rule, with its conditions."""
        self.heading("Rules that acted")
        for rule in acted:
            self._acted(rule)
        if not acted:
            self.say("None.")
        self.heading("Rules that did not")
        for rule in others:
            self.row("", Text(rule.rule, style="bold"), indent=1)
            self._clauses(rule)
        self.console.print()
        self.say("One as it is written: `stempath rules show RULE`.")

    def why_not(self, found: Explanation) -> None:
        """The smallest change of one answer that opens a candidate, and what shuts it out."""
        self._stands(found)
        if not found.shut_by:
            self.say("Nothing shuts it out.")
            if found.rank is None:
                self.say("Others have more points, so it is not in the list: see `stempath why`.")
            return
        self.heading("What would open it")
        for change in found.changes:
            self.item(wish_words(self.rules, [change]))
        if not found.changes:
            self.say(f"No change of one answer does. Two: `stempath what-if --open {found.id}`.")
        rules = {rule.rule: rule for rule in found.rules}
        self.heading("What shuts it out")
        for id_, words in found.shut_by:
            self.item(f"{words} ({id_})")
            for clause in rules[id_].clauses if id_ in rules else ():
                if clause.part == "require" and clause.level < HOLDS:
                    self.row("", Text(clause_words(self.rules, clause)), indent=5, hang=4)
        self.console.print()
        self.say(f"All that the rules read: `stempath why {found.id} --more`.")

    def _stands(self, found: Explanation) -> None:
        self.heading(f"{found.title} ({found.id})")
        if found.shut_by:
            self.say("It is not open to you, as far as your answers tell.")
            return
        place = f"number {found.rank} in the list" if found.rank else "not in the list"
        held = " It ranks after the others, because something that decides entry is not known."
        self.say(f"{found.score} points, {place}.{held if found.held_back else ''}")

    def _acted(self, rule: RuleLine) -> None:
        """What a rule gave and said; then its id, its source and all that it read."""
        effect = f"{rule.points:+d}" if rule.points else _EFFECTS[rule.effect]
        words = rule.words or "What it asks is met, or is not asked of you."
        self.row("", Text.assemble((effect, "bold"), f": {words}"), indent=1, hang=4)
        private = "; private" if rule.private else ""
        self.row("", Text(f"rule {rule.rule}; source: {rule.source}{private}"), indent=5)
        self._clauses(rule)

    def _said(self, rule: RuleLine, *, within: int = 0) -> None:
        """What a rule says, behind its points; `within` so many columns where it is a part."""
        private = "; private" if rule.private else ""
        mark = f"{rule.points:+d}" if rule.points else self.bullet
        words = Text(f"{rule.words} ({rule.rule}{private})")
        lead = f"{' ' * within} {mark} "
        self.row(lead, words, indent=5 + within, strong=not within)

    def _clauses(self, rule: RuleLine) -> None:
        for clause in rule.clauses:
            self.row("", Text(clause_words(self.rules, clause)), indent=5, hang=4)


_EFFECTS: Mapping[str, str] = {
    "points": "no points",
    "require": "a requirement",
    "note": "a note",
    "lift": "a place in the list",
}
