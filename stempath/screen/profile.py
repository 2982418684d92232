"""A saved profile, as its owner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stempath.engine.words import fact_words
from stempath.screen.clauses import label
from stempath.screen.page import Page
from stempath.tables import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stempath.engine.ruleset import RuleSet
    from stempath.profile.changes import Differences
    from stempath.profile.read import Profile


def listed(rules: RuleSet, profiles: Sequence[Profile]) -> list[str]:
    """A line for each: the name that commands take, whose it is in a few words, and when saved."""
    facts = rules.facts["person"]
    widest = max((len(profile.path.stem) for profile in profiles), default=0)
    lines = []
    for profile in profiles:
        said = [
            fact_words(rules, facts[name], value)
            for name in ("label", _origin(profile), "qualification")
            if (value := profile.facts.get(name)) is not None
        ]
        saved = f"saved {profile.saved}" if profile.saved else "not dated"
        about = "; ".join([*said, saved])
        lines.append(clean(f"{profile.path.stem.ljust(widest)}  {about}"))
    return lines


def _origin(profile: Profile) -> str:
    return "occupation" if profile.facts.get("occupation") else "field_of_study"


def show_profile(page: Page, rules: RuleSet, profile: Profile) -> None:
    """The answers of a profile, private ones marked, and what it was advised."""
    page.heading(profile.path.name)
    page.say(f"{profile.path}, saved {profile.saved or 'on a day not stated'}")
    facts = rules.facts["person"]
    page.pairs(
        (
            label(rules, fact_name) + (" (private)" if fact.private else ""),
            fact_words(rules, fact, value),
        )
        for fact_name, fact in facts.items()
        if (value := profile.facts.get(fact_name)) is not None
    )
    for heading, titles in (("Take next", profile.offerings), ("Moves", profile.moves)):
        if titles:
            page.heading(f"{heading}, when it was saved")
            for _id, title in titles[: rules.listing.first]:
                page.item(title)


def show_differences(page: Page, rules: RuleSet, found: Differences, *, two: bool) -> None:
    """What differs: answers first, then the lines of the advice. `two`: of two profiles."""
    facts = rules.facts["person"]
    if two:
        page.heading("Answers")
        page.pairs(
            (
                label(rules, one.fact) + (" (private)" if facts[one.fact].private else ""),
                " -> ".join(
                    fact_words(rules, facts[one.fact], value) for value in (one.before, one.after)
                ),
            )
            for one in found.answers
        )
        if not found.answers:
            page.say("The same.")
    page.heading("Advice of today's rules" if two else "Advice, since it was saved")
    if found.rules_changed:
        page.say("The rulebook changed since this profile was saved.")
    for line in found.lines or ():
        page.item(str(line))
    if found.lines is None:
        page.say("There is no advice on both sides to compare.")
    elif not found.lines:
        page.say("The same.")
