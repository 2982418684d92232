"""`stempath compare`: two occupations side by side, and the move each way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runs import SMALL, Run

from stempath import api
from stempath.engine.ruleset import RuleSet

GOLDEN = Path(__file__).resolve().parent / "golden"
HAND, PLANNER, CHIEF, DRAWER, KEEPER, CARER = (
    "100001", "100002", "100003", "200001", "200002", "300001",
)  # fmt: skip
UNSAID = (
    "in demand", "guaranteed", "ai-proof", "job security", "only a certificate",
    "less stressful", "percent chance", "% chance", "more stressful",
)  # fmt: skip


def face(run: Run, *arguments: str, rules: Path | None = SMALL) -> dict[str, Any]:
    ran = run("compare", *arguments, "--json", rules=rules)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("compare", [HAND, PLANNER]), ("compare-more", [DRAWER, KEEPER, "--state", "QLD", "--more"])],
)
def test_the_screen(
    name: str, arguments: list[str], width: int, run: Run, accept: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("compare", *arguments)
    assert (ran.code, ran.err) == (0, "")
    golden = GOLDEN / f"{name}-{width}.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")
    assert max(map(len, ran.out.splitlines())) <= width


def test_plain_puts_one_after_the_other(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    said = run("compare", HAND, PLANNER, "--plain").out
    assert not set("█░─•→") & set(said)
    first, second = (said.index(f"\n{title}\n") for title in (
        "Bridge Hand (100001)", "Bridge Planner (100002)"))  # fmt: skip
    assert "Pay:" in said[first:second] and "Pay:" in said[second:]


@pytest.mark.parametrize(
    ("one", "other"),
    [("341111", "312412"), ("254418", "261312"), ("232212", "232213"), ("262116", "262114"),
     ("224114", "133111"), ("323213", "233513")],
)  # fmt: skip
def test_it_is_the_same_seen_from_the_other_side(one: str, other: str, run: Run) -> None:
    here = face(run, one, other, "--state", "VIC", rules=None)
    there = face(run, other, one, "--state", "VIC", rules=None)
    assert here["ways"] == there["ways"][::-1]
    assert here["occupations"] == there["occupations"][::-1]
    assert [way["origin"] for way in here["ways"]] == [one, other]
    said = run("compare", one, other, rules=None).out.lower()
    assert not [words for words in UNSAID if words in said]


def test_the_way_there_is_the_move(run: Run, shipped_rules: RuleSet) -> None:
    move = api.moves(shipped_rules, {"occupation": "261312"}).moves[0]
    way = face(run, "261312", move.id, rules=None)["ways"][0]
    assert (way["closeness"], way["held"]) == (move.closeness, move.held)
    assert way["gaps"][: len(move.gaps)] == [
        {name: getattr(gap, name) for name in ("skill", "held", "needed", "importance")}
        for gap in move.gaps
    ]


def test_each_way_says_what_is_held_and_what_falls_short(run: Run) -> None:
    out, back = face(run, HAND, PLANNER)["ways"]
    assert (out["closeness"], back["closeness"]) == (63, 58)
    assert out["gaps"] == [
        {"skill": "careful-thought", "held": 0, "needed": 4, "importance": 40},
        {"skill": "bridge-inspection", "held": 2, "needed": 3, "importance": 70},
    ]
    assert back["gaps"] == [] and back["held"] == 100 and back["met"] == ["bridge-inspection"]
    assert 0 < out["nearer_than_of_a_thousand"]["tasks"] <= 1000 and out["levels_up"] > 0
    assert back["nearer_than_of_a_thousand"]["tasks"] == 578 and back["levels_up"] < 0


def test_why_the_ways_differ(run: Run) -> None:
    said = " ".join(run("compare", HAND, PLANNER).out.split())
    assert "To Bridge Planner is a way up: people usually enter it at AQF level 7, and" in said
    assert "Bridge Planner asks for more that Bridge Hand does not use" in said
    assert "Bridge Planner asks for careful thought, and Bridge Hand does not." in said


def test_titles_and_words_will_do(run: Run) -> None:
    assert face(run, "span builder", "chief") == face(run, HAND, CHIEF)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([HAND, HAND], 2, "Bridge Hand twice"),
        ([HAND, "brigde hend"], 3, "nearest: Bridge Hand (100001)"),
        ([HAND, "map"], 2, "which may mean 2 occupations"),
        ([HAND, PLANNER, "--state", "nowhere"], 3, "--state"),
        ([HAND], 2, ""),
    ],
)
def test_what_cannot_be_compared(arguments: list[str], code: int, said: str, run: Run) -> None:
    ran = run("compare", *arguments)
    assert (ran.code, ran.out) == (code, "") and said in ran.err


def test_work_values_are_told_where_they_are_stated(
    small_rules: RuleSet, capsys: pytest.CaptureFixture[str]
) -> None:
    from dataclasses import replace

    from stempath.screen.compare import CompareScreen

    found = api.compare(small_rules, HAND, PLANNER, SMALL)
    facts = {**found.here.facts, "independence": 4.5, "stress_tolerance": 3.2}
    found = replace(found, here=replace(found.here, facts=facts))
    CompareScreen(small_rules, plain=True).show(found)
    said = capsys.readouterr().out
    assert "independence 4.5" in said and "each of 7, by O*NET" in " ".join(said.split())
    assert "3.2 of 5: how much tolerating stress matters" in said
