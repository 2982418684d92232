"""The lists say each thing once, and everything with `--more`."""

from __future__ import annotations

from pathlib import Path

import pytest

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.screen.advice import AdviceScreen
from stempath.screen.words import has_words, hours_share

PROFILES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
MOST = 160  # lines of the whole advice at 80 columns


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture(params=PROFILES, ids=lambda path: path.stem)
def advice(request: pytest.FixtureRequest, shipped_rules: RuleSet) -> Advice:
    return api.advise(shipped_rules, api.open_profile(shipped_rules, request.param).facts)


def lists(rules: RuleSet, advice: Advice, *, more: bool = False, explain: bool = False) -> str:
    page = AdviceScreen(rules)
    with page.console.capture() as shown:
        page.lists(advice, more=more, explain=explain)
    return shown.get()


def run_together(text: str) -> str:
    return " ".join(text.split())


def test_nothing_that_is_not_stated_is_said_twice(shipped_rules: RuleSet, advice: Advice) -> None:
    text = run_together(lists(shipped_rules, advice))
    for again in ("Cost not stated", "What it costs is not stated", "How long it takes is not"):
        assert again not in text
    assert "not stated:" in text  # but once, on the line of facts


def test_a_rating_is_said_once(shipped_rules: RuleSet, advice: Advice) -> None:
    text = run_together(lists(shipped_rules, advice))
    assert "ated in shortage" not in text.replace("rated by", "")
    for move in advice.moves[: shipped_rules.listing.first]:
        assert move.title in text
    assert "Jobs and Skills Australia" in text  # the source of them all


def test_what_several_need_is_said_once_with_their_numbers(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    text = run_together(lists(shipped_rules, advice))
    for suggestions in (advice.offerings, advice.moves):
        shown = suggestions[: shipped_rules.listing.first]
        cautions = [words for one in shown for words in dict.fromkeys(one.cautions)]
        for words in {words for words in cautions if cautions.count(words) > 1}:
            assert text.count(words) <= 1


def test_every_line_has_a_reason_a_source_and_a_year(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    cards = lists(shipped_rules, advice).partition("Where it can lead")
    for number, one in enumerate(advice.offerings[: shipped_rules.listing.first], 1):
        card = cards[0].partition(f"{number:>2}. ")[2].partition("\n\n")[0]
        assert "Why: " in card
        assert str(one.facts.get("year") or "no year shown") in card
    for number, move in enumerate(advice.moves[: shipped_rules.listing.first], 1):
        card = cards[2].partition(f"{number:>2}. ")[2].partition("\n\n")[0]
        assert "Why: " in card or not any(reason.points > 0 for reason in move.reasons)
        assert f"({move.facts['shortage_year']})" in card


def test_the_whole_advice_is_short_and_tells_nothing_of_the_first_twice(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    page = AdviceScreen(shipped_rules)
    with page.console.capture() as shown:
        page.advice(advice)
    assert shown.get().count("\n") <= MOST
    assert f" 1. {advice.offerings[0].title[:20]}" not in shown.get()
    assert f" 1. {advice.offerings[0].title[:20]}" in lists(shipped_rules, advice)


def test_more_tells_all_notes_and_explain_all_points(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    text = run_together(lists(shipped_rules, advice, more=True))
    for note in advice.notes:
        assert run_together(note.words) in text or note.slot == "this-week"
    assert "20. " in text or len(advice.offerings) < 20
    points = run_together(lists(shipped_rules, advice, explain=True))
    for one in (*advice.offerings[:5], *advice.moves[:5]):
        assert f"= {one.score} points in all" in points
        assert all(f"[{reason.rule}; {reason.source}]" in points for reason in one.reasons)


def test_hours_are_compared_only_where_both_are_known(shipped_rules: RuleSet) -> None:
    path = next(path for path in PROFILES if path.stem == "nurse")
    facts = dict(api.open_profile(shipped_rules, path).facts)
    offering = next(o for o in api.advise(shipped_rules, facts).offerings if o.facts.get("hours"))
    hours = offering.facts["hours"]
    assert isinstance(hours, int | float)
    share = hours_share({"hours_per_week": hours, "weeks_available": 2}, offering)
    assert share == (50, f"{hours:g} of the {2 * hours:g} hours you can give")
    share = hours_share({"hours_per_week": hours / 2, "weeks_available": 1}, offering)
    assert share == (200, f"{hours:g} hours, more than the {hours / 2:g} you can give")
    assert hours_share({"hours_per_week": 0, "weeks_available": 1}, offering) == (
        100, f"{hours:g} hours, more than the 0 you can give",
    )  # fmt: skip
    assert hours_share({"hours_per_week": 4}, offering) is None
    assert hours_share({}, offering) is None
    assert has_words(offering, ()) == ""
