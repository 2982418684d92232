"""What the terminal shows: advice, explanations, profiles and rules; nothing by colour alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from stempath.engine.words import NOT_STATED, shown_value
from stempath.model.advice import Advice, Suggestion
from stempath.model.fact import Fact, Value
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.engine.why import Change, ClauseLine, Explanation, RuleLine
    from stempath.model.rule import Rule
    from stempath.profile import Profile

WIDEST = 100  # columns; longer lines are hard to read
REASONS = 3  # in words, on the first screen
CLOSENESS = ((75, "very-close", "very close"), (50, "close", "close"), (25, "stretch", "a stretch"))
NOBODY = "nobody offers it under this name"
DESIGN = f"A design to propose to your employer; {NOBODY}."
NO_PROMISE = "This is advice for you to weigh, not a promise of a job."
PAY = (
    "Pay is the middle of all who work full time in a group of occupations, in the year that is "
    "named. It is no starting wage."
)
OWN = "own"
ASKED_OF_WORK = ("cadetship", "internship", "returnship", "graduate-program", "doctoral-program")


class _Pipe(Console):
    """A console that leaves a closed pipe to the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Text on stdout. All of it is data: nothing is read as markup."""

    def __init__(self, *, plain: bool = False) -> None:
        self.console = _Pipe(
            file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False,
            no_color=plain or None, force_terminal=False if plain else None,
        )  # fmt: skip
        self.console.width = min(self.console.width, WIDEST)
        ascii_only = self.console.options.ascii_only
        self.dot, self.bullet, self.line = ("-", "*", "-") if ascii_only else ("·", "•", "─")

    def rule(self, rule: Rule) -> None:
        """One rule as it is written."""
        self.heading(rule.id)
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
        self.pairs([*rows, ("Stands in", str(rule.place))])

    def heading(self, words: str) -> None:
        """A heading: bold, and underlined by characters, so that it shows without colour."""
        text = clean(words)
        self.console.print()
        self.console.print(Text(text, style="bold"))
        self.console.print(Text(self.line * min(len(text), self.console.width)))

    def say(self, words: str) -> None:
        """A paragraph."""
        self._row("", Text(clean(words)), indent=0)

    def item(self, words: str) -> None:
        """One entry of a list, its further lines aligned with the first."""
        self._row(f" {self.bullet} ", Text(clean(words)), indent=3)

    def notes(self, advice: Advice, *slots: str) -> None:
        """The notes of these slots, one paragraph each."""
        for slot in slots:
            for note in advice.notes:
                if note.slot == slot:
                    self.console.print()
                    self.say(note.words)

    def inset(self, *lines: str) -> None:
        """Lines under a numbered title."""
        for words in lines:
            self._row("", Text(clean(words)))

    def labelled(self, label: str, words: str) -> None:
        """A label and its words, under a numbered title."""
        lead = f"{label}: " if label and label[0] not in "+-=" else f"{label} "
        if not label:
            lead = f"{self.bullet} "
        self._row("", Text(clean(f"{lead}{words}")), hang=2)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """A label column and what it says."""
        found = list(rows)
        width = max((len(label) for label, _words in found), default=0) + 2
        for label, words in found:
            self._row(f"{label}:", Text(clean(words)), indent=width)

    def _row(self, mark: str, text: Text, *, indent: int = 4, hang: int = 0) -> None:
        """`text` at `indent` with `mark` before it; its further lines `hang` columns deeper."""
        text.overflow = "fold"
        width = max(self.console.width - indent - hang, 10)
        for number, line in enumerate(text.wrap(self.console, width) or [Text()]):
            line.rstrip()
            lead = mark.ljust(indent) if number == 0 else " " * (indent + hang)
            self.console.print(Text.assemble(lead, line), soft_wrap=True)


class Screen(Page):
    """A page that shows what a rule set answers."""

    def __init__(self, rules: RuleSet, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules = rules
        self.state: Value = None  # of the person whose advice is shown

    def profile(self, profile: Profile) -> None:
        """The answers of a profile, private ones marked, and what it was advised."""
        self.heading(profile.path.name)
        self.say(f"{profile.path}, saved {profile.saved or 'on a day not stated'}")
        facts = self.rules.facts["person"]
        self.pairs(
            (
                _name(name) + (" (private)" if fact.private else ""),
                fact_words(self.rules, fact, value),
            )
            for name, fact in facts.items()
            if (value := profile.facts.get(name)) is not None
        )
        for heading, titles in (("Take next", profile.offerings), ("Moves", profile.moves)):
            if titles:
                self.heading(f"{heading}, when it was saved")
                for _id, title in titles[: self.rules.listing.first]:
                    self.item(title)

    # --- the page of advice --------------------------------------------------------------------

    def changes(self, changes: Sequence[str]) -> None:
        """What is different from the advice that a profile was saved with."""
        if changes:
            self.heading("Changed since this profile was saved")
            for words in changes:
                self.item(words)

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
        self._apart(advice, most)
        self._before(advice)
        self._foot(advice, more)

    def _bring(self, advice: Advice) -> None:
        self.heading("What you bring")
        for slot in ("bring", "staying"):
            for note in advice.notes:
                if note.slot == slot:
                    self.item(note.words)
        told = _told(self.rules, advice.person)
        self.item(f"From your answers: {f' {self.dot} '.join(told)}.")

    def _start(self, advice: Advice) -> None:
        self.heading("To start with")
        notes = [note.words for note in advice.notes if note.slot == "this-week"]
        rows = [("Do", notes[0])] if notes else self._propose(advice)
        if advice.offerings:
            offering = advice.offerings[0]
            design = offering.id in self.rules.designs
            by = "to propose to your employer" if design else _provider(offering)
            rows.append(("Take", f"{offering.title}, {by}"))
        if advice.moves:
            move = advice.moves[0]
            rows.append(("Move", ", ".join(filter(None, (move.title, self._closeness(move))))))
        self.pairs(rows)

    def _propose(self, advice: Advice) -> list[tuple[str, str]]:
        """The free action of the first design listed, with the words to send."""
        for offering in advice.offerings:
            if design := self.rules.designs.get(offering.id):
                return [("Do", f"{design['action']} Words to send: “{design['ask']}”")]
        return []

    def _cards(self, suggestions: Sequence[Suggestion], first: int, more: bool, ex: bool) -> None:
        drawn = False  # one design is told in full; the others with `more`
        common = _common_cautions(suggestions[:first])
        for words in common:
            self.say(f"For all of these: {_plain(words)}")
        if common:
            self.console.print()
        for number, suggestion in enumerate(suggestions, 1):
            if number > 1:
                self.console.print()
            self._title(number, suggestion)
            if number > first and not ex:
                self._short(suggestion)
                continue
            self.inset(*self._facts(suggestion))
            if suggestion.kind == "move":
                self._occupation(suggestion)
            self._reasons(suggestion, ex)
            if suggestion.id in self.rules.designs:
                self._design(suggestion, full=more or not drawn)
                drawn = True
            for words in suggestion.cautions:
                if words not in common:
                    self.labelled("Check", _plain(words))
            self.inset(*self._source(suggestion))

    def _reasons(self, suggestion: Suggestion, explain: bool) -> None:
        """The first reasons in words, and the first against; with `explain` all, and their sum."""
        if explain:
            for reason in suggestion.reasons:
                words = f"{reason.why} [{reason.rule}; {reason.source}]"
                self.labelled(f"{reason.points:+d}", words)
            self.labelled(f"= {suggestion.score}", "points in all")
            return
        for reason in [r for r in suggestion.reasons if r.points > 0][:REASONS]:
            self.labelled("Why", reason.why)
        for reason in [r for r in suggestion.reasons if r.points < 0][-1:]:
            self.labelled("Against", reason.why)

    def _short(self, suggestion: Suggestion) -> None:
        """The lines beyond the first five: enough to choose what to look into."""
        if suggestion.kind == "move":
            self.labelled("Shortage", _shortage(self.rules, suggestion.facts, self.state))
        self.inset(*self._facts(suggestion)[:1], *self._source(suggestion))

    def _title(self, number: int, suggestion: Suggestion) -> None:
        title = Text(suggestion.title, style="bold")
        if suggestion.kind == "move":
            closeness = self._closeness(suggestion)
            title.append(f" ({suggestion.id}){f': {closeness}' if closeness else ''}", style="")
        self._row(f"{number:>2}.", title)

    def _facts(self, suggestion: Suggestion) -> list[str]:
        return [] if suggestion.kind == "move" else self._offering_lines(suggestion)

    def _occupation(self, move: Suggestion) -> None:
        self.labelled("Shortage", _shortage(self.rules, move.facts, self.state))
        needs = str(move.facts.get("needs"))
        if not any(needs in words for words in move.cautions):  # else a check says it already
            self.labelled("Registration", _registration(move.facts))
        self.labelled("Pay", f"{_pay(move.facts)}.")

    def _offering_lines(self, offering: Suggestion) -> list[str]:
        kind = self.rules.vocabularies["kinds"].name_of(offering.kind)
        sep = f" {self.dot} "
        if offering.id in self.rules.designs:
            line = f"{kind}, a design to propose{sep}{sep.join(_design_facts(offering))}"
            said = any(NOBODY in words for words in offering.cautions)  # then a check says it
            return [line] if said else [line, DESIGN]
        known, unknown = _offering_facts(self.rules, offering)
        line = sep.join([kind, *known])
        missing = f"{sep}{NOT_STATED}: {', '.join(unknown)}" if unknown else ""
        return [f"{_provider(offering)}{sep}{line}{missing}", *_credit(offering)]

    def _design(self, offering: Suggestion, *, full: bool) -> None:
        design = self.rules.designs[offering.id]
        self.labelled("Builds on", str(design["builds_on"]))
        if full:
            self.labelled("Host", f"{design['host']}.")
            self.inset("The work:")
            for task in design["host_tasks"]:
                self.labelled("", str(task))
            self.labelled("Taught part", f"{design['taught']}{self._course(offering)}")
        self.labelled("Outcome", f"{design['outcome']}. Assessed by: {design['assessed_by']}.")
        self.labelled("Ask", f"“{design['ask']}”")
        if not full:
            self.inset("Host, tasks and taught part: --more.")

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
        host = "a design of our own" if facts["source"] == OWN else _host(str(facts["source"]))
        return [f"Source: {host}, {year} {self.dot} id {suggestion.id}"]

    def _closeness(self, suggestion: Suggestion) -> str:
        return closeness_words(self.rules, suggestion.closeness)

    def _apart(self, advice: Advice, most: int) -> None:
        notes = [note.words for note in advice.notes if note.slot == "apart"]
        if notes or advice.apart:
            self.heading("Needs registration first")
            for words in notes:
                self.say(words)
            for apart in advice.apart[:most]:
                closeness = closeness_words(self.rules, apart.closeness)
                near = f", {closeness}" if closeness else ""
                self.item(f"{apart.title} ({apart.id}{near}). {apart.why_not}")
        reserved = advice.counts.get("offerings_apart", 0)
        if reserved:
            self.heading("Kept for particular groups")
            many = "1 offering reserved for a particular group is" if reserved == 1 else (
                f"{reserved} offerings reserved for particular groups are"
            )  # fmt: skip
            self.say(f"{many} not shown; answer the question on groups to see those that apply to "
                     "you (--groups, or the last questions of the interview).")  # fmt: skip

    def _before(self, advice: Advice) -> None:
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

    # --- one candidate explained -----------------------------------------------------------------

    def why(self, found: Explanation) -> None:
        """Every rule about one candidate: those that acted, then those that did not."""
        self._stands(found)
        acted = [rule for rule in found.rules if rule.acted]
        self.heading("Rules that acted")
        for rule in sorted(acted, key=lambda rule: (-rule.points, rule.rule)):
            self._rule(rule)
        if not acted:
            self.say("None.")
        self.heading("Rules that did not")
        for rule in found.rules:
            if not rule.acted:
                self._rule(rule)

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
            self.say("No change of one answer does.")

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
        self._row("", Text.assemble((rule.rule, "bold"), f": {effect}{private}"), indent=indent)
        for clause in rule.clauses:
            self._row("", Text(self._clause(clause)), indent=indent + 4)
        self._row("", Text(f"source: {rule.source}"), indent=indent + 4)

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


# --- facts in words ------------------------------------------------------------------------------


def closeness_words(rules: RuleSet, closeness: int | None) -> str:
    """Closeness as people read it; nothing below a stretch, or where the origin is not known."""
    for least, id_, words in CLOSENESS:
        if closeness is not None and closeness >= least:
            named = rules.vocabularies.get("closeness")
            return named.name_of(id_).lower() if named and id_ in named else words
    return ""


def fact_words(rules: RuleSet, fact: Fact, value: Value) -> str:
    """A fact as a person reads it."""
    words = shown_value(value, rules.vocabularies.get(fact.vocabulary), fact.unit)
    return words.replace(",", "") if fact.unit == "year" else words


def change_words(rules: RuleSet, change: Change) -> str:
    """`state were VIC (it is QLD)`."""
    fact = rules.facts["person"][change.fact]
    to, now = (fact_words(rules, fact, value) for value in (change.to, change.now))
    return f"{_name(change.fact)} were {to} (it is {now})"


def _name(fact: str) -> str:
    return fact.replace("_", " ")


def _common_cautions(suggestions: Sequence[Suggestion]) -> list[str]:
    """Cautions that every one of several suggestions has: said once, above them."""
    if len(suggestions) < 2:
        return []
    first, *others = suggestions
    return [words for words in first.cautions if all(words in other.cautions for other in others)]


def _told(rules: RuleSet, person: Mapping[str, Value]) -> list[str]:
    """The answers that are not private, in words."""
    found = []
    for name, fact in rules.facts["person"].items():
        value = person.get(name)
        if value is None or fact.private:
            continue
        words = fact_words(rules, fact, value)
        if name in _TOLD:
            found.append(_TOLD[name].format(words))
        elif fact.type == "yes-no":
            found.append(f"{_name(name)}: {words}")
        else:
            found.append(words)
    return found


_TOLD: Mapping[str, str] = {
    "years_experience": "{} years of it",
    "goals": "you want: {}",
    "target_sectors": "towards {}",
    "hours_per_week": "{} hours a week",
    "weeks_available": "{} weeks",
    "budget_aud": "up to {}",
    "modes": "learning: {}",
    "employer_support": "employer would help: {}",
    "graduated_year": "finished in {}",
    "registrations": "registered: {}",
    "disruption": "change wanted: {}",
}


def _provider(offering: Suggestion) -> str:
    return str(offering.facts["provider"])


def _offering_facts(rules: RuleSet, offering: Suggestion) -> tuple[list[str], list[str]]:
    """(facts that are stated, in words; names of those that are not)."""
    facts = offering.facts
    known: list[str] = []
    unknown: list[str] = []

    def put(name: str, words: str | None) -> None:
        (known if words else unknown).append(words or name)

    put("length", _number(facts.get("weeks"), "week"))
    put("hours", _number(facts.get("hours"), "hour"))
    put("cost", _cost(facts))
    if facts.get("paid") is not None:
        known.append("paid" if facts["paid"] else "unpaid")
    elif facts.get("on_the_job") or offering.kind in ASKED_OF_WORK:
        unknown.append("whether it is paid")
    mode = facts.get("mode")
    put("mode", rules.vocabularies["modes"].name_of(str(mode)).lower() if mode else None)
    states = facts.get("states")
    where = ", ".join(map(str, states)) if isinstance(states, tuple) and states else None
    if where or mode != "online":
        put("where", where)
    return known, unknown


def _design_facts(offering: Suggestion) -> list[str]:
    facts = offering.facts
    return [
        f"{facts['hours_per_week']:g} hours a week for {facts['weeks']:g} weeks",
        f"{facts['hours']:g} hours in all",
        "paid time",
        "no fee to you",
        "at your workplace",
    ]


def _number(value: Value, unit: str) -> str | None:
    return None if value is None else f"{value:g} {unit}{'' if value == 1 else 's'}"


def _cost(facts: Mapping[str, Value]) -> str | None:
    cost = facts.get("cost_aud")
    if cost is None:
        return None
    year = facts.get("cost_year") or facts.get("year")
    amount = "free" if cost == 0 else f"${cost:,.10g}"
    return f"{amount} ({year})" if year else f"{amount} (no year shown)"


def _credit(offering: Suggestion) -> list[str]:
    points, towards = (offering.facts.get(name) for name in ("credit_points", "credit_towards"))
    said = towards and any(str(towards) in words for words in offering.cautions)
    if said or (points is None and towards is None):  # a check may say it already
        return []
    amount = f"{points:g} points" if points is not None else "amount not stated"
    return [f"Credit: {amount}, towards {towards or NOT_STATED}. Ask the provider to confirm it."]


_RATED = {
    "S": "short_in",
    "R": "short_regional_in",
    "M": "short_metro_in",
    "NS": "not_short_in",
}


def _shortage(rules: RuleSet, facts: Mapping[str, Value], state: Value) -> str:
    """The rating in the person's state, or in every state where theirs is not known; then years."""
    letters = rules.vocabularies["shortage"]
    year = facts.get("shortage_year") or "year not stated"
    found = []
    for letter, fact in _RATED.items():
        rated = facts.get(fact)
        states = [str(s) for s in rated if state in (None, s)] if isinstance(rated, tuple) else []
        if states:
            found.append(f"{', '.join(states)}: {letters.name_of(letter)}")
    by_state = f"{'; '.join(found)} ({year})" if found else f"{state or 'by state'}: {NOT_STATED}"
    years, short = facts.get("years_rated"), facts.get("years_short")
    if not isinstance(years, tuple) or not years:
        return f"{by_state}."
    if short == years:
        some = "each year rated"
    elif isinstance(short, tuple) and short:
        some = f"{shown_value(tuple(map(str, short)))} of the years rated"
    else:
        some = "no year rated"
    return f"{by_state}. National shortage in {some}, {_span(years)}."


def _span(years: tuple[Value, ...]) -> str:
    numbers = sorted(int(str(year)) for year in years)
    if numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))


def _registration(facts: Mapping[str, Value]) -> str:
    if facts.get("needs"):
        words = str(facts["needs"]).removeprefix("Needs registration ")
        return _sentence(words, facts.get("registration_year"))
    regulated = facts.get("regulated")
    if regulated in (None, "no"):
        return (
            f"none found{_year(facts.get('registration_year'))}." if regulated else f"{NOT_STATED}."
        )
    body = facts.get("regulator")
    return _sentence(f"with {body}" if body else "needed; the body is not stated", None)


def _sentence(words: str, year: Value) -> str:
    return f"{words.rstrip('.')}{_year(year)}."


def _year(year: Value) -> str:
    return f" ({year})" if year else ""


def _pay(facts: Mapping[str, Value]) -> str:
    median = facts.get("weekly_median_aud")
    group = facts.get("unit_group_title") or facts.get("unit_group")
    if median is None:
        return f"{NOT_STATED} for {group}"
    return f"${median:,} a week, full-time median of {group} ({facts.get('earnings_year')})"


def _host(source: str) -> str:
    """The host of an address; an id of a source as it is."""
    return (urlsplit(source).hostname or source).removeprefix("www.")


def _plain(words: str) -> str:
    """A caution without the label that the screen gives it."""
    short = words.removeprefix("check:").strip()
    return short[:1].upper() + short[1:]
