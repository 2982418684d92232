"""One offering or one move: a few lines to choose by, or all that is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import NOT_STATED
from stempath.model.advice import Advice, Suggestion
from stempath.model.fact import Value
from stempath.record import record
from stempath.screen.page import Page
from stempath.screen.skills import closing_words, held_text
from stempath.screen.told import Told
from stempath.screen.words import (
    credit,
    design_facts,
    gaps,
    host,
    hours_share,
    offering_facts,
    pay,
    plain,
    provider,
    registration,
    run_on,
    shortage,
)
from stempath.tables import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stempath.engine.ruleset import RuleSet

OWN = "own"  # the source of a design
UNREGULATED = "no"
INDENT = 4  # of a title, behind its number
REASONS = 1  # in words, on a short card: the one that counted most
REASONS_FULL = 3


def offering_line(page: Page, rules: RuleSet, offering: Suggestion) -> Text:
    """Who offers it, what its page states and what not, and the page with its year."""
    kind = rules.vocabularies["kinds"].name_of(offering.kind)
    known, unknown = offering_facts(rules, offering)
    missing = [f"{NOT_STATED}: {', '.join(unknown)}"] if unknown else []
    line = page.joined([provider(offering), kind, *known, *missing, ""])
    return Text.assemble(clean(line), source_text(page, offering))


def design_line(page: Page, rules: RuleSet, design: Suggestion) -> str:
    """That it is a design to propose, with its hours."""
    kind = rules.vocabularies["kinds"].name_of(design.kind)
    return (
        f"{kind}, our own design ({design.facts.get('year')}): nobody offers it under this name. "
        f"You propose it, and the employer decides. {', '.join(design_facts(design))}."
    )


def source_words(offering: Suggestion) -> str:
    """Where what is said of it comes from, with the year."""
    source = str(offering.facts["source"])
    year = str(offering.facts.get("year") or "no year shown")
    return f"{'our own design' if source == OWN else host(source)}, {year}"


def source_text(page: Page, offering: Suggestion) -> Text:
    """The same, as a link to the page."""
    return page.link(source_words(offering), str(offering.facts["source"]))


def move_title(rules: RuleSet, move: Suggestion) -> Text:
    """Title, code and closeness in words."""
    title = Text(clean(move.title), style="bold")
    words = rules.listing.closeness_words(move.closeness)
    return Text.assemble(title, f" ({move.id}){f': {words}' if words else ''}")


def no_move(rules: RuleSet, advice: Advice) -> str:
    """Where no move is listed: why, and the nearest of those that stand apart."""
    person = advice.person
    if person.get("occupation") is None and person.get("field_of_study") is None:
        return "None is shown: it takes your work or your field of study to compare."
    if not advice.apart:
        return "None of the list is near enough to what you told. That says little about you."
    nearest = advice.apart[0]
    near = rules.listing.closeness_words(nearest.closeness)
    words = f" ({near})" if near else ""
    return (
        "None is near enough without another registration or award first. The nearest of those, "
        f"further down: {nearest.title}{words}."
    )


def asked_apart(move: Suggestion, state: Value, cautions: Sequence[str]) -> list[str]:
    """Cautions with what registration the move needs cut to who grants it: the road is long."""
    needs = str(move.facts.get("needs") or "")
    who = f"Registration: {registration(move.facts, state, whole=False)}"
    return [words.replace(needs, who) if needs else words for words in cautions]


def without_needs(move: Suggestion, cautions: Sequence[str]) -> list[str]:
    """Cautions without what registration the move needs: a line of its own says it."""
    needs = str(move.facts.get("needs") or "")
    left = [words.replace(needs, "").strip() if needs else words for words in cautions]
    return [words for words in left if words]


@record(frozen=True)
class Cards:
    """The cards of one list. `full`: all that is known; `explain`: every reason with its points."""

    page: Page
    rules: RuleSet
    person: Mapping[str, Value]
    full: bool = False
    explain: bool = False

    @cached_property
    def told(self) -> Told:
        return Told(self.rules, self.person)

    def _gaps(self, one: Suggestion) -> frozenset[str]:
        """The facts that the card says are not stated."""
        if one.kind == "move" or one.id in self.rules.designs:
            return frozenset()
        return gaps(one, offering_facts(self.rules, one)[1])

    def card(self, number: int, one: Suggestion, said: Collection[tuple[str, str]] = ()) -> None:
        """One suggestion, without the lines that are `said` for several at once."""
        self._title(number, one)
        if one.kind == "move":
            self._move_facts(one)
        else:
            self._offering_facts(one)
        if self.explain:
            self._points(one)
        left = [line for line in self.lines(one) if line not in said]
        for label, words in left if self.full or self.explain else _together(left):
            self.page.labelled(label, words)
        if one.id in self.rules.designs and self.full:
            self._design(one)

    def line(self, number: int, one: Suggestion) -> None:
        """A suggestion beyond the first: enough to choose what to look into."""
        self._title(number, one)
        if one.kind == "move":
            self.page.inset(self._shortage(one))
        else:
            self._offering_facts(one)

    def _title(self, number: int, one: Suggestion) -> None:
        title = Text(clean(one.title), style="bold")
        self.page.row(f"{number:>2}.", move_title(self.rules, one) if one.kind == "move" else title)

    def _shortage(self, move: Suggestion) -> str:
        state = self.person.get("state")
        return shortage(self.rules, move.facts, state, whole=self.full)

    def _move_facts(self, move: Suggestion) -> None:
        if held := held_text(self.page, self.rules, move):
            self.page.row("", held)
        self.page.inset(f"{self._shortage(move)} {pay(move.facts)}.")

    def _offering_facts(self, offering: Suggestion) -> None:
        """Who offers it and what is stated; then the hours, where they can be compared."""
        if offering.id in self.rules.designs:
            kind = self.rules.vocabularies["kinds"].name_of(offering.kind)
            named = f"{kind} to propose ({source_words(offering)})"
            self.page.inset(self.page.joined([named, *design_facts(offering)]))
        else:
            self.page.row("", offering_line(self.page, self.rules, offering))
            self.page.inset(*credit(offering))
        if self.full:
            self.page.inset(f"id {offering.id}")
        if share := hours_share(self.person, offering):
            self.page.bar(*share)
        if closing := closing_words(self.rules, offering):
            self.page.inset(closing)

    def lines(self, one: Suggestion) -> list[tuple[str, str]]:
        """Labels and words: what it needs, why, what speaks against it, what to check."""
        found = []
        if one.kind == "move" and (self.full or one.facts.get("regulated") != UNREGULATED):
            words = registration(one.facts, self.person.get("state"), whole=self.full)
            found.append(("Registration", words))
        if not self.explain:
            reasons = self.told.reasons(one, self._gaps(one))
            whys = [reason.why for reason in reasons if reason.points > 0]
            if whys := whys[: REASONS_FULL if self.full else REASONS]:
                found.append(("Why", run_on(whys)))
            against = [reason.why for reason in reasons if reason.points < 0]
            found += [("Against", run_on([words])) for words in against[-1:]]
        return found + [("Check", run_on([plain(words)])) for words in self._checks(one)]

    def _checks(self, one: Suggestion) -> list[str]:
        """The cautions that the card's other lines leave to say."""
        if one.kind == "move":
            cautions = one.cautions if self.explain else self.told.cautions(one)
            return without_needs(one, cautions)
        return list(one.cautions) if self.explain else self.told.cautions(one, self._gaps(one))

    def _points(self, one: Suggestion) -> None:
        """Every reason, and their sum."""
        for reason in one.reasons:
            words = f"{reason.why} [{reason.rule}; {reason.source}]"
            self.page.labelled(f"{reason.points:+d}", words)
        self.page.labelled(f"= {one.score}", "points in all")

    def _design(self, offering: Suggestion) -> None:
        design = self.rules.designs[offering.id]
        self.page.labelled("Builds on", str(design["builds_on"]))
        self.page.labelled("Host", f"{design['host']}.")
        self.page.inset("The work:")
        for task in design["host_tasks"]:
            self.page.labelled("", str(task))
        self.page.labelled("Taught part", f"{design['taught']}{self._course(offering)}")
        self.page.labelled("Outcome", f"{design['outcome']}. Assessed by: {design['assessed_by']}.")
        self.page.labelled("Ask", f"'{design['ask']}'")

    def _course(self, offering: Suggestion) -> str:
        """The course found for the taught part of a design."""
        if offering.course is None:
            return ""
        facts = self.rules.facts_of(offering.course)
        course = f"{facts['title']}, {facts['provider']} (id {facts['id']})"
        return f" A course that teaches it: {course}."


def _together(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines of one label in one paragraph."""
    labels = dict.fromkeys(label for label, _words in lines)
    return [(label, " ".join(words for own, words in lines if own == label)) for label in labels]
