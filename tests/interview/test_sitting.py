"""A sitting from beginning to end: drafts offered, answers looked over, a profile edited."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from sittings import drafts, put, the_profile
from terminals import Spawn, ended, hang_up

from stempath.engine.ruleset import RuleSet
from stempath.profile.drafts import Draft
from stempath.profile.text import profile_text
from stempath.profile.unfinished import Drafts

NOW = datetime(2026, 11, 20, 9, 30)
DRAFT = Draft(started=NOW, saved=NOW, mode="full", at="graduated_year", stated={}, via={},
              given={"qualification": "bachelor", "field_of_study": "map-drawing"})  # fmt: skip


@pytest.fixture
def draft(small_rules: RuleSet, tmp_path: Path) -> Path:
    """An interview that was left at its third part."""
    kept = Drafts(tmp_path / "state" / "stempath" / "drafts", small_rules.vocabularies)
    with kept.new(NOW) as keeper:
        keeper.keep(DRAFT)
        return keeper.path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A saved profile."""
    path = tmp_path / "mine.toml"
    facts = {"label": "mine", "qualification": "bachelor", "field_of_study": "map-drawing",
             "goals": ("progression",), "state": "VIC"}  # fmt: skip
    path.write_text(profile_text(facts, None, date(2026, 11, 1)))
    path.chmod(0o600)
    return path


def test_a_damaged_draft_is_put_aside_and_a_new_interview_begins(start: Spawn, draft: Path) -> None:
    draft.write_text(draft.read_text().replace("schema_version = 1", "schema_version = 7"))
    before = draft.read_bytes()
    child = start("advise")
    child.expect("kept as draft.bad-1")
    child.expect("Question 1 of 2")
    put(child, "Which is the highest", "q")
    assert ended(child) == 0
    assert draft.with_name("draft.bad-1").read_bytes() == before


def test_an_answer_that_no_longer_reads_is_named_and_asked_again(start: Spawn, draft: Path) -> None:
    draft.write_text(draft.read_text().replace('"map-drawing"', '"dragon-drawing"'))
    child = start("advise")
    put(child, "saved on 20 November 2026 at 09:30, 1 answer, Bachelor degree", "")
    child.expect("Left out")
    child.expect("answers.field_of_study")
    put(child, "What was it in", "Map drawing")
    put(child, "In which year", "2019")
    put(child, "What do you want", "3")
    put(child, "Your answers", "")
    child.expect("Saved:")


def test_stopping_is_asked_for_and_no_fault(start: Spawn, draft: Path, tmp_path: Path) -> None:
    child = start("advise")
    put(child, "Go on with the one", "")
    put(child, "In which year", "q")
    child.expect(r"Your answers are kept. To go on: stempath --rules \S+ advise --plain")
    assert ended(child) == 0
    assert drafts(tmp_path) == [draft]


def test_without_a_place_for_drafts_the_interview_goes_on(start: Spawn, tmp_path: Path) -> None:
    place = tmp_path / "occupied"
    place.touch()
    child = start("advise", XDG_STATE_HOME=str(place))
    child.expect("kept only while this interview runs")
    put(child, "Which is the highest", "year 12")
    put(child, "What was it in", "\x03")
    child.expect("could not be kept on disk")
    assert ended(child) == 130
    child = start("advise", XDG_STATE_HOME=str(place))
    put(child, "Which is the highest", "year 12")
    put(child, "What was it in", "Map drawing")
    put(child, "What do you want", "3")
    put(child, "Your answers", "")
    child.expect("Saved:")
    child.expect("> ")
    assert b"year-12" in the_profile(tmp_path)


def test_a_profile_is_edited_in_its_review(start: Spawn, profile: Path) -> None:
    child = start("profile", "edit", str(profile))
    child.expect("What you want: Move up")
    child.expect("How heavy things feel: not stated")
    put(child, "Looks right", "3")
    put(child, "In which year", "2001")
    child.expect("Year you finished: 2001")
    put(child, "Looks right", "right")
    child.expect("Saved: .*mine.toml")
    assert ended(child) == 0
    person = tomllib.loads(profile.read_text())["person"]
    assert (person["graduated_year"], person["label"], person["state"]) == (2001, "mine", "VIC")


def test_an_edit_that_changes_nothing_saves_nothing(
    start: Spawn, profile: Path, tmp_path: Path
) -> None:
    before = profile.read_bytes()
    child = start("profile", "edit", str(profile))
    put(child, "Looks right", "3")
    put(child, "In which year", "b")  # the old answer stays
    put(child, "Looks right", "right")
    child.expect("Nothing was changed")
    assert ended(child) == 0
    assert profile.read_bytes() == before and not drafts(tmp_path)


def test_an_edit_that_was_interrupted_goes_on(start: Spawn, profile: Path, tmp_path: Path) -> None:
    child = start("profile", "edit", str(profile))
    put(child, "Looks right", "3")
    put(child, "In which year", "2001")
    child.expect("Year you finished: 2001")
    child.expect("> ")
    hang_up(child)
    assert "graduated_year" not in profile.read_text()
    child = start("advise")
    put(child, "1 answer, over mine.toml", "")
    child.expect("Year you finished: 2001")
    put(child, "Looks right", "")
    child.expect("Saved: .*mine.toml")
    child.expect("What next")
    child.expect("> ")
    assert "graduated_year = 2001" in profile.read_text()
    assert not drafts(tmp_path)


def test_words_that_an_answer_brings_are_told_at_once(start: Spawn, profile: Path) -> None:
    child = start("profile", "edit", str(profile))
    put(child, "Looks right", "5")
    put(child, "How heavy is work", "high")
    put(child, "Looks right", "")
    child.expect("New in what your advice tells you")
    child.expect("decided today")
    child.expect("Saved:")


def test_changing_an_answer_afterwards_saves_again(start: Spawn, tmp_path: Path) -> None:
    child = start("advise", "--qualification", "year-12", "--field-of-study", "map-drawing")
    put(child, "What do you want", "3")
    put(child, "Your answers", "")
    child.expect("Saved:")
    put(child, "Change an answer", "change an answer")
    put(child, "Your answers", "3")
    put(child, "What do you want", "2")
    put(child, "What you want: Brush up", "right")
    child.expect("Saved:")
    put(child, "What next", "")
    child.expect(r"stempath what-if --profile [\w-]+ NAME=VALUE")
    assert ended(child) == 0
    assert b"refresh-skills" in the_profile(tmp_path)


def test_adaptive_asks_what_is_needed_first(start: Spawn, tmp_path: Path) -> None:
    child = start("advise", "--adaptive", "--weeks-available", "8")
    put(child, "Which is the highest", "year 12")
    put(child, "What was it in", "Map drawing")
    put(child, "What do you want", "3")
    put(child, "How heavy is work", "high")  # it alone would change the first three
    put(child, "Your answers", "")
    child.expect("Saved:")
    child.expect("What next")
    assert "Sharpen" not in str(child.before)
    assert str(child.before).count("Nothing more would change the first three of each list.") == 1
    child.sendline("lists")
    put(child, "What next", "b")
    child.expect("What next")
    assert "Nothing more" not in str(child.before)  # said once is enough
