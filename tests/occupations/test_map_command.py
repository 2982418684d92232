"""`stempath map` as one types it, on a made-up release and the tiny rulebook."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from terminals import ended, terminals

from stempath.cli.main import program
from stempath.occupations.build import TABLES

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]
TRUTH = """\
truth,origin_anzsco,target_anzsco
near,100002,100003
near,100003,100002
near,100004,100002
far,100003,100004
far,100005,100003
"""


@dataclass(frozen=True)
class Ran:
    """What one run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def rules(small_folder: Path, catalogue: Path) -> Path:
    """The tiny rulebook with the occupations of the made-up release."""
    tables = small_folder / "catalogue" / "occupations"
    for path in catalogue.iterdir():
        shutil.copy(path, tables / path.name)
    days = tables / "days" / "bridges.toml"
    text = re.sub(r"rests_on = .*", 'rests_on = ["1", "A1.I01"]', days.read_text("utf-8"))
    days.write_text(text, "utf-8")
    return small_folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], rules: Path) -> Run:
    """Run `stempath map` with these arguments on `rules`."""

    def _run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            program()(["--rules", str(rules), "map", *map(str, arguments)], prog_name="stempath")
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return _run


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "moves.csv"
    path.write_text(TRUTH, "utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# --- build -------------------------------------------------------------------------------------


def test_build_writes_the_same_tables_each_time(
    run: Run, onet_folder: Folder, tmp_path: Path
) -> None:
    onet = onet_folder()
    ran = run("build", "--onet", onet, "--out", tmp_path / "new" / "a")
    assert (ran.code, ran.out) == (0, "")
    *written, summary = ran.err.splitlines()
    assert written == [f"Written: {tmp_path / 'new' / 'a' / name}" for name in TABLES]
    assert summary.startswith("8 occupations from O*NET 99.1 (2031)")
    told = run("build", "--onet", onet, "--out", tmp_path / "b", "--json")
    found = json.loads(told.out)
    assert (found["release"], found["occupations"], len(found["files"])) == ("99.1", 8, len(TABLES))
    assert sum(found["basis"].values()) == 8
    assert contents(tmp_path / "new" / "a") == contents(tmp_path / "b")


def test_build_replaces_tables_only_when_told_to(
    run: Run, onet_folder: Folder, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "styles.csv").write_text("mine\n", "utf-8")
    onet = onet_folder()
    ran = run("build", "--onet", onet, "--out", out)
    assert ran.code == 2
    assert "styles.csv" in ran.err and "--force" in ran.err
    assert contents(out) == {"styles.csv": b"mine\n"}
    assert run("build", "--onet", onet, "--out", out, "--force").code == 0
    assert set(contents(out)) == set(TABLES)


def test_build_in_place_is_measured_at_once(
    run: Run, rules: Path, onet_folder: Folder, truth: Path
) -> None:
    tables = rules / "catalogue" / "occupations"
    assert run("evaluate", "--truth", truth).code == 3, "of other occupations"
    assert run("build", "--onet", onet_folder(), "--out", tables, "--force").code == 0
    assert run("evaluate", "--truth", truth).code == 0


def test_a_missing_file_is_told_once(run: Run, onet_folder: Folder, tmp_path: Path) -> None:
    onet = onet_folder()
    (onet / "Technology Skills.txt").unlink()
    ran = run("build", "--onet", onet, "--out", tmp_path / "out")
    assert ran.code == 5
    (line,) = ran.err.splitlines()
    assert line.startswith(f"{onet / 'Technology Skills.txt'}: found no such file")
    assert not (tmp_path / "out").exists()


def test_no_folder(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--onet", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert ran.code == 5
    assert len(ran.err.splitlines()) == 1
    assert "no such folder" in ran.err


@pytest.mark.parametrize(
    ("file", "line", "cell", "wrong", "told"),
    [
        ("Task Statements.txt", 1, 3, "Kind", "(Task Type): found the columns"),
        ("Skills.txt", 1, 4, "Value", "(Data Value): found the columns"),
        ("Skills.txt", 3, 4, "four", "(Data Value): found 'four'; expected a number"),
        ("Job Zones.txt", 2, 0, "99-0000.00", "(O*NET-SOC Code): found '99-0000.00'"),
    ],
)
def test_a_changed_column_or_cell_is_told_with_its_line(
    run: Run, onet_folder: Folder, onet_files: Files, tmp_path: Path,
    file: str, line: int, cell: int, wrong: str, told: str,
) -> None:  # fmt: skip
    rows = onet_files[file]
    rows[line - 1] = [*rows[line - 1]]
    rows[line - 1][cell] = wrong
    onet = onet_folder({file: rows})
    ran = run("build", "--onet", onet, "--out", tmp_path / "out")
    assert ran.code == 3
    (words,) = ran.err.splitlines()
    assert words.startswith(f"{onet / file}:{line} {told}")
    assert not (tmp_path / "out").exists()


def test_another_crosswalk_stands_for_that_of_the_rules(
    run: Run, rules: Path, onet_folder: Folder, tmp_path: Path
) -> None:
    own = (rules / "catalogue" / "occupations" / "crosswalk.csv").read_text("utf-8")
    other = tmp_path / "other.csv"
    other.write_text(own.replace("29-1000.00", "29-1004.00"), "utf-8")
    onet = onet_folder()
    ran = run("build", "--onet", onet, "--out", tmp_path / "a", "--crosswalk", other)
    assert ran.code == 0
    assert "100004,29-1004.00" in (tmp_path / "a" / "crosswalk.csv").read_text("utf-8")
    other.write_text(own.replace("29-1000.00", "77-1000.00"), "utf-8")
    ran = run("build", "--onet", onet, "--out", tmp_path / "b", "--crosswalk", other)
    assert ran.code == 3
    assert ran.err.startswith(f"{other}:5 (onet): found '77-1000.00'")


def test_a_damaged_vocabulary_of_skills_is_told(
    run: Run, rules: Path, onet_folder: Folder, tmp_path: Path
) -> None:
    path = rules / "vocabulary" / "skills.toml"
    path.write_text(
        path.read_text("utf-8").replace('group = "field"', 'group = "fied"', 1), "utf-8"
    )
    ran = run("build", "--onet", onet_folder(), "--out", tmp_path / "out")
    assert ran.code == 3
    assert "skills.toml" in ran.err and "fied" in ran.err


def test_a_day_is_held_to_the_release(
    run: Run, rules: Path, onet_folder: Folder, tmp_path: Path
) -> None:
    path = rules / "catalogue" / "occupations" / "days" / "bridges.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"1"', '"7"', 1), "utf-8")
    ran = run("build", "--onet", onet_folder(), "--out", tmp_path / "out")
    assert ran.code == 3
    assert ran.err.startswith(f"{path}:3 (day): found `7` in day `bridge-hand-at-work`")
    path.write_text(text.replace("words = ", "word = ", 1), "utf-8")
    ran = run("build", "--onet", onet_folder(name="again"), "--out", tmp_path / "out")
    assert ran.code == 3
    assert f"{path}:" in ran.err and "`word`" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no terminal to drive")
def test_a_terminal_sees_a_bar(rules: Path, onet_folder: Folder, tmp_path: Path) -> None:
    arguments = ["map", "build", "--onet", onet_folder(), "--out", tmp_path / "a"]
    with terminals(tmp_path) as start:
        child = start(*arguments, rules=rules, columns=200, TERM="xterm-256color")
        child.expect("Building the map")
        child.expect("8 occupations from")
        assert ended(child) == 0


# --- evaluate ----------------------------------------------------------------------------------


@pytest.fixture
def mapped(run: Run, rules: Path, onet_folder: Folder) -> Path:
    """The made-up release, with the map of `rules` built from it."""
    onet = onet_folder()
    out = rules / "catalogue" / "occupations"
    assert run("build", "--onet", onet, "--out", out, "--force").code == 0
    return onet


def test_evaluate_tells_each_truth_and_what_it_leaves_out(
    run: Run, mapped: Path, truth: Path
) -> None:
    ran = run("evaluate", "--truth", truth)
    assert ran.code == 0
    head, far, near = ran.out.splitlines()
    assert head.split()[:3] == ["closeness", "origins", "NDCG@10"]
    assert far.split()[:2] == ["far", "1"] and near.split()[:2] == ["near", "3"]
    assert ran.err == "far: origins left out, without figures of their own: 1.\n"
    found = json.loads(run("evaluate", "--truth", truth, "--json").out)
    scores = {score["truth"]: score for score in found["closeness"]}
    assert (scores["far"]["origins"], scores["far"]["left_out"]) == (1, 1)
    for score in scores.values():
        assert 0 <= score["low"] <= score["ndcg"] <= score["high"] <= 1
    assert "estimates" not in found


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", 3, ": found an empty file"),
        ("truth,origin_anzsco,target_anzsco\n", 3, ": found no rows"),
        (TRUTH.replace("target_anzsco", "target"), 3, ":1 (target_anzsco): found the columns"),
        (TRUTH.replace("near,100002,100003", "near,1002,100003"), 3, ":2 (origin_anzsco): found"),
        (TRUTH.replace("near,100002,", ",100002,"), 3, ":2 (truth): found no name"),
        (TRUTH.replace(",1000", ",9000"), 3, " (origin_anzsco): found no origin"),
        (None, 5, ": found no such file"),
    ],
)
def test_a_wrong_truth_is_told(
    run: Run, mapped: Path, truth: Path, text: str | None, code: int, told: str
) -> None:
    if text is None:
        truth.unlink()
    else:
        truth.write_text(text, "utf-8")
    ran = run("evaluate", "--truth", truth)
    assert (ran.code, ran.out) == (code, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"{truth}{told}")


def test_evaluate_needs_something_to_measure_by(run: Run) -> None:
    ran = run("evaluate")
    assert ran.code == 2
    assert "--truth FILE" in ran.err


def test_evaluate_tells_what_estimates_are_worth(run: Run, mapped: Path) -> None:
    ran = run("evaluate", "--onet", mapped)
    assert ran.code == 0
    _head, ratings, most = ran.out.splitlines()
    assert ratings.startswith("knowledge, skills, styles ")
    assert most.startswith("all but names ")
    found = json.loads(run("evaluate", "--onet", mapped, "--json").out)
    assert [row["occupations"] for row in found["estimates"]] == [6, 6]
    assert all(0 <= row["kept"] <= 1 for row in found["estimates"])


# --- fit ---------------------------------------------------------------------------------------


def test_fit_shows_weights_beside_those_in_force_and_writes_nothing(
    run: Run, rules: Path, mapped: Path, truth: Path
) -> None:
    before = contents(rules / "catalogue" / "occupations")
    ran = run("fit", "--truth", truth, "--onet", mapped)
    assert ran.code == 0
    weights, scores = ran.out.split("\n\n")
    assert weights.splitlines()[1].split()[:2] == ["knowledge", "2.00"]
    assert [line.split()[0] for line in scores.splitlines()] == ["NDCG@10", "far", "near"]
    assert ran.err == "Fitted to the moves of 3 origins.\n"
    found = json.loads(run("fit", "--truth", truth, "--onet", mapped, "--json").out)
    assert (found["in_force"]["knowledge"], found["in_force"]["further_up"]) == (2.0, 2.0)
    assert min(found["fitted"].values()) >= 0
    assert set(found["ndcg_cross_validated"]) == {"near", "far"}
    assert contents(rules / "catalogue" / "occupations") == before


def test_fit_needs_moves_that_can_be_fitted(run: Run, mapped: Path, truth: Path) -> None:
    truth.write_text(TRUTH.replace(",1000", ",9000"), "utf-8")
    ran = run("fit", "--truth", truth, "--onet", mapped)
    assert ran.code == 3
    assert ran.err.startswith(f"{truth}: found no move that can be fitted")
