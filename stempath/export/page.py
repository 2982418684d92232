"""Page: what a shared plan says, and nothing else; every format is made from it.

A page is safe to share. The advice is made anew without the facts that stay with the person, so
that neither an order nor a title tells of them; then only what is listed here is taken over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from stempath import __version__
from stempath.engine.advise import advise
from stempath.engine.ruleset import RuleSet
from stempath.engine.words import fact_words, fill, length_words, shown_value
from stempath.export.face import address
from stempath.model.advice import Advice, Suggestion
from stempath.model.english import capital
from stempath.model.fact import Facts, Value, declared
from stempath.model.person import Person
from stempath.record import record

KEPT_BACK = frozenset({"budget_aud"})  # beside what is declared private: money tells of income
# What the plan may say of the person, with the words for it.
SAID = {
    "qualification": "Qualification",
    "field_of_study": "Field of study",
    "occupation": "Present work",
    "other_occupation": "Other work",
    "sector": "Sector",
    "years_experience": "Years of experience",
    "goals": "What the next step is for",
    "target_sectors": "Areas of interest",
    "state": "State or territory",
    "hours_per_week": "Hours a week",
    "weeks_available": "Weeks available",
    "modes": "Ways of learning",
    "skills": "Own levels of skills",
}
SLOTS = {"bring": "What you bring", "check": "What to check", "ask": "Whom to ask"}
_OFFERING_FACTS = {
    "weeks": "Length",
    "hours": "Hours in all",
    "cost_aud": "Cost",
    "paid": "Paid work",
    "mode": "How",
    "states": "Where",
    "min_aqf": "AQF level asked for",
    "aqf": "AQF level reached",
    "credit_points": "Credit points",
    "credit_towards": "Credit towards",
}


@record(frozen=True, slots=True)
class PageFact:
    """A fact in words, with the year it is of where that is stated."""

    name: str
    words: str
    year: int | None = None


@record(frozen=True, slots=True)
class PageReason:
    """Why a line is there, and where that comes from."""

    words: str
    source: str


@record(frozen=True, slots=True)
class PageDesign:
    """A micro-apprenticeship to propose: what is worked on, taught, produced and asked."""

    about: str
    host: str
    tasks: tuple[str, ...]
    hours_per_week: str
    weeks: str
    taught: str
    taught_hours: str
    course: str
    course_url: str
    outcome: str
    assessed_by: str
    builds_on: str
    host_gives: tuple[str, ...]
    ask: str
    action: str


@record(frozen=True, slots=True)
class PageOffering:
    """An offering to take next. `url` "" where there is no page; `year` of what the page says."""

    id: str
    title: str
    provider: str
    kind: str
    facts: tuple[PageFact, ...]
    not_stated: tuple[str, ...]
    reasons: tuple[PageReason, ...]
    against: tuple[PageReason, ...]
    cautions: tuple[str, ...]
    url: str
    year: int | None
    design: PageDesign | None


@record(frozen=True, slots=True)
class PageMove:
    """An occupation within reach; closeness in words, "" where nothing can be said of it."""

    occupation: str
    title: str
    closeness: str
    facts: tuple[PageFact, ...]
    not_stated: tuple[str, ...]
    reasons: tuple[PageReason, ...]
    against: tuple[PageReason, ...]
    cautions: tuple[str, ...]


@record(frozen=True, slots=True)
class PageNote:
    """Words about the whole plan, under the heading of their slot."""

    heading: str
    words: str


@record(frozen=True, slots=True)
class Page:
    """A shared plan."""

    title: str
    about: str
    made: str
    rulebook: str
    as_of: str
    version: str
    person: tuple[PageFact, ...]
    not_stated: tuple[str, ...]
    notes: tuple[PageNote, ...]
    offerings: tuple[PageOffering, ...]
    moves: tuple[PageMove, ...]


def make_page(rules: RuleSet, facts: Facts, today: date) -> Page:
    """The plan to share for a person, advised without what stays with them."""
    shared = shareable(facts)
    advice = next(advise(rules, [shared]))
    first = rules.listing.first
    return Page(
        title="A plan for the next step in STEM",
        about=(
            "This is advice for a person to review, not a decision. It was made offline by fixed "
            f"rules: rulebook {advice.rulebook} of {advice.as_of}, stempath {__version__}. "
            "Private answers and money are left out, and the order was made without them."
        ),
        made=today.isoformat(),
        rulebook=advice.rulebook,
        as_of=advice.as_of,
        version=__version__,
        person=tuple(
            PageFact(words, _shown(rules, "person", name, shared[name]))
            for name, words in SAID.items()
            if shared.get(name) is not None
        ),
        not_stated=tuple(words for name, words in SAID.items() if shared.get(name) is None),
        notes=tuple(_notes(rules, advice, shared)),
        offerings=tuple(_offering(rules, one, shared) for one in advice.offerings[:first]),
        moves=tuple(_move(rules, one, shared) for one in advice.moves[:first]),
    )


def shareable(facts: Facts) -> dict[str, Value]:
    """The facts that a shared plan may rest on."""
    person = declared(Person)
    return {
        name: value
        for name, value in facts.items()
        if not person[name].private and name not in KEPT_BACK
    }


def _notes(rules: RuleSet, advice: Advice, person: Facts) -> Iterator[PageNote]:
    laws = {law.id: law for law in rules.offerings.laws}
    for slot, heading in SLOTS.items():
        for note in advice.notes:
            if note.slot == slot and not note.private:
                yield PageNote(heading, note.words)
            elif note.slot == slot and (law := laws.get(note.rule)) and law.neutral:
                yield PageNote(heading, fill(rules, law.neutral, {"person": person}, law.when))


def _offering(rules: RuleSet, one: Suggestion, person: Facts) -> PageOffering:
    design = rules.designs.get(one.id)
    asked = {name: words for name, words in _OFFERING_FACTS.items() if _fits(name, one)}
    return PageOffering(
        id=one.id,
        title=one.title,
        provider=str(one.facts["provider"]),
        kind=rules.vocabularies["kinds"].name_of(one.kind),
        facts=(
            *(
                PageFact(
                    words, _shown(rules, "offering", name, one.facts[name]), _year_of(name, one)
                )
                for name, words in asked.items()
                if one.facts.get(name) is not None
            ),
            *_closing(rules, one),
        ),
        not_stated=tuple(
            words for name, words in asked.items() if one.facts.get(name) is None and not design
        ),
        reasons=tuple(_reasons(rules, "offering", one, person)),
        against=tuple(_reasons(rules, "offering", one, person, against=True)),
        cautions=tuple(map(_check, one.cautions)),
        url=address(one) or "",
        year=None if design else _integer(one.facts.get("year")),
        design=_design(rules, design, one.course) if design else None,
    )


def _closing(rules: RuleSet, one: Suggestion) -> Iterator[PageFact]:
    """What the offering teaches that the first moves ask for more of."""
    for closing in one.closes:
        title = rules.vocabularies["occupations"].name_of(closing.move)
        skills = shown_value(closing.skills, rules.vocabularies["skills"])
        yield PageFact(f"Teaches, on the way to {title}", skills)


def _fits(name: str, one: Suggestion) -> bool:
    """Whether a fact is worth a line: credit and level reached are silent where none is stated."""
    return name not in ("aqf", "credit_points", "credit_towards", "paid") or (
        one.facts.get(name) is not None
    )


def _year_of(name: str, one: Suggestion) -> int | None:
    if name == "cost_aud" and one.facts.get("cost_year"):
        return _integer(one.facts["cost_year"])
    return None


def _design(rules: RuleSet, design: Mapping[str, object], course: str | None) -> PageDesign:
    found = rules.facts_of(course) if course else None
    source = str(found["source"]) if found else ""
    return PageDesign(
        about=str(design["about"]),
        host=str(design["host"]),
        tasks=_texts(design["host_tasks"]),
        hours_per_week=f"{design['hours_per_week']:g}",
        weeks=f"{design['weeks']:g}",
        taught=str(design["taught"]),
        taught_hours=f"{design['taught_hours']:g}",
        course=f"{found['title']} ({found['provider']})" if found else "",
        course_url=source if source.startswith(("https://", "http://")) else "",
        outcome=str(design["outcome"]),
        assessed_by=str(design["assessed_by"]),
        builds_on=str(design["builds_on"]),
        host_gives=_texts(design["host_gives"]),
        ask=str(design["ask"]),
        action=str(design["action"]),
    )


def _move(rules: RuleSet, one: Suggestion, person: Facts) -> PageMove:
    facts = list(_move_facts(rules, one))
    return PageMove(
        occupation=one.id,
        title=one.title,
        closeness=rules.listing.closeness_words(one.closeness),
        facts=tuple(fact for fact in facts if fact.words),
        not_stated=tuple(fact.name for fact in facts if not fact.words),
        reasons=tuple(_reasons(rules, "move", one, person)),
        against=tuple(_reasons(rules, "move", one, person, against=True)),
        cautions=tuple(map(_check, one.cautions)),
    )


def _move_facts(rules: RuleSet, one: Suggestion) -> Iterator[PageFact]:
    """The dated facts of an occupation; empty words where a figure is not stated."""

    def words(name: str) -> str:
        value = one.facts.get(name)
        return _shown(rules, "move", name, value) if value else ""

    skills = rules.vocabularies["skills"]
    most = tuple(gap.skill for gap in one.gaps[: rules.listing.gaps_told])
    if one.held is not None:
        yield PageFact("Skills it asks for that are held, by O*NET's figures", f"{one.held} in 100")
    if most:
        yield PageFact("Skills to learn most", shown_value(most, skills))
    rated = _integer(one.facts.get("shortage_year"))
    yield PageFact("Rated in shortage, nationally", words("shortage_national"), rated)
    for name, heading in (
        ("short_in", "Rated in shortage in"),
        ("short_regional_in", "Rated in shortage in regional areas of"),
        ("short_metro_in", "Rated in shortage in metropolitan areas of"),
        ("not_short_in", "Rated as not in shortage in"),
    ):
        if one.facts.get(name):
            yield PageFact(heading, words(name), rated)
    if one.facts.get("years_short"):
        yield PageFact("Years of national shortage since 2021", words("years_short"))
    yield PageFact(
        "Full-time median earnings a week, unit group",
        words("weekly_median_aud"),
        _integer(one.facts.get("earnings_year")),
    )
    yield PageFact(
        "Employed, unit group", words("employed"), _integer(one.facts.get("employed_year"))
    )
    if one.facts.get("registrations"):
        yield PageFact(
            "Registration or licence",
            words("registrations"),
            _integer(one.facts.get("registration_year")),
        )


def _reasons(
    rules: RuleSet, about: str, one: Suggestion, person: Facts, *, against: bool = False
) -> Iterator[PageReason]:
    """Reasons in words, without points; a private one is said neutrally, or not at all."""
    laws = {law.id: law for law in rules.program(about).laws}
    for reason in one.reasons:
        if (reason.points < 0) is not against:
            continue
        law = laws[reason.rule]
        facts = {"person": person, about: one.facts}
        words = fill(rules, law.neutral, facts, law.when) if reason.private else reason.why
        if words:
            yield PageReason(words, reason.source)


def _shown(rules: RuleSet, subject: str, name: str, value: Value) -> str:
    fact = rules.facts[subject][name]
    if name == "target_sectors" and not value:
        return "open to any"
    words = fact_words(rules, fact, value)
    if fact.unit == "weeks" and isinstance(value, int | float):
        return length_words(value)
    if fact.unit not in ("hours", "years"):
        return words
    return f"{words} {fact.unit.removesuffix('s') if value == 1 else fact.unit}"


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, list | tuple)
    return tuple(map(str, value))


def _integer(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _check(caution: str) -> str:
    """A caution without the label that the catalogue gives it: the page has a heading for them."""
    return capital(caution.removeprefix("check:").strip())
