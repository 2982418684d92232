"""A saved profile, as its owner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stempath.engine.words import fact_words
from stempath.screen.clauses import label
from stempath.screen.page import Page
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.profile.changes import Differences
    from stempath.profile.read import Profile


def one_line(rules: RuleSet, profile: Profile) -> str:
    """When it was saved, whose it is in a few words, and where it stands."""
    facts = rules.facts["person"]
    said = [
        fact_words(rules, facts[name], value)
        for name in ("label", "occupation", "qualification")
        if (value := profile.facts.get(name)) is not None
    ]
    return clean(f"{profile.saved or 'not dated'}  {', '.join(said)}: {profile.path}")


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
