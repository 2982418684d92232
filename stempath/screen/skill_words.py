"""Skills in words: what is held and what is missing, with the names of levels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stempath.model.advice import Gap

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.screen.page import Page

LEVELS = "skill-levels"
NONE = "none"
BASIS = (
    "What is held and missing is reckoned from what occupations need, by O*NET's figures, each "
    "skill by its importance. It is no chance of being hired, and you may know more than your work "
    "shows."
)


def skill_name(rules: RuleSet, skill: str) -> str:
    return rules.vocabularies["skills"].name_of(skill)


def level_words(rules: RuleSet, level: int) -> str:
    """A level as the list of levels names it, in the middle of a sentence."""
    words = rules.vocabularies[LEVELS].name_of(str(level)) if level else NONE
    return f"{words[:1].lower()}{words[1:]}"


def raised(page: Page, rules: RuleSet, skill: str, held: int, level: int) -> str:
    """A skill, with the level held and the one asked for."""
    now, then = (level_words(rules, number) for number in (held, level))
    return f"{skill_name(rules, skill)} ({now} {page.arrow} {then})"


def short_words(page: Page, rules: RuleSet, gaps: Iterable[Gap]) -> str:
    """Skills that fall short, one after the other; "" where none does."""
    return "; ".join(raised(page, rules, gap.skill, gap.held, gap.needed) for gap in gaps)


def skill_names(rules: RuleSet, skills: Iterable[str]) -> str:
    return "; ".join(skill_name(rules, skill) for skill in skills)


def more_words(count: int) -> str:
    """How many more there are; "" where there are none."""
    return f"; and {count} more" if count > 0 else ""
