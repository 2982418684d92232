"""Shortage, pay and people of an occupation, every figure with its year and what it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stempath.engine.words import NOT_STATED, shown_value
from stempath.model.fact import Facts, Value
from stempath.model.vocabulary import Vocabulary
from stempath.rulebook.portrait import Portrait
from stempath.screen.sourced import SourcedPage, span

_RATED = {
    "S": "short_in",
    "R": "short_regional_in",
    "M": "short_metro_in",
    "NS": "not_short_in",
}  # letter of a rating -> the fact that holds its states

_NOT = "NS"


def market(page: SourcedPage, portrait: Portrait, facts: Facts) -> None:
    """Ratings by state and by year; pay; how many work in it, and how many of them are women."""
    page.heading("Shortage, pay and people")
    page.rows(market_rows(page, portrait, facts, part_time=page.more))
    if portrait.inexact:
        page.say(
            "People at work and women are counted for an older unit group that is much like it, "
            "not quite the same."
        )
    page.source(portrait.sources, _said_by(portrait, facts))


def market_rows(
    page: SourcedPage, portrait: Portrait, facts: Facts, *, part_time: bool
) -> list[tuple[str, str]]:
    """Labels and words; "" where a part is left out."""
    letters = page.rules.vocabularies["shortage"]
    year = facts.get("shortage_year")
    half = _share(facts, "part_time_percent", portrait.profile_year)
    return [
        (f"Shortage {year}" if year else "Shortage", _by_state(page, letters, facts)),
        ("Nationally", _nationally(letters, portrait, facts)),
        ("Pay", _pay(facts)),
        ("People at work", _employed(facts)),
        ("Part time", half if part_time else ""),
        ("Women", _share(facts, "women_percent", facts.get("women_year")) or NOT_STATED),
    ]


def _by_state(page: SourcedPage, letters: Vocabulary, facts: Facts) -> str:
    """The ratings of the states; of one alone on the short page, where one is wanted."""
    rated = {
        str(state): letter
        for letter, fact in _RATED.items()
        if isinstance(states := facts.get(fact), tuple)
        for state in states
    }
    if page.state and not page.more:
        letter = rated.get(page.state)
        return f"{page.state}: {letters.name_of(letter) if letter else NOT_STATED}"
    every = tuple(page.rules.vocabularies["states"].names)
    words = [
        f"{letters.name_of(letter)} in {_states(own, every, letter)}"
        for letter in _RATED
        if (own := tuple(state for state in rated if rated[state] == letter))
    ]
    if page.state:
        first = rated.get(page.state)
        words.insert(0, f"{page.state}: {letters.name_of(first) if first else NOT_STATED}")
    left = tuple(state for state in every if state not in rated)
    if words and left:
        words.append(f"{NOT_STATED} for {shown_value(left)}")
    return "; ".join(words) or NOT_STATED


def _states(states: tuple[str, ...], every: tuple[str, ...], letter: str) -> str:
    if set(states) < set(every):
        return shown_value(states)
    return "any state or territory" if letter == _NOT else "every state and territory"


def _nationally(letters: Vocabulary, portrait: Portrait, facts: Facts) -> str:
    """The national ratings of all years: as the table states them, or as years of shortage."""
    national: Mapping[int, str] = portrait.national
    rated, short = (facts.get(name) for name in ("years_rated", "years_short"))
    if isinstance(rated, tuple) and isinstance(short, tuple):
        missing = [int(str(year)) for year in rated if int(str(year)) not in national]
        national = {**{year: "S" if year in short else "NS" for year in missing}, **national}
    words = [
        f"{letters.name_of(letter)} in {span(years)}"
        for letter in _RATED
        if (years := [year for year in national if national[year] == letter])
    ]
    return "; ".join(words) or NOT_STATED


def _pay(facts: Facts) -> str:
    median, year = facts.get("weekly_median_aud"), facts.get("earnings_year")
    if median is None:
        return f"{NOT_STATED} for the unit group"
    return (
        f"${median:,} a week, full-time median of the unit group ({year}): half of them earn less. "
        "It is no starting wage"
    )


def _employed(facts: Facts) -> str:
    employed = facts.get("employed")
    if employed is None:
        return NOT_STATED
    words = f"{employed:,} in the unit group ({facts.get('employed_year')})"
    projected = facts.get("projected_2034")
    if projected is None:
        return words
    return f"{words}; {projected:,} projected for 2034, which is no promise"


def _share(facts: Facts, name: str, year: Value) -> str:
    share = facts.get(name)
    return "" if share is None else f"{share:g}% of the unit group ({year or 'no year shown'})"


def _said_by(portrait: Portrait, facts: Facts) -> Iterable[tuple[str, Value]]:
    """The sources with the year of what they say."""
    years = {
        "shortage": facts.get("shortage_year"),
        "earnings": facts.get("earnings_year"),
        "employment": facts.get("employed_year"),
        "women": facts.get("women_year"),
    }
    for topic, year in years.items():
        for id_ in portrait.said_by.get(topic, ()):
            yield id_, year
