"""The first page fits a terminal of 80 columns by 40 lines, whoever asks, and says what it must."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import anyone

from stempath import api
from stempath.engine.cases import read_cases
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.model.fact import Value
from stempath.rulebook.book import Rulebook
from stempath.screen.advice import AdviceScreen
from stempath.screen.first import LINES, Part, Row, fit, head
from stempath.screen.page import Page

PROFILES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
NEVER_SAID = ("%", "in demand", "guaranteed", "ai-proof", "less stressful", "secure job", "resign")
Facts = Mapping[str, Value]


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def first_page(rules: RuleSet, advice: Advice, *, plain: bool = False) -> str:
    page = AdviceScreen(rules, plain=plain)
    with page.console.capture() as shown:
        page.first(advice)
    return shown.get()


def check_page(rules: RuleSet, facts: Facts, *, plain: bool = False) -> None:
    """The page holds what every first page must, and what none may it does not."""
    advice = api.advise(rules, facts)
    page = first_page(rules, advice, plain=plain)
    lines = page.splitlines()
    assert len(lines) <= LINES, page
    assert max(map(len, lines)) <= 80
    assert not any(line != line.rstrip() for line in lines)
    words = " ".join(page.split())
    labels = [line.partition(":")[0] for line in lines if re.match(r"[A-Z][a-z ]{2,9}:", line)]
    assert [label for label in labels if label != "Left open"] == [
        label for label in
        ("You bring", "Staying", "This week", "Take", "Move", "Check", "Ask") if label in labels
    ]  # fmt: skip
    assert {"Staying", "This week", "Take", "Move", "Ask"} <= set(labels)
    assert "Words to send: '" in words
    for one in (*advice.offerings[:1], *advice.moves[:1]):
        assert " ".join(one.title.split()) in words
    if advice.offerings and not advice.offerings[0].facts.get("design"):
        year = advice.offerings[0].facts.get("year")
        assert (f", {year}" if year else ", no year shown") in words
    assert any(note.slot == "not-asked" for note in advice.notes) == ("Left open" in labels)
    for words_ in NEVER_SAID:
        assert words_ not in page.lower()


def test_it_fits_for_everyone_in_the_cases(
    shipped_rules: RuleSet, shipped_book: Rulebook, shipped_folder: Path
) -> None:
    for case in read_cases(shipped_folder, shipped_book):
        check_page(shipped_rules, case.person)


def test_it_fits_for_people_made_up_at_random(
    shipped_rules: RuleSet, shipped_book: Rulebook
) -> None:
    for facts in anyone(shipped_book, 60):
        check_page(shipped_rules, facts)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("plain", [False, True])
def test_it_fits_for_the_example_profiles(shipped_rules: RuleSet, path: Path, plain: bool) -> None:
    facts = api.open_profile(shipped_rules, path).facts
    check_page(shipped_rules, facts, plain=plain)


def test_strain_comes_before_all_else_and_offers_a_plan_without_study(
    shipped_rules: RuleSet,
) -> None:
    (path,) = [path for path in PROFILES if "strain" in path.stem]
    facts = api.open_profile(shipped_rules, path).facts
    page = first_page(shipped_rules, api.advise(shipped_rules, facts))
    order = ("The load is real", "1300 642 111", "13 11 14", "13 92 76", "without any study",
             "You bring:", "One talk, no course")  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "November 2026" in page  # the numbers have their date


def person(shipped_rules: RuleSet, name: str, **answers: Value) -> Advice:
    (path,) = [path for path in PROFILES if path.stem == name]
    return api.advise(shipped_rules, {**api.open_profile(shipped_rules, path).facts, **answers})


def test_an_award_from_elsewhere_is_checked_on_the_first_page(shipped_rules: RuleSet) -> None:
    advice = person(shipped_rules, "overseas-engineer", country="nigeria")
    page = " ".join(first_page(shipped_rules, advice).split())
    assert "Your award is from Nigeria, and its level is not assessed here" in page
    assert "before you pay for one" in page
    assert "lets you start" not in page


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_where_it_is_narrow_labels_run_in_and_no_caution_goes(
    shipped_rules: RuleSet, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advice = person(shipped_rules, path.stem)
    monkeypatch.setenv("COLUMNS", "60")
    page = first_page(shipped_rules, advice)
    lines = page.splitlines()
    assert max(map(len, lines)) <= 60
    beside = [line for line in lines if line.startswith(" " * 4)]
    assert beside == []  # no column is kept free for labels
    words = " ".join(page.split())
    general = {law.id for law in shipped_rules.offerings.laws if law.slot and not law.when}
    own = [n.words for n in advice.notes if n.slot == "check" and n.rule not in general]
    assert all(re.split(r"(?<=[.?!])\s+(?=[A-Z])", note)[0] in words for note in own[:1])
    assert own or "Check" in words
    assert words.count("Why: ") == bool(advice.offerings) + bool(advice.moves)


def test_a_finished_award_is_brought_however_full_the_page_is(shipped_rules: RuleSet) -> None:
    page = first_page(shipped_rules, person(shipped_rules, "civil-engineer-under-strain"))
    brought = " ".join(page.partition("You bring:")[2].partition("Staying:")[0].split())
    assert "A finished award: Bachelor Honours Degree" in brought


def test_what_is_held_is_not_told_as_what_is_asked_for(shipped_rules: RuleSet) -> None:
    page = first_page(shipped_rules, person(shipped_rules, "civil-engineer-under-strain"))
    assert "You have: AQF level 8 (it asks for 6)" in page


def test_where_all_moves_are_far_it_says_so(shipped_rules: RuleSet) -> None:
    page = first_page(shipped_rules, person(shipped_rules, "science-teacher"))
    assert "a stretch; nothing nearer was found" in page
    for name in ("electrician", "overseas-engineer"):  # nearer ones are listed, or kept apart
        assert "nothing nearer" not in first_page(shipped_rules, person(shipped_rules, name))


def test_what_an_offering_itself_asks_is_checked_before_what_is_noted_of_many(
    shipped_rules: RuleSet,
) -> None:
    goals = ("progression",)
    advice = person(shipped_rules, "overseas-engineer", goals=goals, years_experience=3)
    assert advice.offerings[0].id == "ea-ethical-practice"
    page = " ".join(first_page(shipped_rules, advice).split())
    assert "Check: It assesses competence and does not teach." in page


def test_notes_on_whom_to_ask_and_what_was_not_asked_have_a_short_part(
    shipped_book: Rulebook,
) -> None:
    for rule in shipped_book.rules:
        if rule.slot in ("ask", "not-asked"):
            assert ": " in rule.note, rule.id
            assert len(head(rule.note)) <= 90, rule.id


words = st.lists(st.sampled_from(["a", "few", "words", "that", "stand", "here"]), min_size=1)
parts = st.builds(lambda found, rank: Part(" ".join(found), rank), words, st.integers(0, 9))


@given(st.lists(st.lists(parts, min_size=1, max_size=8), min_size=1, max_size=30))
@settings(max_examples=40)
def test_only_the_least_important_is_left_out(paragraphs: list[list[Part]]) -> None:
    """What is shown is all up to some rank: the most that fits, and rank 0 always."""
    rows = [Row(number, "Label", (tuple(found),)) for number, found in enumerate(paragraphs)]
    page = Page()
    with page.console.capture() as shown:
        fit(page, rows, 12)
    text = shown.get()
    heights = {most: _height(rows, most) for most in range(10)}
    fitting = [most for most, height in heights.items() if height <= 12]
    most = max(fitting, default=0)
    assert text.count("\n") == heights[most]
    said = " ".join(re.sub(r"Label:", "", text).split())
    assert said == " ".join(
        str(part.words) for row in rows for part in row.paragraphs[0] if part.rank <= most
    )


def _height(rows: list[Row], most: int) -> int:
    kept = [
        Row(row.group, row.label, (tuple(p for p in row.paragraphs[0] if p.rank <= most),))
        for row in rows
    ]
    page = Page()
    with page.console.capture() as shown:
        fit(page, kept, 10_000)
    return shown.get().count("\n")


def test_where_no_move_is_listed_the_nearest_that_stands_apart_is_named(
    shipped_rules: RuleSet,
) -> None:
    facts: dict[str, Value] = {
        "qualification": "bachelor-degree", "goals": ("advance-knowledge",), "state": "SA",
    }  # fmt: skip
    radiographer = api.advise(shipped_rules, {**facts, "occupation": "251211"})
    assert not radiographer.moves
    page = " ".join(first_page(shipped_rules, radiographer).split())
    assert "Move: None is near enough without another registration or award first." in page
    assert f"further down: {radiographer.apart[0].title} (very close)." in page
