"""The real interview in a terminal of its own: lists and plain, to advice and a saved profile."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

SMALL = Path(__file__).resolve().parent.parent / "small"
ROOT = SMALL.parent.parent
DOWN, CTRL_C, CTRL_D = "\x1b[B", "\x03", "\x04"
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()][0-9A-B]|[=>78])")

Spawn = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Start `stempath` in a terminal; whatever is still running at the end is closed."""
    started: list[pexpect.spawn[str]] = []

    def _spawn(*arguments: str, columns: int = 80, **env: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "stempath", "--rules", str(SMALL), *arguments],
            env={
                **{key: value for key, value in os.environ.items() if key != "COLUMNS"},
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "XDG_DATA_HOME": str(tmp_path / "data"),
                "XDG_CACHE_HOME": str(tmp_path / "cache"),
                **env,
            },
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=20,
        )
        child.delaybeforesend = 0.03
        started.append(child)
        return child

    yield _spawn
    for child in started:
        child.close(force=True)


def ended(child: pexpect.spawn[str]) -> int:
    """The exit code, once the program has ended."""
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus is not None
    return child.exitstatus


def saved(tmp_path: Path) -> dict[str, object]:
    """The facts of the one profile that was saved."""
    (path,) = (tmp_path / "data" / "stempath" / "profiles").glob("*.toml")
    return dict(tomllib.loads(path.read_text())["person"])


def test_with_lists_to_advice_and_a_profile(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("advise")
    child.expect("Question 1 of 2")
    child.expect(">")
    child.send("bachelor degree\r")
    child.expect("= Bachelor degree")
    child.expect("What was it in")
    child.send("Brigde building\r")  # not in the list: the nearest is offered
    child.expect("is not in the list")
    child.expect("None of these")
    child.send("\r")
    child.expect("= Bridge building")
    child.expect("which year")
    child.send("yesterday\r")
    child.expect("a year from")
    child.send("2019\r")
    child.expect("Question 2 of 2")
    child.expect("Keep up")
    child.send(f"{DOWN}{DOWN}\r")  # Move up, the more important
    child.expect("And after that")
    child.expect("That's all")  # first: Enter alone goes on
    child.send(f"{DOWN}\r")
    child.expect("Take next")
    child.expect("In short")
    child.expect("Saved:")
    child.expect("profile forget")
    child.expect("sharpen this advice")
    child.send("y")
    child.expect("Question 1 of 1")
    child.expect("Skip")
    child.send("\r")
    child.expect("Take next")
    assert ended(child) == 0
    assert saved(tmp_path) == {
        "qualification": "bachelor", "field_of_study": "bridge-building", "graduated_year": 2019,
        "goals": ["progression", "advance-knowledge"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "env"),
    [(("--plain",), {"FORCE_COLOR": "1"}), ((), {"TERM": "dumb"})],
)
def test_in_plain_text_without_one_escape_byte(
    spawn: Spawn, tmp_path: Path, flags: tuple[str, ...], env: dict[str, str]
) -> None:
    child = spawn("advise", *flags, **env)
    seen: list[str] = []

    def answer(words: str, text: str) -> None:
        child.expect(words)
        child.expect("> ")
        seen.append(child.before or "")
        child.sendline(text)

    answer("Which is the highest", "")  # this one is needed
    answer("expected an answer", "certificat")
    answer("None|Type a number", "1")
    answer("What was it in", "zzzz")
    answer("Nothing like", "Map drawing")
    answer("= Map drawing", "")
    answer("Question 2 of 2", "3, 9")
    answer("1 to 4", "2,1")
    child.expect("= Brush up, Learn more")
    child.expect("sharpen")
    seen.append(child.before or "")
    child.expect("> ")
    child.sendline("y")
    answer("How heavy", "")
    child.expect("not a promise")
    seen.append(child.before or "")
    assert ended(child) == 0
    assert "\x1b" not in "".join(seen)
    assert saved(tmp_path) == {
        "qualification": "certificate-iii", "field_of_study": "map-drawing",
        "goals": ["refresh-skills", "advance-knowledge"],
    }  # fmt: skip


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_stopping_says_one_line_and_saves_nothing(
    spawn: Spawn, tmp_path: Path, key: str, flags: tuple[str, ...]
) -> None:
    child = spawn("advise", *flags)
    child.expect("Which is the highest")
    child.expect(">")
    child.send(key)
    child.expect("Stopped")
    rest = child.read()
    assert "Traceback" not in rest
    assert len(ESCAPES.sub("", rest).strip().splitlines()) == 1
    assert ended(child) == 130
    assert not (tmp_path / "data").exists()


def test_a_profile_is_asked_only_what_is_missing(spawn: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema_version = 1\n[person]\nqualification = "bachelor"\nfield_of_study = "map-drawing"\n'
        "graduated_year = 2019\n"
    )
    child = spawn("advise", "--plain", "--profile", str(path))
    child.expect("--no-input")
    child.expect("Question 1 of 1")
    child.expect("> ")
    child.sendline("3")
    child.expect("Saved:")
    child.expect("> ")
    child.sendline("")
    assert ended(child) == 0
    assert tomllib.loads(path.read_text())["person"]["goals"] == ["progression"]


def test_what_is_pasted_loses_controls_and_line_ends(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("advise")
    child.expect("Which is the highest")
    child.expect(">")
    child.send("\x1b[200~bachelor\ndegree\x1b[201~\r")
    child.expect("= Bachelor degree")


@pytest.mark.parametrize("flags", [("--plain",), ()])
def test_twenty_columns_are_enough(spawn: Spawn, flags: tuple[str, ...]) -> None:
    child = spawn("advise", *flags, columns=20)
    child.expect("Question 1 of 2")
    child.expect(">")
    child.send("bachelor degree\r")
    child.expect("= Bachelor degree")
    child.expect(">")
    child.send("\r")
    child.expect("which year")


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
