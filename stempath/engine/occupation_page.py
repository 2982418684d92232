"""All that is known of one occupation, brought together: rule set, tables, closest moves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stempath.engine.occupations import Close, closest, kin, occupation_facts
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Facts
from stempath.occupations.nearness import Nearness, read_nearness
from stempath.record import record
from stempath.rulebook.portrait import TABLES, Portrait, open_portrait


@record(frozen=True, slots=True)
class OccupationPage:
    """What a page on one occupation can say.

    moves     the closest, as far as there is a word for it, without titles of its own profession,
              which are `kin`
    nearness  by code: what makes one near; not for every pair, nor in every rulebook
    told_of   by code: how close the titles are that its days are told of, 100 for itself
    """

    facts: Facts
    aliases: tuple[str, ...]
    portrait: Portrait
    moves: tuple[Close, ...]
    kin: tuple[str, ...]
    nearness: Mapping[str, Nearness]
    told_of: Mapping[str, int]


def open_page(folder: Path, rules: RuleSet, code: str) -> OccupationPage:
    """See `api.open_occupation`."""
    facts = occupation_facts(rules, code)
    nearness = folder / TABLES / "nearness.csv"
    portrait = open_portrait(folder, code, str(facts["unit_group"]), rules.vocabularies)
    rows = rules.origins[0].rows
    return OccupationPage(
        facts=facts,
        aliases=rules.vocabularies["occupations"].aliases.get(code, ()),
        portrait=portrait,
        moves=tuple(closest(rules, code)),
        kin=tuple(kin(rules, code)),
        # A rulebook whose closeness was not built from O*NET has no such table.
        nearness=read_nearness(nearness, code) if nearness.is_file() else {},
        told_of={
            day.occupation: int(rules.closeness[rows[code], rows[day.occupation]])
            for day in portrait.days
        },
    )
