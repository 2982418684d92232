"""What a line of facts has told already, so that no reason and no caution says it again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from stempath.engine.words import fill
from stempath.model.advice import Reason, Suggestion
from stempath.model.fact import Value

if TYPE_CHECKING:
    from stempath.engine.ruleset import Law, RuleSet

_CLAUSE = re.compile(r"\b(offering|move)\.(\w+)(\s+unknown)?")
_PERSON = re.compile(r"\{person\.(\w+)")

KIND = "kind"  # every line of facts says it
DESIGN = frozenset({"design"})  # what the line of a design says
CLOSES = frozenset({"closes"})  # what the line on the gaps it closes says
MOVE_NAMED = frozenset({"first_move"})  # of the person, and so in that line
UNDATED = frozenset({"year", "age", "undated"})  # it says so where the page shows no year
# What the line on shortage says of a move.
SHORTAGE = frozenset({
    "short_in", "short_regional_in", "short_metro_in", "not_short_in", "shortage_national",
    "shortage_year", "years_short", "years_rated", "times_short",
})  # fmt: skip
WHERE = frozenset({"state", "region"})  # of the person, and so in the line on shortage


class Told:
    """The rules behind the words of suggestions, held against what their lines of facts say."""

    def __init__(self, rules: RuleSet, person: Mapping[str, Value]) -> None:
        self.rules, self.person = rules, person

    @cached_property
    def _laws(self) -> dict[str, Law]:
        return {law.id: law for law in (*self.rules.moves.laws, *self.rules.offerings.laws)}

    @cached_property
    def _notes(self) -> tuple[Law, ...]:
        return tuple(law for law in self._laws.values() if law.note and law.about != "person")

    def reasons(self, suggestion: Suggestion, told: Collection[str] = ()) -> list[Reason]:
        """The reasons that say more than the line of facts, which has `told` these facts.

        Of an offering: those that it says are not stated, or `DESIGN`.
        """
        if suggestion.closes:
            told = {*told, *CLOSES}
        if suggestion.facts.get("year") is None:
            told = {*told, *UNDATED}
        return [
            reason
            for reason in suggestion.reasons
            if not self._repeats(self._laws[reason.rule], suggestion, told)
        ]

    def cautions(self, suggestion: Suggestion, told: Collection[str] = ()) -> list[str]:
        """The cautions that say more than the line of facts, which has `told` these facts.

        First what only this suggestion asks, then what a rule notes of many.
        """
        if not suggestion.cautions:
            return []
        about = "move" if suggestion.kind == "move" else "offering"
        facts = {"person": self.person, about: suggestion.facts}
        notes = {
            fill(self.rules, law.note, facts, law.when): self._repeats(law, suggestion, told)
            for law in self._notes
            if law.about == about
        }
        own = [words for words in suggestion.cautions if words not in notes]
        return own + [words for words in suggestion.cautions if notes.get(words) is False]

    def ratings(self, move: Suggestion) -> list[str]:
        """The reasons and cautions of a move that say what the line on shortage would."""
        kept, left = self.reasons(move), self.cautions(move)
        said = [reason.why for reason in move.reasons if reason not in kept]
        return said + [words for words in move.cautions if words not in left]

    def _repeats(self, law: Law, suggestion: Suggestion, told: Collection[str]) -> bool:
        """Whether the rule says nothing but what the line of facts has told."""
        of_person = set(_PERSON.findall(law.why or law.note))
        named = [found for clause in law.when for found in _CLAUSE.findall(clause)]
        if suggestion.kind == "move":
            facts = {name for _subject, name, _unknown in named}
            return bool(facts) and facts <= SHORTAGE and of_person <= WHERE
        said = DESIGN | UNDATED | CLOSES  # by their presence, not by their absence
        gone = [(name, unknown) for _subject, name, unknown in named if name != KIND]
        known = all(name in told and (unknown or name in said) for name, unknown in gone)
        return bool(gone) and known and of_person <= MOVE_NAMED
