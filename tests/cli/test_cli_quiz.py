"""`stempath quiz`: listed, asked at a terminal, answered on the command line or from a file."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Run
from terminals import Spawn, ended, terminals

ESCAPE, CTRL_C, CTRL_D, DOWN = "\x1b", "\x03", "\x04", "\x1b[B"
GIVEN = ("heights=yes", "days=4")


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Start `stempath quiz bridge` in a terminal; whatever still runs at the end is ended."""
    with terminals(tmp_path) as open_:
        yield lambda *arguments, **env: open_("quiz", "bridge", *arguments, **env)


def kept(folder: Path) -> list[Path]:
    """Every file below the folders for data and for what is unfinished."""
    return [path for name in ("data", "state") for path in (folder / name).rglob("*")]


# --- listed --------------------------------------------------------------------------------------


def test_the_quizzes_are_listed(run: Run) -> None:
    ran = run("quiz")
    assert (ran.code, ran.err) == (0, "")
    assert "Is bridge painting for me?" in ran.out
    assert "stempath quiz bridge" in ran.out
    (quiz,) = json.loads(run("quiz", "--json").out)["quizzes"]
    assert [question["id"] for question in quiz["questions"]] == ["heights", "days", "colour"]
    assert quiz["questions"][2]["options"][0] == {"id": "red", "name": "Red lead"}
    assert quiz["questions"][1]["most"] == 7


def test_rules_without_a_quiz_say_so(run: Run, small_folder: Path) -> None:
    (small_folder / "quiz" / "bridge.toml").unlink()
    ran = run("quiz", rules=small_folder)
    assert (ran.code, ran.out) == (0, "")
    assert "no quiz" in ran.err


def test_a_quiz_is_found_by_id_or_title(run: Run) -> None:
    by_id = run("quiz", "bridge", *GIVEN)
    assert run("quiz", "Is bridge painting for me?", *GIVEN).out == by_id.out
    ran = run("quiz", "brige")
    assert (ran.code, ran.out) == (3, "")
    assert "did you mean `bridge`?" in ran.err


# --- answered ------------------------------------------------------------------------------------


def test_the_outcome_comes_with_the_answers_that_decided_it(run: Run) -> None:
    ran = run("quiz", "bridge", *GIVEN)
    assert (ran.code, ran.err) == (0, "")
    out = " ".join(ran.out.split())
    assert "It leans towards painting" in out
    assert "What speaks for painting: 3 points" in out
    assert "+2 You like heights. You said: yes." in out
    assert "What speaks for staying: 0 points" in out
    assert "Ask a painter about colours." in out
    assert "Not answered" in out
    assert "Which colour?" in out


def test_what_stands_in_the_way_is_said_with_its_source(run: Run) -> None:
    ran = run("quiz", "bridge", *GIVEN, "colour=rust")
    out = " ".join(ran.out.split())
    assert "It is open" in out
    assert "Of what is open to you now, nothing is ahead of the others by 2 points" in out
    assert "Not yet: Red lead is not painted any more. You said: Red lead." in out
    assert "Source: example.org" in out
    full = run("quiz", "bridge", *GIVEN, "colour=rust", "--explain").out
    assert "Source: https://example.org/red-lead" in full
    assert "Rule: no-red-lead" in full


def test_everything_may_be_skipped_and_then_it_says_what_it_takes(run: Run) -> None:
    for arguments in (("--no-input",), ("--answers", "-"), ("days=",)):
        ran = run("quiz", "bridge", *arguments)
        assert (ran.code, ran.err) == (0, "")
        out = " ".join(ran.out.split())
        assert "It takes at least 2 answers to lean either way. None is answered." in out
        assert "What speaks for" not in out
        assert "heights = yes, no" in out
        assert "days = days, 0 to 7" in out
        assert "colour = red, grey" in out


def test_as_json(run: Run) -> None:
    found = json.loads(run("quiz", "bridge", *GIVEN, "--json").out)
    assert found["schema_version"] == 1
    assert found["outcome"]["id"] == "paint"
    assert found["answers"] == {"heights": True, "days": 4, "colour": None}
    assert found["not_answered"] == ["colour"]
    for side in found["sides"]:
        assert side["points"] == sum(reason["points"] for reason in side["reasons"])
    assert found["sides"][0]["reasons"][0]["answers"] == ["heights"]


def test_answers_of_a_file_and_of_the_command_line_which_win(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text('heights = "no"\ndays = 4\ncolour = "Bridge grey"\n')
    file = json.loads(run("quiz", "bridge", "--answers", path, "--json").out)
    assert file["answers"] == {"heights": False, "days": 4, "colour": "grey"}
    both = json.loads(run("quiz", "bridge", "heights=yes", "--answers", path, "--json").out)
    assert both["answers"] == {"heights": True, "days": 4, "colour": "grey"}
    piped = run("quiz", "bridge", "--answers", "-", "--json", stdin=path.read_text())
    assert json.loads(piped.out) == file


def test_every_wrong_answer_is_told_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text("hights = true\n\ndays = 9\n")
    ran = run("quiz", "bridge", "--answers", path, "colour=gry", "paint", "days=1", "days=2")
    assert (ran.code, ran.out) == (3, "")
    for words in (
        f"{path}:1 (hights): found `hights`; expected a question of `bridge`; did you mean `hei",
        f"{path}:3 (days): found 9; expected a number of days from 0 to 7",
        "command line (colour): found 'gry'", "found 'paint'; expected NAME=VALUE",
        "found 'days' twice",
    ):  # fmt: skip
        assert words in ran.err, words
    assert len(ran.err.splitlines()) == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("days = ", "expected valid TOML"),
        ('[quiz]\nid = "phd"\n[answers]\ndays = 1\n', "answers to another quiz, 'phd'"),
        ("schema_version = 99\n[answers]\n", "made by a newer stempath"),
        ("days = 1\n[answers]\ndays = 2\n", "expected answers under [answers]"),
        ("days = [1]\n", "days"),
        ("colour = { red = 1 }\n", "colour"),
    ],
)
def test_wrong_files(run: Run, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(text)
    ran = run("quiz", "bridge", "--answers", path)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_long_strange_and_invisible_text_is_refused(run: Run) -> None:
    for value in ("x" * 10_000, "red\x1b[2J", "\u202egrey", "🌉"):
        ran = run("quiz", "bridge", f"colour={value}")
        assert (ran.code, ran.out) == (3, "")
        assert "\x1b" not in ran.err
        assert len(ran.err) < 500


def test_no_file(run: Run, tmp_path: Path) -> None:
    assert run("quiz", "bridge", "--answers", tmp_path / "none.toml").code == 5


# --- saved ---------------------------------------------------------------------------------------


def test_nothing_is_kept_unless_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("quiz", "bridge", *GIVEN)
    assert kept(tmp_path) == []
    path = tmp_path / "mine.toml"
    ran = run("quiz", "bridge", *GIVEN, "--save", path)
    assert ran.code == 0
    assert f"Saved: {path}" in ran.err
    assert kept(tmp_path) == []
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = run("quiz", "bridge", "--answers", path)
    assert again.out == ran.out, "what is saved is read back"


def test_a_file_is_replaced_by_force_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("keep me")
    ran = run("quiz", "bridge", *GIVEN, "--save", path)
    assert (ran.code, ran.out) == (2, "")
    assert path.read_text() == "keep me"
    assert run("quiz", "bridge", *GIVEN, "--save", path, "--force").code == 0
    assert run("quiz", "bridge", *GIVEN, "--save", tmp_path).code == 5
    assert run("quiz", "bridge", "days=4", "heights=yes", "--save", tmp_path / "b.toml").code == 0
    assert path.read_bytes() == (tmp_path / "b.toml").read_bytes()


# --- asked ---------------------------------------------------------------------------------------


def test_line_by_line_with_a_way_back_and_why(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("--plain")
    seen: list[str] = []

    def answer(words: str, text: str) -> None:
        child.expect(words)
        child.expect("> ")
        seen.append((child.before or "") + (child.after or ""))
        child.sendline(text)

    answer("Is bridge painting for me.*Question 1 of 3", "yes")
    answer("Question 2 of 3", "seven")
    answer("a number of days from 0 to 7", "b")
    answer("question 1 of 3", "no")
    answer("Question 2 of 3", "1")
    answer("Question 3 of 3", "?")
    answer("Some colours wait", "2")
    child.expect("It leans towards staying")
    child.expect("What speaks for staying: 2 points")
    assert ended(child) == 0
    assert "\x1b" not in "".join(seen)
    assert kept(tmp_path) == []


def test_with_lists_with_a_way_back(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("--save", str(tmp_path / "mine.toml"))
    child.expect("Question 1 of 3")
    child.expect("Ctrl-C stops")
    child.send(f"{DOWN}\r")
    child.expect("= Yes")
    child.expect("Question 2 of 3")
    child.expect(">")
    child.send(ESCAPE)
    child.expect("question 1 of 3")
    child.expect("Esc|Arrows")
    child.send("\r")  # the old answer is in place
    child.expect("= Yes")
    child.expect("Question 2 of 3")
    child.send("4\r")
    child.expect("private")
    child.expect("Which colour")
    child.send("\r")
    child.expect("It leans towards painting")
    child.expect("3 points")
    assert ended(child) == 0
    assert "heights = true\ndays = 4\n" in (tmp_path / "mine.toml").read_text()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_an_interruption_says_that_nothing_is_kept(
    spawn: Spawn, tmp_path: Path, key: str, flags: tuple[str, ...]
) -> None:
    child = spawn(*flags)
    child.expect("Question 1 of 3")
    child.expect("> ")
    child.send("yes\r")
    child.expect("Question 2 of 3")
    child.expect(">")
    child.send(key)
    child.expect("Stopped. A quiz keeps no answers")
    assert ended(child) == 130
    assert kept(tmp_path) == []
    assert "Traceback" not in (child.before or "")


def test_stopping_is_no_fault(spawn: Spawn) -> None:
    child = spawn("--plain")
    child.expect("> ")
    child.sendline("q")
    child.expect("Stopped. A quiz keeps no answers")
    assert ended(child) == 0


def test_answers_may_be_piped_in_line_by_line(run: Run) -> None:
    ran = run("quiz", "bridge", "--plain", stdin="y\n4\n\n")
    assert ran.code == 0
    assert "It leans towards painting" in ran.out
    cut = run("quiz", "bridge", "--plain", stdin="y\n")
    assert cut.code == 130
    assert "Stopped" in cut.err


# --- the shipped quiz on the screen --------------------------------------------------------------


@pytest.mark.parametrize("columns", [20, 60, 80, 120, 200])
def test_it_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    given = ("purpose=research", "problem=one", "entry=H1", "money=enough", "strain=some")
    ran = run("quiz", "phd", *given, rules=None)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= columns
    first = " ".join(ran.out.split())
    assert first.index("a talk helps") < first.index("It leans towards a PhD")
    assert re.search(r"Source: Murdoch University, 2024", first)
