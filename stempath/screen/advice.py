"""The page of advice: one thing to do, to take, to move to; then the lists, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import NOT_STATED
from stempath.model.advice import Advice, Suggestion
from stempath.model.fact import Value
from stempath.screen.page import Page
from stempath.screen.words import (
    credit,
    design_facts,
    host,
    offering_facts,
    pay,
    plain,
    provider,
    registration,
    shortage,
    told,
)

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

REASONS = 3  # in words, of the first line of a list
REASONS_BRIEF = 2  # of the lines after it
CHANGES = 5  # since a profile was saved, without `--more`
APART = 3  # moves kept apart, without `--more`
NOBODY = "nobody offers it under this name"
DESIGN = f"A design to propose to your employer; {NOBODY}."
NO_PROMISE = "This is advice for you to weigh, not a promise of a job."
PAY = (
    "Pay is the middle of all who work full time in a group of occupations, in the year that is "
    "named. It is no starting wage."
)
OWN = "own"


class AdviceScreen(Page):
    """A page that shows what a rule set answers."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules
        self.state: Value = None  # of the person whose advice is shown

    def notes(self, advice: Advice, *slots: str) -> None:
        """The notes of these slots, one paragraph each."""
        for slot in slots:
            for note in advice.notes:
                if note.slot == slot:
                    self.console.print()
                    self.say(note.words)

    # --- the page of advice --------------------------------------------------------------------

    def changes(self, changes: Sequence[str], *, more: bool = False) -> None:
        """What is different from the advice that a profile was saved with."""
        if changes:
            self.heading("Changed since this profile was saved")
            shown = changes if more else changes[:CHANGES]
            for words in shown:
                self.item(words)
            if len(changes) > len(shown):
                self.say(f"{len(changes) - len(shown)} more: --more.")

    def advice(self, advice: Advice, *, more: bool = False, explain: bool = False) -> None:
        """The whole advice: the first of each list, or all of it with `more`."""
        self.state = advice.person.get("state")
        first = self.rules.listing.first
        most = self.rules.listing.length if more else first
        self.notes(advice, "opening", "support")
        self._bring(advice)
        self._start(advice)
        self.heading("Take next")
        self._cards(advice.offerings[:most], first, more, explain)
        if not advice.offerings:
            self.say("Nothing in the rulebook fits these answers. `why-not ID` tells why.")
        self.heading("Where it can lead")
        self._cards(advice.moves[:most], first, more, explain)
        if any(move.facts.get("weekly_median_aud") for move in advice.moves[:most]):
            self.console.print()
            self.say(PAY)
        if not advice.moves:
            self.say("No move is shown: it takes your work or your field of study to compare.")
        self._apart(advice, most if more else APART)
        self._before(advice)
        self._foot(advice, more)

    def again(self, advice: Advice) -> None:
        """What to start with, once more: a long page leaves the screen while it is printed."""
        self._start(advice, "In short; the reasons are above")

    def _bring(self, advice: Advice) -> None:
        self.heading("What you bring")
        for slot in ("bring", "staying"):
            for note in advice.notes:
                if note.slot == slot:
                    self.item(note.words)

    def _start(self, advice: Advice, heading: str = "To start with") -> None:
        self.heading(heading)
        notes = [note.words for note in advice.notes if note.slot == "this-week"]
        rows = [("Do", notes[0])] if notes else self._propose(advice)
        if advice.offerings:
            offering = advice.offerings[0]
            design = offering.id in self.rules.designs
            by = "to propose to your employer" if design else provider(offering)
            rows.append(("Take", f"{offering.title}, {by}.{_because(offering)}"))
        if advice.moves:
            move = advice.moves[0]
            near = ", ".join(filter(None, (move.title, self._closeness(move))))
            rows.append(("Move", f"{near}.{_because(move)}"))
        self.pairs(rows)

    def _propose(self, advice: Advice) -> list[tuple[str, str]]:
        """The free action of the first design listed, with the words to send."""
        for offering in advice.offerings:
            if design := self.rules.designs.get(offering.id):
                return [("Do", f"{design['action']} Words to send: “{design['ask']}”")]
        return []

    def _cards(self, suggestions: Sequence[Suggestion], first: int, more: bool, ex: bool) -> None:
        common = _common_cautions(suggestions[:first])
        for words in common:
            self.say(f"For all of these: {plain(words)}")
        if common:
            self.console.print()
        for number, suggestion in enumerate(suggestions, 1):
            if number > 1:
                self.console.print()
            self._title(number, suggestion)
            if number > first and not ex:
                self._short(suggestion)
                continue
            full = number == 1 or more or ex
            self.inset(*self._facts(suggestion))
            if suggestion.kind == "move":
                self._occupation(suggestion, full=full)
            self._reasons(suggestion, ex, REASONS if full else REASONS_BRIEF)
            if suggestion.id in self.rules.designs and full:
                self._design(suggestion)
            checks = [plain(words) for words in suggestion.cautions if words not in common]
            if full:
                for words in checks:
                    self.labelled("Check", words)
            elif checks:
                self.labelled("Check", _run_on(checks))
            if suggestion.id in self.rules.designs and not full:
                self.inset("Host, tasks, taught part, outcome and words to send: --more.")
            self.inset(*self._source(suggestion))

    def _reasons(self, suggestion: Suggestion, explain: bool, most: int) -> None:
        """The first reasons in words, and the first against; with `explain` all, and their sum."""
        if explain:
            for reason in suggestion.reasons:
                words = f"{reason.why} [{reason.rule}; {reason.source}]"
                self.labelled(f"{reason.points:+d}", words)
            self.labelled(f"= {suggestion.score}", "points in all")
            return
        if whys := [reason.why for reason in suggestion.reasons if reason.points > 0][:most]:
            self.labelled("Why", _run_on(whys))
        for reason in [r for r in suggestion.reasons if r.points < 0][-1:]:
            self.labelled("Against", reason.why)

    def _short(self, suggestion: Suggestion) -> None:
        """The lines beyond the first five: enough to choose what to look into."""
        if suggestion.kind == "move":
            self.labelled("Shortage", shortage(self.rules, suggestion.facts, self.state))
        self.inset(*self._facts(suggestion)[:1], *self._source(suggestion))

    def _title(self, number: int, suggestion: Suggestion) -> None:
        title = Text(suggestion.title, style="bold")
        if suggestion.kind == "move":
            closeness = self._closeness(suggestion)
            title.append(f" ({suggestion.id}){f': {closeness}' if closeness else ''}", style="")
        self.row(f"{number:>2}.", title)

    def _facts(self, suggestion: Suggestion) -> list[str]:
        return [] if suggestion.kind == "move" else self._offering_lines(suggestion)

    def _occupation(self, move: Suggestion, *, full: bool) -> None:
        self.labelled("Shortage", shortage(self.rules, move.facts, self.state, years=full))
        needs = str(move.facts.get("needs"))
        if not any(needs in words for words in move.cautions):  # else a check says it already
            self.labelled("Registration", registration(move.facts))
        self.labelled("Pay", f"{pay(move.facts)}.")

    def _offering_lines(self, offering: Suggestion) -> list[str]:
        kind = self.rules.vocabularies["kinds"].name_of(offering.kind)
        sep = f" {self.dot} "
        if offering.id in self.rules.designs:
            line = f"{kind}, a design to propose{sep}{sep.join(design_facts(offering))}"
            said = any(NOBODY in words for words in offering.cautions)  # then a check says it
            return [line] if said else [line, DESIGN]
        known, unknown = offering_facts(self.rules, offering)
        line = sep.join([kind, *known])
        missing = f"{sep}{NOT_STATED}: {', '.join(unknown)}" if unknown else ""
        return [f"{provider(offering)}{sep}{line}{missing}", *credit(offering)]

    def _design(self, offering: Suggestion) -> None:
        design = self.rules.designs[offering.id]
        self.labelled("Builds on", str(design["builds_on"]))
        self.labelled("Host", f"{design['host']}.")
        self.inset("The work:")
        for task in design["host_tasks"]:
            self.labelled("", str(task))
        self.labelled("Taught part", f"{design['taught']}{self._course(offering)}")
        self.labelled("Outcome", f"{design['outcome']}. Assessed by: {design['assessed_by']}.")
        self.labelled("Ask", f"“{design['ask']}”")

    def _course(self, offering: Suggestion) -> str:
        """The course found for the taught part of a design."""
        for facts in self.rules.offering_facts:
            if facts["id"] == offering.course:
                course = f"{facts['title']}, {facts['provider']} (id {facts['id']})"
                return f" A course that teaches it: {course}."
        return ""

    def _source(self, suggestion: Suggestion) -> list[str]:
        if suggestion.kind == "move":
            return []
        facts = suggestion.facts
        year = str(facts.get("year") or "no year shown")
        site = "a design of our own" if facts["source"] == OWN else host(str(facts["source"]))
        return [f"Source: {site}, {year} {self.dot} id {suggestion.id}"]

    def _closeness(self, suggestion: Suggestion) -> str:
        return self.rules.listing.closeness_words(suggestion.closeness)

    def _apart(self, advice: Advice, most: int) -> None:
        notes = [note.words for note in advice.notes if note.slot == "apart"]
        if notes or advice.apart:
            self.heading("Needs registration first")
            for words in notes:
                self.say(words)
            for apart in advice.apart[:most]:
                closeness = self.rules.listing.closeness_words(apart.closeness)
                near = f", {closeness}" if closeness else ""
                self.item(f"{apart.title} ({apart.id}{near}). {apart.why_not}")
            if len(advice.apart) > most:
                self.say(f"{len(advice.apart) - most} more: --more.")
        reserved = advice.counts.get("offerings_apart", 0)
        if reserved:
            self.heading("Kept for particular groups")
            many = "1 offering reserved for a particular group is" if reserved == 1 else (
                f"{reserved} offerings reserved for particular groups are"
            )  # fmt: skip
            self.say(f"{many} not shown; answer the question on groups to see those that apply to "
                     "you (--groups, or the last questions of the interview).")  # fmt: skip

    def _before(self, advice: Advice) -> None:
        self.heading("Your answers, as they were read")
        self.say(f"{f' {self.dot} '.join(told(self.rules, advice.person))}.")
        for slot, heading in (
            ("check", "What to check"),
            ("ask", "Whom to ask"),
            ("not-asked", "What was not asked"),
        ):
            words = [note.words for note in advice.notes if note.slot == slot]
            if words:
                self.heading(heading)
                for line in words:
                    self.item(line)

    def _foot(self, advice: Advice, more: bool) -> None:
        self.console.print()
        self.console.print(Text(self.line * min(self.console.width, 40)))
        self.say(f"Rulebook of {advice.as_of}. {NO_PROMISE}")
        tips = "`stempath why ID` shows the rules behind a line, `why-not ID` what shuts one out."
        self.say(tips if more else f"More lines: --more. Points and rules: --explain. {tips}")


def _because(suggestion: Suggestion) -> str:
    """The reason that counted most, and the one against that is shown with it, in words."""
    whys = [reason.why for reason in suggestion.reasons if reason.points > 0][:1]
    against = [reason.why for reason in suggestion.reasons if reason.points < 0][-1:]
    return "".join(f" {_run_on([words])}" for words in (*whys, *(f"Against: {w}" for w in against)))


def _run_on(sentences: Sequence[str]) -> str:
    """Sentences in one paragraph, each with its full stop."""
    return " ".join(
        words if words.endswith((".", "?", "!", ".'", "?'")) else f"{words}." for words in sentences
    )


def _common_cautions(suggestions: Sequence[Suggestion]) -> list[str]:
    """Cautions that every one of several suggestions has: said once, above them."""
    if len(suggestions) < 2:
        return []
    first, *others = suggestions
    return [words for words in first.cautions if all(words in other.cautions for other in others)]
