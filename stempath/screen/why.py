"""One candidate explained, and one rule as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import shown_value
from stempath.model.fact import Value
from stempath.screen.page import Page
from stempath.screen.words import change_words, fact_words

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import ClauseLine, Explanation, RuleLine
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


HOLDS = 2  # level of a clause that is true


class WhyScreen(Page):
    """Why a candidate stands where it does for one person."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules

    def why(self, found: Explanation, *, more: bool = False) -> None:
        """Every rule about one candidate: those that acted, then those that did not.

        Of those, what kept each from acting; with `more` all that it read.
        """
        self._stands(found)
        acted = [rule for rule in found.rules if rule.acted]
        self.heading("Rules that acted")
        for rule in sorted(acted, key=lambda rule: (-rule.points, rule.rule)):
            self._rule(rule)
        if not acted:
            self.say("None.")
        self.heading("Rules that did not")
        for rule in found.rules:
            if not rule.acted and more:
                self._rule(rule)
            elif not rule.acted:
                self._kept(rule)
        if not more:
            self.console.print()
            self.say("All that these rules read: --more. One as it is written: "
                     "`stempath rules show RULE`.")  # fmt: skip

    def why_not(self, found: Explanation) -> None:
        """What shuts a candidate out, and the smallest change of one answer that opens it."""
        self._stands(found)
        if not found.shut_by:
            self.say("Nothing shuts it out.")
            if found.rank is None:
                self.say("Others have more points, so it is not in the list: see `stempath why`.")
            return
        rules = {rule.rule: rule for rule in found.rules}
        self.heading("What shuts it out")
        for id_, words in found.shut_by:
            self.item(words)
            if id_ in rules:
                self._rule(rules[id_], indent=4)
        self.heading("What would open it")
        for change in found.changes:
            self.item(f"It opens if your {change_words(self.rules, change)}.")
        if not found.changes:
            self.say(f"No change of one answer does. Two: `stempath what-if --open {found.id}`.")

    def _stands(self, found: Explanation) -> None:
        self.heading(f"{found.title} ({found.id})")
        if found.shut_by:
            self.say("It is not open to you, as far as your answers tell.")
            return
        place = f"number {found.rank} in the list" if found.rank else "not in the list"
        held = " It ranks after the others, because something that decides entry is not known."
        self.say(f"{found.score} points, {place}.{held if found.held_back else ''}")

    def _rule(self, rule: RuleLine, indent: int = 1) -> None:
        effect = f"{rule.points:+d}" if rule.points else _EFFECTS[rule.effect]
        private = "; private" if rule.private else ""
        self.row("", Text.assemble((rule.rule, "bold"), f": {effect}{private}"), indent=indent)
        for clause in rule.clauses:
            self.row("", Text(self._clause(clause)), indent=indent + 4)
        self.row("", Text(f"source: {rule.source}"), indent=indent + 4)

    def _kept(self, rule: RuleLine) -> None:
        """A rule that did not act, with the first condition that kept it from acting."""
        kept = next((c for c in rule.clauses if c.part == "when" and c.level < HOLDS), None)
        if kept is None:  # its conditions hold: an exception applies, or a requirement is met
            kept = next((c for c in rule.clauses if c.part != "when" and c.level == HOLDS), None)
        words = f": {self._clause(kept)}" if kept else ""
        self.row("", Text.assemble((rule.rule, "bold"), words), indent=1, hang=4)

    def _clause(self, clause: ClauseLine) -> str:
        stands = ("no", "not known", "yes")[clause.level]
        facts = "; ".join(f"{name} is {self._fact(name, value)}" for name, value in clause.facts)
        part = "" if clause.part == "when" else f"{clause.part} "
        return f"{stands}: {part}{clause.text}  [{facts}]"

    def _fact(self, name: str, value: Value) -> str:
        subject, _, fact_name = name.partition(".")
        fact = self.rules.facts[subject].get(fact_name)
        return fact_words(self.rules, fact, value) if fact else shown_value(value)


_EFFECTS: Mapping[str, str] = {
    "points": "no points",
    "require": "a requirement",
    "note": "a note",
    "lift": "a place in the list",
}
