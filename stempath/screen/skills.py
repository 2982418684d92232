"""Skills in words: the share that is held of a move's, what falls short, what offerings close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.words import shown_value
from stempath.model.advice import Suggestion
from stempath.screen.page import Page

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

CELLS = 12  # of a bar


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
