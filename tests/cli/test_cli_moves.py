"""`stempath moves`: where it starts, the list, the way to a farther occupation, all pairs."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runs import SMALL, Run
from terminals import ended, terminals

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value

GOLDEN = Path(__file__).resolve().parent / "golden"
HAND, PLANNER, CHIEF, DRAWER, KEEPER, CARER = (
    "100001", "100002", "100003", "200001", "200002", "300001",
)  # fmt: skip
# What no page says of a move.
UNSAID = (
    "in demand", "guaranteed", "ai-proof", "job security", "only a certificate",
    "less stressful", "percent chance", "% chance",
)  # fmt: skip
SCREENS = {
    "moves": ["--from", HAND],
    "moves-more": ["--from", PLANNER, "--state", "QLD", "--more"],
    "moves-to": ["--from", HAND, "--to", KEEPER],
    "moves-area": ["--from", PLANNER, "--to", "animals", "--more"],
}


def face(run: Run, *arguments: str, rules: Path | None = SMALL) -> dict[str, Any]:
    ran = run("moves", *arguments, "--json", rules=rules)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("name", list(SCREENS))
def test_the_screen(
    name: str, width: int, run: Run, accept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("moves", *SCREENS[name])
    assert (ran.code, ran.err) == (0, "")
    golden = GOLDEN / f"{name}-{width}.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")
    assert max(map(len, ran.out.splitlines())) <= width


@pytest.mark.parametrize("name", list(SCREENS))
def test_plain_has_no_bars_and_no_lines(name: str, run: Run) -> None:
    ran = run("moves", *SCREENS[name], "--plain")
    assert not set("█░─•→") & set(ran.out) and "of 100" in ran.out


@pytest.mark.parametrize("arguments", [["--from", "nurse practitioner"], ["--from", "sparky"],
                                       ["--from", "surveyor", "--to", "energy"]])  # fmt: skip
@pytest.mark.parametrize("more", [[], ["--more"]])
def test_nothing_is_promised(arguments: list[str], more: list[str], run: Run) -> None:
    said = run("moves", *arguments, *more, rules=None).out.lower()
    assert not [words for words in UNSAID if words in said]
    assert "not a promise of a job" in said


# --- where it starts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        ["--occupation", PLANNER],
        ["--occupation", HAND, "--qualification", "certificate-iii", "--state", "VIC",
         "--strain", "high", "--goals", "refresh-skills"],
        ["--occupation", DRAWER, "--other-occupation", CARER],
        ["--field-of-study", "Animal care"],
    ],
)  # fmt: skip
def test_the_moves_are_those_of_the_advice(facts: list[str], run: Run) -> None:
    needed = ["--qualification", "bachelor", "--goals", "progression"]
    given = [*needed, *facts] if "--qualification" not in facts else facts
    advised = json.loads(run("advise", *given, "--no-input", "--json").out)
    found = face(run, *given)
    assert found["moves"] == advised["moves"] and found["moves"]
    assert found["person"] == advised["person"]
    kept = [note for note in advised["notes"] if note["slot"] != "reserved"]
    assert found["notes"] == kept


@pytest.mark.parametrize("occupation", ["341111", "254418", "261312"])
def test_so_they_are_with_the_shipped_rules(occupation: str, shipped_rules: RuleSet) -> None:
    facts: dict[str, Value] = {
        "occupation": occupation, "qualification": "bachelor-degree", "strain": "high",
        "state": "NSW",
    }  # fmt: skip
    assert api.moves(shipped_rules, facts).moves == api.advise(shipped_rules, facts).moves


def test_from_stands_for_the_occupation(run: Run) -> None:
    assert face(run, "--from", "span builder") == face(run, "--occupation", HAND)
    both = face(run, "--from", "Map Drawer", "--from", CARER)
    assert both == face(run, "--occupation", DRAWER, "--other-occupation", CARER)
    assert face(run, "--from", HAND, "--from", HAND) == face(run, "--from", HAND)


def test_of_two_occupations_the_nearer_counts(small_rules: RuleSet, run: Run) -> None:
    rows = small_rules.origins[0].rows
    both = face(run, "--from", HAND, "--from", DRAWER)
    for move in both["moves"]:
        near = small_rules.closeness[[rows[HAND], rows[DRAWER]], rows[move["occupation"]]]
        assert move["closeness"] == near.max()


def test_a_graduate_starts_from_the_field_of_study(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('field_of_study = "Bridge building"\n', "utf-8")
    found = face(run, "--answers", str(answers))
    assert found["moves"] and found["moves"][0]["closeness"]
    assert "Studied:" in run("moves", "--answers", answers).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to start from"),
        (["--state", "VIC"], "nothing to start from"),
        (["--from", HAND, "--occupation", HAND], "--from and --occupation"),
        (["--from", HAND, "--from", CARER, "--from", DRAWER], "--from 3 times"),
    ],
)
def test_what_cannot_be_asked_so(arguments: list[str], said: str, run: Run) -> None:
    ran = run("moves", *arguments)
    assert (ran.code, ran.out) == (2, "") and said in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "brigde hend"], "nearest: Bridge Hand (100001)"),
        (["--from", "999999"], "nearest: "),
        (["--from", HAND, "--to", "brigde hend"], "`--to list` shows the areas"),
        (["--from", HAND, "--state", "nowhere"], "--state"),
    ],
)
def test_what_is_unknown_names_the_nearest(arguments: list[str], said: str, run: Run) -> None:
    ran = run("moves", *arguments)
    assert (ran.code, ran.out) == (3, "") and said in ran.err


@pytest.mark.parametrize("typed", ["999999", "underwater basketry"])
def test_three_are_near(typed: str, run: Run) -> None:
    ran = run("moves", "--from", typed, rules=None)
    assert ran.code == 3 and ran.err.partition("nearest: ")[2].count(";") == 2


@pytest.mark.parametrize("flags", [["--from"], ["--from", "surveyor", "--to"]])
def test_a_word_for_many_is_listed_where_nobody_can_choose(flags: list[str], run: Run) -> None:
    ran = run("moves", *flags, "engineer", rules=None)
    assert ran.code == 2 and ran.out == ""
    assert "which may mean" in ran.err and "233211  Civil Engineer" in ran.err


def test_at_a_terminal_one_of_them_is_chosen(tmp_path: Path) -> None:
    with terminals(tmp_path) as start:
        child = start("moves", "--from", "map", TERM="xterm-256color")
        child.expect("Which one")
        child.expect("Ctrl-C stops")
        child.send("\x1b[B\r")  # down, Enter
        child.expect("What you bring")
        child.expect("Map (Drawer|Keeper)")
        assert ended(child) == 0


# --- what comes first ----------------------------------------------------------------------------


def test_high_strain_is_answered_before_the_moves(run: Run) -> None:
    said = run("moves", "--from", "254418", "--strain", "high", rules=None).out
    assert said.index("13 11 14") < said.index("What you bring")


def test_high_strain_keeps_most_of_what_one_knows(run: Run) -> None:
    def kept(*more: str) -> list[int]:
        found = face(run, "--from", "261312", *more, rules=None)
        return [move["held"] for move in found["moves"][:3]]

    assert sum(kept("--strain", "high")) > sum(kept())


# --- the way to a farther one --------------------------------------------------------------------


def test_the_way_goes_step_by_step(run: Run) -> None:
    towards = face(run, "--from", HAND, "--to", "Map Keeper")["to"]
    (chain,) = towards["chains"]
    assert [step["occupation"] for step in chain["steps"]] == [PLANNER, DRAWER, KEEPER]
    assert [step["closeness"] for step in chain["steps"]] == [63, 66, 90]
    assert [step["share"] for step in chain["steps"]] == [0, 75, 100]
    assert chain["steps"][1]["adds"] == [
        {"skill": "map-making", "held": 0, "level": 4, "needed": 3}
    ]
    assert towards["occupation"] == KEEPER and towards["held"] == 0 and not towards["here"]


def test_the_number_of_steps_and_their_closeness_are_rules(run: Run, tmp_path: Path) -> None:
    import shutil

    rules = shutil.copytree(SMALL, tmp_path / "rules")
    listing = rules / "advice" / "list.toml"
    text = listing.read_text("utf-8")
    listing.write_text(text.replace("most_steps = 3", "most_steps = 2"), "utf-8")
    towards = face(run, "--from", HAND, "--to", KEEPER, rules=rules)["to"]
    assert [len(chain["steps"]) for chain in towards["chains"]] == [1]  # the stretch that is open
    listing.write_text(text.replace("step_closeness = 50", "step_closeness = 30"), "utf-8")
    towards = face(run, "--from", HAND, "--to", KEEPER, rules=rules)["to"]
    assert [len(chain["steps"]) for chain in towards["chains"]] == [2]


def test_a_registration_is_told_with_its_road(run: Run) -> None:
    towards = face(run, "--from", HAND, "--to", CARER)["to"]
    assert towards["chains"] == []
    (shut,) = towards["shut"]
    assert shut["rule"] == "registered" and shut["registration"]
    said = run("moves", "--from", HAND, "--to", CARER).out
    assert "It takes a registration first, and no chain of moves opens it" in said
    held = face(run, "--from", KEEPER, "--registrations", "animal-board", "--to", CARER)["to"]
    assert [step["occupation"] for step in held["chains"][0]["steps"]] == [CARER]


def test_an_area_and_where_one_is_already(run: Run) -> None:
    towards = face(run, "--from", HAND, "--to", "animals")["to"]
    assert [chain["occupation"] for chain in towards["chains"]] == [KEEPER]
    assert [shut["occupation"] for shut in towards["shut"]] == [CARER]
    assert face(run, "--from", HAND, "--to", "bridges")["to"]["here"]
    assert "lies in this area already" in run("moves", "--from", HAND, "--to", "bridges").out
    assert "where you are now" in run("moves", "--from", HAND, "--to", HAND).out


def test_the_areas_are_listed(run: Run) -> None:
    ran = run("moves", "--from", HAND, "--to", "list")
    assert ran.code == 0 and ran.out.splitlines()[0].startswith("bridges")


# --- every pair ----------------------------------------------------------------------------------


def test_all_pairs(shipped_rules: RuleSet, run: Run) -> None:
    ran = run("moves", "--all-pairs", rules=None)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("moves", "--all-pairs", rules=None).out
    header, *rows = csv.reader(ran.out.splitlines())
    assert header == ["origin_anzsco", "target_anzsco", "score"]
    codes = [str(facts["code"]) for facts in shipped_rules.move_facts]
    assert len(rows) == len(codes) * (len(codes) - 1) == 311 * 310
    assert len({(origin, target) for origin, target, _score in rows}) == len(rows)
    assert all(origin != target and 0 <= float(score) <= 100 for origin, target, score in rows)


@pytest.fixture
def script(tmp_path: Path) -> Iterator[list[str]]:
    yield [sys.executable, "-c", _LOADED, "--rules", str(SMALL), "moves"]


_LOADED = """
import sys
from stempath.cli.main import program
try:
    program()(sys.argv[1:], prog_name="stempath")
except SystemExit:
    print("networkx" in sys.modules, file=sys.stderr)
"""


def test_only_chains_load_the_graphs(script: list[str]) -> None:
    for more, loaded in ((["--help"], "False"), (["--from", HAND, "--json"], "False"),
                         (["--from", HAND, "--to", KEEPER, "--json"], "True")):  # fmt: skip
        done = subprocess.run([*script, *more], capture_output=True, text=True, check=False)
        assert done.stderr.splitlines()[-1] == loaded


def test_the_award_that_the_work_asks_for_is_taken_as_held_and_said(run: Run) -> None:
    engineer = ("moves", "--from", "civil engineer")
    taken = json.loads(run(*engineer, "--json", rules=None).out)
    assert taken["assumed"] == ["qualification"]
    assert taken["person"]["qualification"] == "bachelor-degree"
    assert "233215" in [move["occupation"] for move in taken["moves"]]
    said = " ".join(run(*engineer, rules=None).out.split())
    assert "Bachelor Degree, taken as held because your work usually asks for it" in said
    told = json.loads(run(*engineer, "--qualification", "year 12", "--json", rules=None).out)
    assert (told["assumed"], told["person"]["qualification"]) == ([], "year-12")
    assert "233215" not in [move["occupation"] for move in told["moves"]]
    studied = json.loads(run("moves", "--field-of-study", "nursing", "--json", rules=None).out)
    assert studied["assumed"] == [] and studied["person"]["qualification"] is None
