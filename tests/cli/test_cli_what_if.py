"""`stempath what-if`: its screens word for word, its JSON, and what it makes of wrong input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_runs import SMALL, Run

GOLDEN = Path(__file__).resolve().parent / "golden"
SCREENS = {
    "changes": ("qualification=bachelor", "state=Victoria"),
    "more": ("qualification=bachelor", "state=Victoria", "--more"),
    "same": ("state=QLD",),
    "one": ("--open", "map-certificate", "state=VIC"),
    "two": ("--open", "map-certificate"),
    "reserved": ("--open", "map-start-women"),
    "registered": ("--open", "300001"),
    "open": ("--open", "Bridge refresher"),
    "never": ("--open", "span-badge"),
}
WALL = """\

[[rule]]
id = "over"
about = "offering"
when = ["offering.id = span-badge"]
require = ["offering.id != span-badge"]
why_not = "It is over."
source = "own judgement"
reviewed = 2026-11-21
"""


@pytest.fixture
def walled(tmp_path: Path) -> Path:
    """The tiny rulebook with one offering that nobody can enter."""
    folder = tmp_path / "walled"
    shutil.copytree(SMALL, folder)
    (folder / "advice" / "offerings" / "wall.toml").write_text(WALL)
    return folder


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen(
    run: Run, answers: Path, walled: Path, name: str, accept: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("what-if", *SCREENS[name], "--answers", answers, rules=walled)
    golden = GOLDEN / f"what-if-{name}.txt"
    if accept:
        golden.write_text(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == golden.read_text()


@pytest.mark.parametrize("width", [60, 120, 200])
@pytest.mark.parametrize("name", ["changes", "two"])
def test_other_widths_only_break_other_lines(
    run: Run, answers: Path, walled: Path, name: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = run("what-if", *SCREENS[name], "--answers", answers, rules=walled).out
    assert max(map(len, out.splitlines())) <= width
    usual = (GOLDEN / f"what-if-{name}.txt").read_text()
    assert out.replace("─", "").split() == usual.replace("─", "").split()


def test_plain_mode_has_no_escape_and_no_drawn_line(
    run: Run, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("what-if", *SCREENS["changes"], "--answers", answers, "--plain").out
    assert out.isascii()
    assert "\x1b" not in out


def test_it_agrees_with_advise_on_both_sets_of_answers(run: Run, answers: Path) -> None:
    def ids(*flags: str) -> list[str]:
        ran = run("advise", "--answers", answers, "--no-input", "--json", *flags)
        return [one["id"] for one in json.loads(ran.out)["offerings"]]

    before, after = ids(), ids("--state", "VIC", "--qualification", "bachelor")
    found = json.loads(run("what-if", *SCREENS["changes"], "--answers", answers, "--json").out)
    assert found["first"] == 3
    assert {change["fact"] for change in found["changes"]} == {"qualification", "state"}
    came = {line["id"] for line in found["offerings"] if line["way"] == "in"}
    went = {line["id"] for line in found["offerings"] if line["way"] == "out"}
    assert came == set(after[:3]) - set(before[:3])
    assert went == set(before[:3]) - set(after[:3])


def test_what_would_open_it_as_json(run: Run, answers: Path) -> None:
    found = json.loads(run("what-if", *SCREENS["two"], "--answers", answers, "--json").out)["open"]
    assert (found["id"], found["about"], found["exhaustive"]) == (
        "map-certificate", "offering", True
    )  # fmt: skip
    assert {rule for rule, _words in found["shut_by"]} == {"entry-level", "in-reach"}
    assert {c["fact"]: c["to"] for c in found["ways"][0]["changes"]} == {
        "qualification": "bachelor", "state": "VIC"
    }  # fmt: skip


def test_a_profile_is_read_and_left_as_it_is(run: Run, answers: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    run("advise", "--answers", answers, "--no-input", "--save", profile)
    bytes_ = profile.read_bytes()
    ran = run("what-if", "--profile", profile, *SCREENS["changes"])
    assert ran.code == 0
    assert ran.out == run("what-if", "--answers", answers, *SCREENS["changes"]).out
    assert profile.read_bytes() == bytes_


def test_an_empty_value_takes_an_answer_back(run: Run, answers: Path) -> None:
    ran = run("what-if", "State=", "target-sectors=", "--answers", answers, "--json")
    changes = {change["fact"]: change["to"] for change in json.loads(ran.out)["changes"]}
    assert changes == {"state": None, "target_sectors": None}


def test_a_rating_joins_those_that_stand(run: Run, answers: Path) -> None:
    rated = ("--answers", answers, "--skills", "map making = 3; animal care = 1")
    ran = run("what-if", "skills=animal-care=4; bridge-inspection=0", *rated, "--json")
    (change,) = json.loads(ran.out)["changes"]
    assert change["now"] == ["animal-care=1", "map-making=3"]
    assert change["to"] == ["animal-care=4", "bridge-inspection=0", "map-making=3"]
    told = run("what-if", "skills=animal-care=4; bridge-inspection=0", *rated).out
    assert "Your own skills: animal care 4 and bridge inspection 0 (now animal care 1)" in told
    for back in ("skills=none", "skills="):
        (change,) = json.loads(run("what-if", back, *rated, "--json").out)["changes"]
        assert not change["to"]


def test_every_mistake_is_told_at_once(run: Run, answers: Path) -> None:
    ran = run(
        "what-if", "state=Victorai", "hours_per_weak=3", "hours_per_week=many", "state=VIC", "now",
        "=5", "tfn=1", "--answers", answers,
    )  # fmt: skip
    assert (ran.code, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert len(lines) == 7
    for said in ("Victoria (VIC)", "did you mean `hours_per_week`?", "'many'", "each name once",
                 "found 'now'", "found '=5'", "never needs or keeps it"):  # fmt: skip
        assert sum(said in line for line in lines) == 1, said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "for example: stempath what-if --profile mine hours_per_week=10 state=QLD"),
        (("qualification=",), "found no `qualification`"),
        (("occupation=", "field_of_study="), "none of `occupation`, `sector`, `field_of_study`"),
    ],
)
def test_what_cannot_be_asked(
    run: Run, answers: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("what-if", *arguments, "--answers", answers)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_nobody_is_asked_about_nobody(run: Run) -> None:
    ran = run("what-if", "state=QLD")
    assert (ran.code, ran.out) == (2, "")
    assert "found no `qualification`" in ran.err


def test_what_is_not_there_has_its_nearest(run: Run, answers: Path) -> None:
    ran = run("what-if", "--open", "bridge-refreshr", "--answers", answers)
    assert (ran.code, ran.out) == (3, "")
    assert "nearest: bridge-refresher" in ran.err


def test_why_not_points_to_two_changes(run: Run, answers: Path) -> None:
    out = run("why-not", "map-certificate", "--answers", answers).out
    assert "`stempath what-if --open map-certificate`" in " ".join(out.split())


def test_the_beginning_of_a_name_finds_it(run: Run, answers: Path) -> None:
    ran = run("what-if", "hours=8", "--answers", answers)
    assert (ran.code, ran.out) == (3, "")
    assert "did you mean `hours_per_week`?" in ran.err
