"""One occupation with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.engine.ruleset import RuleSet
from stempath.rulebook.find import find_rules

if TYPE_CHECKING:
    from stempath.engine.occupation_page import OccupationPage
    from stempath.engine.occupations import FoundOccupations
    from stempath.model.day import Day


def find_occupations(rules: RuleSet, typed: str) -> FoundOccupations:
    """The codes of the occupations that `typed` may mean, best first, or the nearest."""
    from stempath.engine.occupations import find_occupations as found

    return found(rules, typed)


def open_occupation(rules: RuleSet, code: str, folder: Path | None = None) -> OccupationPage:
    """All that is known of one occupation; `rules` are those of the folder.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in its tables.
    """
    from stempath.engine.occupation_page import open_page

    return open_page(find_rules(folder), rules, code)


def occupation_json(rules: RuleSet, page: OccupationPage) -> Mapping[str, object]:
    """The same as one object, with every fact; what is not stated is None."""
    from stempath.export.occupation_face import occupation_face

    return occupation_face(rules, page)


def days_written(rules: RuleSet, folder: Path | None = None) -> Mapping[str, tuple[Day, ...]]:
    """By occupation: its days at work, or else those of its unit group; where none, no entry.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem of the days.
    """
    from stempath.rulebook.days import open_days
    from stempath.rulebook.life import days_of

    days = open_days(find_rules(folder))
    found = {
        str(facts["code"]): days_of(days, str(facts["code"]), str(facts["unit_group"]))
        for facts in rules.move_facts
    }
    return {code: own for code, own in found.items() if own}
