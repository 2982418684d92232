"""Skills in words: what is held and what falls short, with levels; what an offering closes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import shown_value
from stempath.model.advice import Gap, Suggestion
from stempath.model.english import in_sentence
from stempath.screen.page import Page

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

CELLS = 12  # of a bar
BASIS = (
    "What is held and missing is reckoned from what occupations need, by O*NET's figures, each "
    "skill by its importance. It is no chance of being hired, and you may know more than your work "
    "shows."
)


def held_bar(page: Page, move: Suggestion) -> Text | None:
    """A bar for the share held; None where nothing is known."""
    if move.held is None:
        return None
    share = {0: "none", 100: "all"}.get(move.held, f"{move.held} in 100")
    return page.barred(move.held, f"You hold {share} of the skills it asks for.", CELLS)


def gap_words(rules: RuleSet, move: Suggestion) -> str:
    """The gaps that matter most; "" where there are none."""
    names = tuple(gap.skill for gap in move.gaps[: rules.listing.gaps_told])
    skills = shown_value(names, rules.vocabularies["skills"])
    return f"To learn most: {skills}." if names else ""


def held_text(page: Page, rules: RuleSet, move: Suggestion) -> Text | None:
    """Both on one line."""
    bar = held_bar(page, move)
    return Text(" ").join([bar, Text(gap_words(rules, move))]) if bar else None


def closing_words(rules: RuleSet, offering: Suggestion) -> str:
    """What an offering teaches that the first moves ask for more of; "" where it is nothing."""
    if not offering.closes:
        return ""
    first, *others = offering.closes
    skills = shown_value(first.skills, rules.vocabularies["skills"])
    title = rules.vocabularies["occupations"].name_of(first.move)
    more = {0: "", 1: ", and to another first move"}
    also = more.get(len(others), f", and to {len(others)} other first moves")
    return f"Teaches {skills}: gaps on the way to {title}{also}."


def skill_name(rules: RuleSet, skill: str) -> str:
    return rules.vocabularies["skills"].name_of(skill)


def skill_names(rules: RuleSet, skills: Iterable[str]) -> str:
    return "; ".join(skill_name(rules, skill) for skill in skills)


def raised(page: Page, rules: RuleSet, skill: str, held: int, level: int) -> str:
    """A skill, with the level held and the one asked for."""
    levels = rules.vocabularies["skill-levels"]
    now, then = (in_sentence(levels.name_of(str(number))) for number in (held, level))
    return f"{skill_name(rules, skill)} ({now} {page.arrow} {then})"


def short_words(page: Page, rules: RuleSet, gaps: Iterable[Gap]) -> str:
    """Skills that fall short, one after the other; "" where none does."""
    return "; ".join(raised(page, rules, gap.skill, gap.held, gap.needed) for gap in gaps)


def more_words(count: int) -> str:
    """How many more there are; "" where there are none."""
    return f"; and {count} more" if count > 0 else ""
