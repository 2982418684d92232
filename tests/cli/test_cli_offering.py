"""`stempath offering`: finding one, and all that is stated of it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from cli_runs import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from terminals import ended, terminals

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import declared
from stempath.model.offering import Offering
from stempath.screen.days import last_day
from stempath.screen.offering import SECTIONS, OfferingScreen

GOLDEN = Path(__file__).resolve().parent / "golden"
# Facts that no row shows: the title above, the caution below, and what others say already.
ELSEWHERE = {
    "id", "title", "provider_id", "cost_year", "design", "status", "cautions", "source", "year",
    "undated",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "search"), [("offering", "bridge-paid-year"), ("design", "design-bridge-checks")]
)
@pytest.mark.parametrize("width", [60, 80])
def test_one_offering(
    name: str, search: str, width: int, run: Run, accept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("offering", search)
    assert (ran.code, ran.err) == (0, "")
    golden = GOLDEN / f"{name}-{width}.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")
    assert max(map(len, ran.out.splitlines())) <= width


def test_every_fact_of_an_offering_has_a_row() -> None:
    rows = [fact for facts in SECTIONS.values() for fact, _label in facts]
    assert len(rows) == len(set(rows))
    assert set(rows) | ELSEWHERE == set(declared(Offering))


def test_what_no_source_states_is_said_to_be_not_stated(run: Run) -> None:
    out = run("offering", "span-badge").out
    assert "Not stated:       hours in all, hours a week, paid work\n" in out
    assert "Cost:             $300 (2026)\n" in out
    assert "Year:             not shown on the page\n" in out


def test_the_address_stands_unbroken_on_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, small_folder: Path
) -> None:
    long = "https://example.org/" + "-".join(["bridges"] * 12)
    path = small_folder / "catalogue" / "offerings" / "spans.toml"
    path.write_text(path.read_text().replace("https://example.org/span-badge", long))
    monkeypatch.setenv("COLUMNS", "40")
    assert f"\n  {long}\n" in run("offering", "span-badge", rules=small_folder).out


@pytest.mark.parametrize(
    ("search", "first"),
    [
        (["bridge-refresher"], "bridge-refresher"),
        (["Bridge", "refresher"], "bridge-refresher"),
        (["BRIDGE REFRESHER"], "bridge-refresher"),
        (["refresher"], "bridge-refresher"),
        (["span", "college", "badge"], "span-badge"),
        (["animal", "board"], "animal-clinic"),
        (["map", "reading", "badges"], "span-badge"),
        (["graduate", "cert", "map"], "map-certificate"),
    ],
)
def test_one_match_is_shown_whole(search: list[str], first: str, run: Run) -> None:
    found = json.loads(run("offering", *search, "--json").out)
    assert (found["count"], found["offering"]["id"]) == (1, first)
    assert run("offering", *search).out.endswith(f"Id:               {first}\n")


def test_several_matches_are_listed_with_their_ids(run: Run) -> None:
    ran = run("offering", "bridge")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].startswith("4 offerings, the nearest first")
    assert "\n  id: bridge-refresher\n" in ran.out
    found = json.loads(run("offering", "bridge", "--json").out)
    assert found["offering"] is None
    ids = [match["id"] for match in found["matches"]]
    assert len(ids) == found["count"] == 4


def test_a_day_that_has_passed_is_said_by_the_clock(
    small_rules: RuleSet, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = next(facts for facts in small_rules.offering_facts if facts["id"] == "span-badge")
    passed = "Its page names 6 March 2026, which has passed: ask whether it runs again."
    dated = {**facts, "entry": "Anyone, on 6 March 2026; before it 5 March 2026 was full."}
    for today, said in ((date(2026, 3, 6), False), (date(2026, 3, 7), True)):
        OfferingScreen(small_rules, today).one(dated, None)
        assert (passed in capsys.readouterr().out) is said


@pytest.mark.parametrize(
    ("words", "named", "day"),
    [
        ("from 21 to 27 April 2025, in Hobart", "27 April 2025", date(2025, 4, 27)),
        ("it ran in Term 4 of 2024.", "Term 4 of 2024", date(2024, 12, 31)),
        ("in Term 1 of 2026, or by 3 June 2025", "Term 1 of 2026", date(2026, 4, 30)),
    ],
)
def test_the_last_day_that_words_name(words: str, named: str, day: date) -> None:
    assert last_day(words) == (named, day)


@pytest.mark.parametrize("words", ["", "a start in February 2025", "31 June 2025", "since 2021"])
def test_what_names_no_day(words: str) -> None:
    assert last_day(words) is None


def test_the_kinds_are_listed_and_an_unknown_one_says_how(run: Run) -> None:
    ran = run("offering", "--kind", "list")
    assert (ran.code, ran.err) == (0, "")
    assert "short-course" in ran.out.split()
    assert "`--kind list` shows all" in run("offering", "--kind", "shrt").err


def test_a_title_comes_before_an_area(run: Run) -> None:
    ids = [match["id"] for match in json.loads(run("offering", "map", "--json").out)["matches"]]
    titled = {"map-certificate", "map-start-women", "design-map-room"}
    assert set(ids[: len(titled)]) == titled
    assert len(ids) > len(titled)


@pytest.mark.parametrize("word", ["solar", "security", "health"])
def test_titles_come_before_skills_among_the_shipped(word: str, shipped_rules: RuleSet) -> None:
    titles = {str(facts["id"]): str(facts["title"]) for facts in shipped_rules.offering_facts}
    ids = api.find_offerings(shipped_rules, word).ids
    titled = [re.search(rf"\b{word}", titles[id_].lower()) is not None for id_ in ids]
    assert titled == sorted(titled, reverse=True)
    assert {*titled} == {True, False}


def test_the_very_title_is_shown_though_others_have_its_words(
    run: Run, shipped_rules: RuleSet
) -> None:
    titles = [str(facts["title"]) for facts in shipped_rules.offering_facts]
    title = next(
        title for title in titles
        if titles.count(title) == 1 and len(api.find_offerings(shipped_rules, title).ids) > 1
    )  # fmt: skip
    found = json.loads(run("offering", title, "--json", rules=None).out)
    assert found["count"] > 1
    assert found["offering"]["title"] == title


def test_filters_alone_and_together(run: Run) -> None:
    def ids(*arguments: str) -> set[str]:
        found = json.loads(run("offering", *arguments, "--json").out)
        return {match["id"] for match in found["matches"]}

    free = ids("--free")
    assert "bridge-refresher" in free and "span-badge" not in free
    assert "map-certificate" not in free  # its cost is stated; what is not stated is not free
    assert ids("--sector", "Maps") >= {"map-certificate", "bridge-paid-year"}
    assert ids("--kind", "workshop") == {"map-start-women", "animal-clinic", "bridge-refresher"}
    assert ids("--kind", "short-course", "--free") == {"bridge-refresher"}
    assert ids("map", "--kind", "short-course") == {"map-start-women"}


def test_more_than_a_page_is_counted(run: Run) -> None:
    out = run("offering", "--kind", "graduate certificate", rules=None).out
    assert out.count("\n  id: ") == 20
    assert "more: add a word, or --sector, --kind or --free." in out


def test_nothing_found_names_the_nearest(run: Run) -> None:
    ran = run("offering", "bridge", "refreshment")
    assert (ran.code, ran.out) == (3, "")
    assert "found no offering that matches 'bridge refreshment'" in ran.err
    assert "nearest: Bridge refresher (bridge-refresher)" in ran.err
    ran = run("offering", "qqqq")
    assert ran.code == 3
    assert "try another word, or fewer" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "found nothing to look for"),
        (["  "], 2, "found nothing to look for"),
        (["--sector", "brigdes"], 3, "nearest: Bridges (bridges)"),
        (["--kind", "PhD"], 3, "(--kind): found 'PhD'"),
        (["--sector", ""], 3, "(--sector): found nothing"),
        (["--sector", "animals", "--free"], 3, "found no offering like that"),
        (["\x1b[31m\u202ebridge"], 3, "matches '\\x1b[31m\\u202ebridge'"),
        (["🌉" * 5000], 3, "…"),
    ],
)
def test_wrong_input(arguments: list[str], code: int, words: str, run: Run) -> None:
    ran = run("offering", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err) < 500


def test_json_holds_every_fact_and_how_to_propose_a_design(run: Run) -> None:
    whole = json.loads(run("offering", "span-badge", "--json").out)["offering"]
    assert set(declared(Offering)) <= set(whole)
    assert (whole["hours"], whole["design"]) == (None, None)
    design = json.loads(run("offering", "design-map-room", "--json").out)["offering"]["design"]
    assert design["ask"] == "Could I redraw one sheet with you?"
    assert design["host_gives"] == ["A desk in the room", "Paper and scans"]


@settings(max_examples=25)
@given(data=st.data())
def test_the_words_of_an_offering_find_it(shipped_rules: RuleSet, data: st.DataObject) -> None:
    facts = data.draw(st.sampled_from(list(shipped_rules.offering_facts)))
    found = api.find_offerings(shipped_rules, str(facts["id"]))
    assert found.exact == facts["id"]
    words = f"{facts['provider']} {facts['title']}".split()
    some = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4, unique=True))
    found = api.find_offerings(shipped_rules, " ".join(some))
    assert facts["id"] in found.ids or not any(char.isalnum() for char in "".join(some))
    assert len(set(found.ids)) == len(found.ids)


def test_somebody_at_a_terminal_picks_one(tmp_path: Path) -> None:
    with terminals(tmp_path) as start:
        child = start("offering", "bridge", "--plain", TERM="dumb")
        child.expect("4 offerings. Which one")
        child.expect("1. Bridge refresher, Span College")
        child.expect("> ?$")
        child.sendline("2")
        child.expect("Bridge checks with a tablet")
        child.expect("Where this comes from")
        assert ended(child) == 0
