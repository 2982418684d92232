"""The example persons: invented, without names, and each of them gets whole advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from stempath import api
from stempath.engine.ruleset import RuleSet

PROFILES = sorted((Path(__file__).parents[1] / "profiles").glob("*.toml"))
WANTED = {
    "civil-engineer-under-strain", "electrician", "it-graduate", "nurse", "overseas-engineer",
    "science-teacher",
}  # fmt: skip


def test_they_are_all_there() -> None:
    assert {path.stem for path in PROFILES} == WANTED


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_an_example_is_advised_in_full(path: Path, shipped_rules: RuleSet) -> None:
    profile = api.open_profile(shipped_rules, path)
    assert "label" not in profile.facts
    advice = api.advise(shipped_rules, profile.facts)
    first = shipped_rules.listing.first
    assert len(advice.offerings) >= first
    assert len(advice.moves) >= 2
    for suggestion in (*advice.offerings, *advice.moves):
        assert sum(reason.points for reason in suggestion.reasons) == suggestion.score
    assert [note.slot for note in advice.notes].count("this-week") == 1
    assert [note.slot for note in advice.notes].count("staying") == 1


def test_strain_changes_the_first_screen_and_nothing_names_it(shipped_rules: RuleSet) -> None:
    (path,) = (path for path in PROFILES if path.stem == "civil-engineer-under-strain")
    facts = dict(api.open_profile(shipped_rules, path).facts)
    strained = api.advise(shipped_rules, facts)
    rested = api.advise(shipped_rules, {**facts, "strain": "none"})
    assert "support" in [note.slot for note in strained.notes]
    assert "support" not in [note.slot for note in rested.notes]
    assert [move.id for move in strained.moves] != [move.id for move in rested.moves]
    assert strained.moves[0].id != "133111"  # Construction Project Manager
