"""Facts in words, as the screen shows them; what no source states is said to be not stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stempath.engine.words import NOT_STATED, fact_words, length_words, shown_value
from stempath.model.advice import Suggestion
from stempath.model.english import capital
from stempath.model.fact import Value

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet


DAY = 8  # hours: what takes no more needs no length beside it
NO_PROMISE = "This is advice for you to weigh, not a promise of a job."


def plain_name(fact: str) -> str:
    return fact.replace("_", " ")


def told(rules: RuleSet, person: Mapping[str, Value]) -> list[str]:
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
            found.append(f"{plain_name(name)}: {words}")
        else:
            found.append(words)
    return found


_TOLD: Mapping[str, str] = {
    "years_experience": "years of experience: {}",
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


def provider(offering: Suggestion) -> str:
    return str(offering.facts["provider"])


def offering_facts(rules: RuleSet, offering: Suggestion) -> tuple[list[str], list[str]]:
    """(facts that are stated, in words; names of those that are not)."""
    facts = offering.facts
    known: list[str] = []
    unknown: list[str] = []

    def put(name: str, words: str | None) -> None:
        (known if words else unknown).append(words or name)

    weeks, hours = facts.get("weeks"), facts.get("hours")
    if isinstance(weeks, int | float):
        known.append(length_words(weeks))
    elif not isinstance(hours, int | float):
        unknown.append("length")
    elif hours > DAY:
        unknown.append("over how many weeks")
    weekly = _number(facts.get("hours_per_week"), "hour")
    put("hours", _number(facts.get("hours"), "hour") or (f"{weekly} a week" if weekly else None))
    put("cost", _cost(facts))
    if facts.get("paid") is not None:
        known.append("paid" if facts["paid"] else "unpaid")
    elif facts.get("on_the_job") or facts.get("mode") == "workplace":
        unknown.append("whether it is paid")
    mode = facts.get("mode")
    put("mode", rules.vocabularies["modes"].name_of(str(mode)).lower() if mode else None)
    states = facts.get("states")
    where = ", ".join(map(str, states)) if isinstance(states, tuple) and states else None
    if isinstance(states, tuple) and set(states) >= set(rules.vocabularies["states"].names):
        where = "in every state and territory"
    if where or mode != "online":
        put("where", where)
    return known, unknown


# The facts of an offering behind the names of what is not stated.
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "length": ("weeks",),
    "over how many weeks": ("weeks",),
    "hours": ("hours", "hours_per_week"),
    "cost": ("cost_aud",),
    "whether it is paid": ("paid",),
    "mode": ("mode",),
    "where": ("states",),
}


def gaps(offering: Suggestion, unknown: Iterable[str]) -> frozenset[str]:
    """The facts that are not stated, from their names as `offering_facts` gives them."""
    hours = offering.facts.get("hours")
    a_day = isinstance(hours, int | float) and hours <= DAY  # so much is its length
    told = {fact for name in unknown for fact in _BEHIND[name]}
    return frozenset({*told, "weeks"} if a_day else told)


def hours_share(person: Mapping[str, Value], offering: Suggestion) -> tuple[int, str] | None:
    """(the offering's hours in percent of those that the person can give, the same in words).

    None where either is not known, and where a week of it, or its length, is more than there is.
    """
    hours = offering.facts.get("hours")
    weekly, weeks = (person.get(name) for name in ("hours_per_week", "weeks_available"))
    if not all(isinstance(one, int | float) for one in (hours, weekly, weeks)):
        return None
    assert isinstance(hours, int | float)
    assert isinstance(weekly, int | float)
    assert isinstance(weeks, int | float)
    given = weekly * weeks
    own, length = (offering.facts.get(name) for name in ("hours_per_week", "weeks"))
    if isinstance(own, int | float) and own > weekly:
        return None  # the sum would hide that each week asks for more
    if isinstance(length, int | float) and length > weeks:
        return None
    words = f"{hours:,.10g} of the {given:,.10g} hours you can give"
    if hours > given:
        words = f"{hours:,.10g} hours, more than the {given:,.10g} you can give"
    return (round(100 * hours / given) if given else 100), words


def design_facts(offering: Suggestion) -> list[str]:
    facts = offering.facts
    return [
        f"{facts['hours_per_week']:g} hours a week for {facts['weeks']:g} weeks",
        "in paid time",
        "no fee",
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


def credit(offering: Suggestion) -> list[str]:
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


def shortage(
    rules: RuleSet, facts: Mapping[str, Value], state: Value, *, whole: bool = True
) -> str:
    """The rating in the person's state, or in every state where theirs is not known.

    Then in how many of the years rated it was in shortage nationally; with `whole` in which.
    """
    letters = rules.vocabularies["shortage"]
    year = facts.get("shortage_year") or "year not stated"
    found = []
    for letter, fact in _RATED.items():
        where = facts.get(fact)
        states = [str(s) for s in where if state in (None, s)] if isinstance(where, tuple) else []
        if states:
            found.append(f"{letters.name_of(letter)} in {', '.join(states)}")
    words = "; ".join(found)
    by_state = f"{words[0].upper()}{words[1:]} ({year})" if words else (
        f"Shortage {NOT_STATED}{f' for {state}' if state else ''}"
    )  # fmt: skip
    rated, short = facts.get("years_rated"), facts.get("years_short")
    if not isinstance(rated, tuple) or not rated:
        return f"{by_state}."
    short = short if isinstance(short, tuple) else ()
    if short == rated:
        some = "each year,"
    elif not short:
        some = "no year,"
    elif whole:
        some = f"{shown_value(tuple(map(str, short)))}, of the years"
    else:
        some = f"{len(short)} of the {len(rated)} years"
    return f"{by_state}; nationally in {some} {_span(rated)}."


def _span(years: tuple[Value, ...]) -> str:
    numbers = sorted(int(str(year)) for year in years)
    if numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))


def registration(
    facts: Mapping[str, Value], state: Value, *, whole: bool = True, dated: bool = True
) -> str:
    """What registration it needs, for the person's state first, and with `whole` the road to it.

    Where only some states are known to ask for it, the person's is named first; of one that is not
    among them it is said that none is known, never that there is none.
    """
    if facts.get("needs"):
        year = facts.get("registration_year") if dated else None
        words = str(facts["needs"]).removeprefix("Needs registration ")
        if not whole:
            words = words.partition(": ")[0]
        states = facts.get("registration_states")
        if not state or not isinstance(states, tuple):
            return _sentence(words, year)
        if state in states:
            return _sentence(f"in {state}: {_STATES.sub('', words)}", year)
        elsewhere = _sentence(f"known for {shown_value(states)}", year)
        there = f" There: {_STATES.sub('', words).rstrip('.')}." if whole else ""
        return f"none known here for {state}, so ask; {elsewhere}{there}"
    regulated = facts.get("regulated")
    if regulated in (None, "no"):
        return (
            f"none found{_year(facts.get('registration_year'))}." if regulated else f"{NOT_STATED}."
        )
    body = facts.get("regulator")
    return _sentence(f"with {body}" if body else "needed; the body is not stated", None)


# A list of states in brackets that says no more than which they are.
_STATES = re.compile(r" \((?:[A-Z]{2,3}(?:, (?=[A-Z]))?)+(?: and others)?\)")


def _sentence(words: str, year: Value) -> str:
    return f"{words.rstrip('.')}{f', {year}' if year else ''}."


def _year(year: Value) -> str:
    return f" ({year})" if year else ""


def pay(facts: Mapping[str, Value]) -> str:
    median = facts.get("weekly_median_aud")
    group = facts.get("unit_group_title") or facts.get("unit_group")
    if median is None:
        return f"Pay {NOT_STATED} for {group}"
    return f"${median:,} a week, full-time median of {group} ({facts.get('earnings_year')})"


# What a person has of that which an offering or move asks for, by the fact that asks.
_HAS: Mapping[str, str] = {
    "min_aqf": "AQF level {}",
    "entry_fields": "a field it asks for",
    "builds_on_fields": "a field it builds on",
    "entry_occupations": "the work it is for",
    "builds_on_occupations": "the work it builds on",
    "registrations": "a registration or licence it asks for",
    "min_years_experience": "{} years of work",
}


def has_words(one: Suggestion, met: Mapping[str, Value]) -> str:
    """What the person has of that which an offering or a move asks for; "" where nothing is.

    `met` by the fact that asks, with the person's own number, where there is one: it stands
    first, and what is asked for only where that is less.
    """
    return ", ".join(_has(name, one.facts.get(name), met[name]) for name in _HAS if name in met)


def _has(name: str, asked: Value, own: Value) -> str:
    words = _HAS[name].format(shown_value(asked if own is None else own))
    return words if own in (None, asked) else f"{words} (it asks for {shown_value(asked)})"


_UNSTATED = re.compile(r",? (?:is|are) not stated$")  # an open question is one
_QUESTIONS = ("whether ", "which ", "what ", "how ", "who ", "when ", "where ")


def run_on(sentences: Iterable[str]) -> str:
    """Sentences in one paragraph, each with its full stop."""
    return " ".join(
        words if words.endswith((".", "?", "!", ".'", "?'")) else f"{words}." for words in sentences
    )


def host(source: str) -> str:
    """The host of an address; an id of a source as it is."""
    return (urlsplit(source).hostname or source).removeprefix("www.")


def plain(words: str) -> str:
    """A caution without the label that the screen gives it, "Check"; a question with its verb."""
    short = words.removeprefix("check:").strip().removeprefix("Check ")
    if short.startswith(_QUESTIONS):
        return f"Ask {_UNSTATED.sub('', short)}"
    return capital(short)
