"""The real interview in a terminal of its own: lists and plain, to advice and a saved profile."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import SMALL, Spawn, Terminal, ended, environment, seen, terminals

DOWN, UP, CTRL_C, CTRL_D, ESC, SHIFT_TAB = "\x1b[B", "\x1b[A", "\x03", "\x04", "\x1b", "\x1b[Z"
CTRL_U, ENTER = "\x15", "\r"
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()][0-9A-B]|[=>78])")


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Start `stempath` in a terminal; whatever is still running at the end is ended."""
    with terminals(tmp_path) as open_:
        yield open_


def put(child: Terminal[str], words: str, keys: str) -> None:
    """Wait for words, then for the prompt after them, and press keys."""
    child.expect(words)
    child.expect("Ctrl-C stops")
    child.send(keys)


def line(child: Terminal[str], words: str, typed: str) -> None:
    """Wait for words, then for the plain prompt after them, and type a line."""
    child.expect(words)
    child.expect("> ")
    child.sendline(typed)


def saved(tmp_path: Path) -> dict[str, object]:
    """The facts of the one profile that was saved."""
    (path,) = (tmp_path / "data" / "stempath" / "profiles").glob("*.toml")
    return dict(tomllib.loads(path.read_text())["person"])


def test_with_lists_to_advice_and_a_profile(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("advise")
    child.expect("Question 1 of 2 · about 2 minutes left")
    put(child, "highest", f"bachelor degree{ENTER}")
    child.expect("= Bachelor degree")
    put(child, "What was it in", f"Brigde building{ENTER}")
    put(child, "is not in the list as it stands", ENTER)  # the only one that is near
    child.expect("= Bridge building")
    put(child, "which year", f"yesterday{ENTER}")
    child.expect("Not taken")
    put(child, "a year from", f"2019{ENTER}")
    child.expect("= 2019")
    child.expect("Question 2 of 2")
    put(child, "Keep up", f"{DOWN}{DOWN} {UP} {ENTER}")  # the third, then the second
    child.expect("= Move up, Brush up")
    put(child, "Your answers", ENTER)
    child.expect("= Looks right")
    child.expect("Saved:")
    child.expect("profile forget")
    put(child, "What next", f"that's all{ENTER}")
    assert ended(child) == 0
    assert saved(tmp_path) == {
        "qualification": "bachelor", "field_of_study": "bridge-building", "graduated_year": 2019,
        "goals": ["progression", "refresh-skills"],
    }  # fmt: skip


def test_back_at_every_question_with_the_old_answer_in_place(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("advise")
    put(child, "highest", SHIFT_TAB)
    put(child, "nothing before this", f"bachelor degree{ENTER}")
    put(child, "What was it in", ESC)
    child.expect("Back to question 1 of 2")
    put(child, "> Bachelor degree", ENTER)
    put(child, "What was it in", f"Map drawing{ENTER}")
    put(child, "which year", SHIFT_TAB)
    put(child, "> Map drawing", f"?{ENTER}")  # why it is asked; Enter answers nothing yet
    child.expect("We add to it")
    put(child, "press it again", ENTER)
    put(child, "which year", f"2019{ENTER}")
    put(child, "Question 2 of 2", ESC)
    child.expect("Back to question 1 of 2")
    put(child, "> 2019", f"2018{ENTER}")  # in its place
    put(child, "Question 2 of 2", f" {ENTER}")
    put(child, "Your answers", ESC)
    put(child, "Back to question 2 of 2", f"{DOWN} {ENTER}")  # a second one
    put(child, "Your answers", f"year you{ENTER}")
    put(child, "> 2018", SHIFT_TAB)  # the old answer stays
    put(child, "Your answers", f"year you{ENTER}")
    put(child, "> 2018", f"{CTRL_U}{ENTER}")
    child.expect("= skipped")
    put(child, "Your answers", f"looks right{ENTER}")
    child.expect("Saved:")
    put(child, "What next", CTRL_C)
    assert ended(child) == 130
    assert saved(tmp_path) == {
        "qualification": "bachelor", "field_of_study": "map-drawing",
        "goals": ["advance-knowledge", "refresh-skills"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "env"),
    [
        (("--plain",), {"FORCE_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
    ],
)
def test_line_by_line_without_one_escape_byte(
    spawn: Spawn, tmp_path: Path, flags: tuple[str, ...], env: dict[str, str]
) -> None:
    child = spawn("advise", *flags, **env)
    line(child, r"back \(or b\)", "b")
    line(child, "nothing before this", "")
    line(child, "needs an answer", "certificat")
    line(child, "The nearest", "?")
    line(child, "We add to it", "1")
    line(child, "What was it in", "zzzz")
    line(child, "Nothing like", "b")  # to the line, and from there to the question before
    line(child, "What was it in", "b")
    line(child, "Back to question 1 of 2", "")
    line(child, "What was it in", "Map drawing")
    child.expect("= Map drawing")
    line(child, "Question 2 of 2", "b")
    line(child, "so far: Map drawing", "")
    line(child, "Question 2 of 2", "3, 9")
    line(child, "1 to 4", "2,1")
    child.expect("= Brush up, Learn more")
    line(child, "Your answers", "b")
    line(child, "so far: 2, 1", "")
    line(child, "Your answers", "")
    child.expect("= Looks right")
    child.expect("not a promise")
    line(child, "What next", "q")
    assert ended(child) == 0
    assert "\x1b" not in seen(child)
    assert saved(tmp_path) == {
        "qualification": "certificate-iii", "field_of_study": "map-drawing",
        "goals": ["refresh-skills", "advance-knowledge"],
    }  # fmt: skip


@pytest.mark.parametrize("env", [{"TERM": ""}, {"NO_COLOR": "1"}])
def test_bare_text_where_nothing_is_to_be_redrawn(spawn: Spawn, env: dict[str, str]) -> None:
    child = spawn("advise", **env)
    line(child, "Question 1 of 2", "bachelor degree")
    line(child, "What was it in", "map drawing")
    line(child, "which year", "q")
    assert ended(child) == 0
    assert "\x1b" not in seen(child)


def test_answers_may_be_piped(tmp_path: Path) -> None:
    def piped(text: str | bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "stempath", "--rules", str(SMALL), "advise", "--plain"],
            input=text.encode() if isinstance(text, str) else text,
            env=environment(tmp_path), capture_output=True, timeout=30, check=False,
        )  # fmt: skip

    short = piped(b"bachelor degree\n\xff\n")  # no UTF-8, and an end before the end
    assert short.returncode == 130
    assert b"Your answers are kept" in short.stderr
    whole = piped("bachelor degree\nmap drawing\n2019\n1\n\n")
    assert whole.returncode == 0, whole.stderr
    assert b"> map drawing\n  = Map drawing\n" in whole.stdout
    assert b"\x1b" not in whole.stdout + whole.stderr
    assert saved(tmp_path)["graduated_year"] == 2019


PLANNER = ("--qualification", "year-12", "--occupation", "Bridge planner",
           "--field-of-study", "bridge-building", "--years-experience", "4")  # fmt: skip


def test_skills_are_rated_one_after_another(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("advise", *PLANNER)
    put(child, "Learn more", f" {ENTER}")
    put(child, "Your answers", ENTER)
    put(child, "Sharpen this", ENTER)
    put(child, "Skill 1 of 3: careful thought", f"?2{ENTER}")
    child.expect("= You do it with help")
    child.expect("Skill 2 of 3: bridge inspection")
    child.expect("we take it that you do it alone")
    put(child, "> Skip", ESC)
    child.expect("Skill 1 of 3")
    put(child, "> You do it with help", ENTER)
    put(child, "Skill 2 of 3", ENTER)
    child.expect("= skipped")
    put(child, "Skill 3 of 3: map making", f"{DOWN}{ENTER}")
    child.expect("= You do not do it, or not yet")
    child.expect("Saved:")
    put(child, "What next", f"change{ENTER}")
    put(child, "Your own skills: careful thought 2 and map making 0", f"own{ENTER}")
    put(child, "Skill 1 of 3: careful thought", ESC)  # the ratings stay
    put(child, "Your answers", f"looks{ENTER}")
    put(child, "What next", f"that's all{ENTER}")
    assert ended(child) == 0
    assert saved(tmp_path)["skills"] == {"careful-thought": 2, "map-making": 0}


def test_skills_are_rated_line_by_line_by_the_numbers_of_their_levels(
    spawn: Spawn, tmp_path: Path
) -> None:
    child = spawn("advise", "--plain", *PLANNER)
    line(child, "What do you want", "1")
    line(child, "Your answers", "")
    line(child, "Sharpen this", "1")
    child.expect("0. You do not do it, or not yet")
    line(child, "5. You are the one others turn to", "why")
    child.expect("stands in place of what your work suggests")
    for wrong in ("6", "-1", "2.5", "sometimes"):
        line(child, "Type a number, or Enter to skip", wrong)
        child.expect("Please type a number from 0 to 5, or a name")
    line(child, "Type a number, or Enter to skip", "5")
    child.expect("= You are the one others turn to for it")
    line(child, "Skill 2 of 3", "b")
    line(child, "Enter for 5", "s")
    child.expect("= skipped")
    line(child, "Skill 2 of 3", "0")
    line(child, "Skill 3 of 3", "does it alone")
    child.expect("Saved:")
    line(child, "What next", "q")
    assert ended(child) == 0
    assert "\x1b" not in seen(child)
    assert saved(tmp_path)["skills"] == {"bridge-inspection": 0, "map-making": 3}


def test_ratings_may_be_piped(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "stempath", "--rules", str(SMALL), "advise", "--plain", *PLANNER],
        input="1\n\n1\n2\n\n0\n", text=True,
        env=environment(tmp_path), capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert saved(tmp_path)["skills"] == {"careful-thought": 2, "map-making": 0}


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_stopping_before_any_answer_says_one_line(
    spawn: Spawn, tmp_path: Path, key: str, flags: tuple[str, ...]
) -> None:
    child = spawn("advise", *flags)
    child.expect("Which is the highest")
    child.expect("> " if flags else "Ctrl-C stops")
    child.send(key)
    child.expect("Stopped")
    rest = child.read()
    assert "Traceback" not in rest
    assert len(ESCAPES.sub("", rest).strip().splitlines()) == 1
    assert ended(child) == 130
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_terminal_as_it_was(spawn: Spawn, ending: signal.Signals) -> None:
    child = spawn("advise")
    put(child, "highest", f"bachelor degree{ENTER}")
    child.expect("What was it in")
    child.expect("Ctrl-C stops")
    assert child.getecho() is False
    child.kill(ending)
    child.expect("Your answers are kept")
    assert child.getecho() is True
    assert ended(child) == 128 + ending


def test_a_profile_is_asked_only_what_is_missing(spawn: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema_version = 1\n[person]\nqualification = "bachelor"\nfield_of_study = "map-drawing"\n'
        "graduated_year = 2019\n"
    )
    child = spawn("advise", "--plain", "--profile", str(path))
    child.expect("--no-input")
    line(child, "Question 1 of 1", "3")
    line(child, "Your answers", "")
    child.expect("Saved:")
    line(child, "What next", "q")
    assert ended(child) == 0
    assert tomllib.loads(path.read_text())["person"]["goals"] == ["progression"]


def test_what_is_pasted_loses_controls_and_line_ends(spawn: Spawn) -> None:
    child = spawn("advise")
    put(child, "highest", f"\x1b[200~bachelor\x07\ndegree\x1b[201~{ENTER}")
    child.expect("= Bachelor degree")
    put(child, "What was it in", f"\x1b[200~{'map drawing ' * 1000}\x1b[201~")
    put(child, "Too long: only the first 200 characters were pasted", f"{CTRL_U}map drawing{ENTER}")
    child.expect("which year")


@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_twenty_columns_are_enough(spawn: Spawn, flags: tuple[str, ...]) -> None:
    child = spawn("advise", *flags, columns=20)
    child.expect("Question 1 of 2")
    child.expect(">")
    child.send("bachelor degree\r")
    child.expect("= Bachelor degree")
    child.expect(">")
    child.send("map drawing\r")
    child.expect("which year")
    widest = max(map(len, ESCAPES.sub("\n", seen(child)).replace("\r", "").split("\n")))
    assert widest <= 20


def test_a_terminal_may_change_its_size(spawn: Spawn) -> None:
    child = spawn("advise", columns=100)
    put(child, "highest", "bach")
    for columns in (20, 60, 7, 200):
        child.setwinsize(12, columns)
    child.send(f"elor degree{ENTER}")
    child.expect("= Bachelor degree")


@pytest.mark.parametrize("page", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_an_old_code_page_shows_no_wrong_signs(
    spawn: Spawn, page: str, flags: tuple[str, ...]
) -> None:
    child = spawn("advise", *flags, PYTHONIOENCODING=page)
    child.expect("Question 1 of 2")
    child.expect("> " if flags else "Ctrl-C stops")
    child.send(f"zzzz{ENTER}")
    child.expect('Nothing like "zzzz"' if page != "cp1252" else "Nothing like “zzzz”")
    assert "\\x" not in seen(child) and "\\u" not in seen(child)


def test_no_colour_is_needed(spawn: Spawn) -> None:
    child = spawn("advise", TERM="xterm-256color", COLORTERM="truecolor")
    put(child, "highest", f"bachelor degree{ENTER}")
    child.expect("What was it in")
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", seen(child))


def test_complete_answers_ask_nothing(spawn: Spawn) -> None:
    child = spawn(
        "advise", "--qualification", "bachelor", "--goals", "progression", "--sector", "maps"
    )
    child.expect("Take next")
    assert ended(child) == 0


def test_a_flag_changes_the_profile_that_is_open(spawn: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema_version = 1\n[person]\nqualification = "bachelor"\nsector = "maps"\n'
        'goals = ["progression"]\n'
    )
    child = spawn("advise", "--profile", str(path), "--state", "VIC")
    child.expect("Saved:")
    assert ended(child) == 0
    assert tomllib.loads(path.read_text())["person"]["state"] == "VIC"
