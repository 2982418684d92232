"""One offering with all that its sources state, and lists of offerings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from stempath.engine.words import length_words, shown_value
from stempath.model.english import capital
from stempath.model.fact import Value
from stempath.screen.addressed import AddressedPage
from stempath.screen.days import last_day

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

MOST_LISTED = 20
LABELS = 18  # columns of the labels

# heading -> (fact, its label); what no source states is named at the end of its section
SECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (  # under the title
        ("kind", "Kind"),
        ("provider", "Provider"),
        ("provider_kind", "Kind of provider"),
        ("sectors", "Areas"),
        ("skills", "Skills"),
        ("difficulty", "Level"),
    ),
    "Time and money": (
        ("weeks", "Length"),
        ("hours", "Hours in all"),
        ("hours_per_week", "Hours a week"),
        ("cost_aud", "Cost"),
        ("paid", "Paid work"),
    ),
    "Where and how": (
        ("mode", "How"),
        ("states", "States"),
        ("place", "Place"),
        ("on_the_job", "On the job"),
        ("employer_run", "Run by employer"),
        ("employer_required", "Needs employer"),
    ),
    "Who may take it": (
        ("entry", "In short"),
        ("min_aqf", "Least AQF award"),
        ("min_aqf_or_years", "Or experience"),
        ("min_years_experience", "Experience"),
        ("reserved_for", "Only for"),
        ("aimed_at", "Aimed at"),
        ("students_only", "Students only"),
        ("student_level", "Level of study"),
        ("graduated_within_years", "Graduated"),
        ("residency", "Residency"),
        ("clearance", "Clearance"),
        ("registrations", "Licence held"),
        ("entry_fields", "From fields"),
        ("entry_sectors", "From areas"),
        ("entry_occupations", "From occupations"),
        ("builds_on_fields", "Builds on fields"),
        ("builds_on_occupations", "Builds on work"),
    ),
    "What it leads to": (
        ("aqf", "AQF award"),
        ("credit_points", "Credit points"),
        ("credit_towards", "Credit towards"),
        ("same_as", "Same course as"),
    ),
}
# Conditions of entry that few offerings have: where none is stated, none is missed.
_ONLY_IF_STATED = frozenset(
    {"min_aqf_or_years", "reserved_for", "aimed_at", "students_only", "student_level", "same_as"}
    | {"graduated_within_years", "clearance", "registrations", "entry_fields", "entry_sectors"}
    | {"entry_occupations", "builds_on_fields", "builds_on_occupations", "min_years_experience"}
    | {"employer_run", "employer_required", "place"}
)


class OfferingScreen(AddressedPage):
    """Offerings as their sources state them, whoever looks."""

    def __init__(self, rules: RuleSet, today: date, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.rules, self.today = rules, today

    def one(self, offering: Mapping[str, Value], design: Mapping[str, Any] | None) -> None:
        """All that is known of one offering; of a design, how to propose it as well."""
        self.heading(str(offering["title"]))
        if design:
            self.say(
                "Our own design of a micro-apprenticeship. Nobody offers it under this name: you "
                "propose it to an employer, who shapes it with you."
            )
            self._design(design)
        if over := self._over(offering):
            self.say(over)
            self.console.print()
        for heading, facts in SECTIONS.items():
            stated = [(label, self._words(offering, fact)) for fact, label in facts]
            unknown = [
                _lower(label) for (fact, label), (_label, words) in zip(facts, stated, strict=True)
                if not words and fact not in _ONLY_IF_STATED and not design
            ]  # fmt: skip
            rows = [(label, words) for label, words in stated if words]
            if unknown:
                rows.append(("Not stated", ", ".join(unknown)))
            if rows:
                if heading or design:
                    self.heading(heading or "In short")
                self._rows(rows)
        cautions = offering.get("cautions")
        if isinstance(cautions, tuple) and cautions:
            self.heading("Check first")
            for caution in map(str, cautions):
                self.item(capital(caution.removeprefix("check:").strip()))
        self._source(offering, design is not None)

    def several(self, offerings: Sequence[Mapping[str, Value]], count: int) -> None:
        """A list with ids; `count` is how many there are in all."""
        self.heading("1 offering" if count == 1 else f"{count} offerings, the nearest first")
        for offering in offerings:
            self.console.print()
            self.row("", Text(str(offering["title"]), style="bold"), indent=0)
            kind = self._name("kinds", offering["kind"])
            self.row("", Text(self.joined((kind, str(offering["provider"])))), indent=2)
            self.row("", Text(f"id: {offering['id']}"), indent=2)
        self.console.print()
        if count > len(offerings):
            self.say(f"{count - len(offerings)} more: add a word, or --sector, --kind or --free.")
        self.say("All that is known of one: stempath offering ID")

    # --- parts -----------------------------------------------------------------------------------

    def _design(self, design: Mapping[str, Any]) -> None:
        self.heading("The work")
        self.say(str(design["about"]))
        self._rows([("Host", str(design["host"]))])
        for task in design["host_tasks"]:
            self.item(str(task))
        self.heading("The taught part, and what comes of it")
        self._rows(
            [
                ("Taught", str(design["taught"])),
                ("Taught hours", f"{design['taught_hours']:g}"),
                ("Skills taught", shown_value(tuple(design["taught_skills"]))),
                ("Outcome", str(design["outcome"])),
                ("Assessed by", str(design["assessed_by"])),
                ("Builds on", str(design["builds_on"])),
            ]
        )
        self.heading("What you would ask of the host")
        for item in design["host_gives"]:
            self.item(str(item))
        self.heading("To begin")
        self._rows([("Words to ask", f"“{design['ask']}”"), ("This week", str(design["action"]))])

    def _source(self, offering: Mapping[str, Value], design: bool) -> None:
        self.heading("Where this comes from")
        source = str(offering["source"])
        for part in source.split(";"):
            if "://" in part:
                self.address("Source", part, LABELS)
            else:
                self._rows([("Source", "our own" if design else part)])
        year = offering.get("year")
        rows = [("Year", str(year) if year else "not shown on the page")]
        if not design:
            rows.append(("Status", self._name("statuses", offering["status"])))
        self._rows([*rows, ("Id", str(offering["id"]))])

    def _over(self, offering: Mapping[str, Value]) -> str:
        """That the last day its page names has passed; nothing where it has not."""
        named = last_day(str(offering.get("entry") or ""))
        if named is None or named[1] >= self.today:
            return ""
        return f"Its page names {named[0]}, which has passed: ask whether it runs again."

    def _rows(self, rows: Iterable[tuple[str, str]]) -> None:
        for label, words in rows:
            self.beside(label, [Text(words)], LABELS)

    # --- words -----------------------------------------------------------------------------------

    def _words(self, offering: Mapping[str, Value], name: str) -> str:
        """A fact in words; none where it is not stated."""
        value = offering.get(name)
        if value is None or value == ():
            return ""
        if name in _WORDS:
            return _WORDS[name](value, offering)
        if name in ("min_aqf", "aqf"):
            return self._level(value)
        if name in ("entry_occupations", "builds_on_occupations"):
            return shown_value(tuple(map(self._occupation, _items(value))))
        if name == "same_as":
            return self._title(str(value))
        fact = self.rules.facts["offering"][name]
        return shown_value(value, self.rules.vocabularies.get(fact.vocabulary), fact.unit)

    def _level(self, level: Value) -> str:
        if level == 0:
            return "none"  # no award is asked for
        qualifications = self.rules.vocabularies["qualifications"]
        levels = qualifications.columns["aqf"]
        names = ", ".join(qualifications.name_of(id_) for id_ in levels if levels[id_] == level)
        return f"level {level} ({names})" if names else f"level {level}"

    def _occupation(self, code: Value) -> str:
        name = self.rules.vocabularies["occupations"].names.get(str(code))
        for move in () if name else self.rules.move_facts:
            if move["unit_group"] == code:
                name = str(move.get("unit_group_title") or "")
                break
        return f"{name} ({code})" if name else str(code)

    def _title(self, id_: str) -> str:
        title = self.rules.titles.get(id_)
        return f"{title} ({id_})" if title else id_

    def _name(self, vocabulary: str, id_: Value) -> str:
        return self.rules.vocabularies[vocabulary].name_of(str(id_))


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _items(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _cost(value: Value, offering: Mapping[str, Value]) -> str:
    year = offering.get("cost_year") or offering.get("year")
    amount = "free" if value == 0 else f"${value:,.10g}"
    return f"{amount} ({year})" if year else f"{amount} (no year shown)"


def _years(value: Value, _offering: Mapping[str, Value]) -> str:
    return "1 year" if value == 1 else f"{value:g} years"


def _within(value: Value, _offering: Mapping[str, Value]) -> str:
    return "in the last year" if value == 1 else f"in the last {value:g} years"


def _length(value: Value, _offering: Mapping[str, Value]) -> str:
    assert isinstance(value, int | float)
    return length_words(value)


def _clearance(value: Value, _offering: Mapping[str, Value]) -> str:
    return "a security clearance is needed" if value else "none needed"


_WORDS = {
    "cost_aud": _cost,
    "weeks": _length,
    "min_aqf_or_years": _years,
    "min_years_experience": _years,
    "graduated_within_years": _within,
    "clearance": _clearance,
}
