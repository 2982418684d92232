"""Completion as the shells ask for it, by their protocol and by their TAB."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runs import SMALL, Run
from hypothesis import given
from hypothesis import strategies as st
from terminals import in_terminal, kill
from test_cli_program import LOADED, stempath

from stempath.cli.completion_values import SOURCES, TAKE_FILES
from stempath.cli.facts import PANEL
from stempath.cli.main import COMMANDS, VARIABLE, load
from stempath.cli.main import run as start
from stempath.cli.shells import BREAKS, LINE, SCRIPTS
from stempath.cli.typed_line import read_line, written
from stempath.export.formats import FORMATS
from stempath.export.schema import SCHEMAS
from stempath.rulebook.book import Rulebook

SHELLS = sorted(SCRIPTS)
# Parameters that take a word of one's own, a number or a mark.
FREE = {"label", "delimiter"}
BASH_BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture
def kept(run: Run) -> None:
    """The compiled rules that values come from."""
    assert run("offering", "map").code == 0


def asked(line: str, shell: str = "zsh", **more: str) -> list[str]:
    """What the program answers to a shell; the first line says whether files fit as well."""
    shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(shown):
        for name, value in {VARIABLE: shell, LINE: line, BREAKS: BASH_BREAKS, **more}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "excepthook", sys.excepthook)
        start()
    answer: io.BytesIO = shown.detach()
    return answer.getvalue().decode().splitlines()


def small(line: str, shell: str = "zsh") -> list[str]:
    """The values only, with the tiny rulebook."""
    return [item.split("\t")[0] for item in asked(f"stempath --rules {SMALL} {line}", shell)[1:]]


# --- what comes next -----------------------------------------------------------------------------


def test_commands_and_what_they_do() -> None:
    kind, *items = asked("stempath ")
    assert kind == "words"
    assert [item.split("\t")[0] for item in items] == list(COMMANDS)
    assert "batch\tAdvise a whole caseload from a CSV file." in items
    assert asked("stempath why") == [kind, *(item for item in items if item.startswith("why"))]


def test_commands_of_a_group_and_nothing_after_a_word_that_is_none() -> None:
    assert {"list", "show", "forget"} <= set(small("profile "))
    assert asked("stempath profile li") == ["words", *asked("stempath profile l")[1:]]
    assert asked("stempath no-such-command ") == ["words"]


def test_options_that_are_not_given_yet() -> None:
    assert small("advise --st") == ["--state", "--studying", "--strain"]
    assert small("advise --state VIC --st") == ["--studying", "--strain"]
    assert "--help" in small("rules check --")
    assert small("offering -- --st") == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("advise --state ", ["NSW", "VIC", "QLD"]),
        ("advise --state v", ["VIC"]),
        ("advise --state=V", ["--state=VIC"]),
        ("advise --employed ", ["yes", "no"]),
        ("advise --goals refresh-skills,p", ["refresh-skills,progression"]),
        ("advise --goals 'progression;ref", ["progression;refresh-skills"]),
        ("advise --occupation 10000", ["100001", "100002", "100003"]),
        ("advise --hours-per-week ", []),
        ("advise --skills map", ["map-making="]),
        ("advise --skills map-making=", [f"map-making={level}" for level in range(6)]),
        ("advise --skills 'map-making=3;a", ["map-making=3;animal-care="]),
        ("advise --skills 'map-making=3;m", []),
        ("what-if skills=anim", ["skills=animal-care="]),
        ("what-if skills=animal-care=4", ["skills=animal-care=4"]),
        ("why bridge-p", ["bridge-paid-year"]),
        ("why-not 20", ["200001", "200002"]),
        ("offering design-", ["design-bridge-checks", "design-map-room"]),
        ("offering 'Map st", ["Map start"]),
        ("offering --kind s", ["short-course"]),
        ("occupation 20", ["200001", "200002"]),
        ("occupation Map", ["Map Drawer", "Map Keeper"]),
        ("occupation --for ", ["hr", "learner"]),
        ("resources --sector ", ["bridges", "maps", "animals"]),
        ("export mine --format ", ["md", "json"]),
        ("--show-completion z", ["zsh"]),
    ],
)
def test_values(line: str, values: list[str]) -> None:
    assert small(line) == values


@pytest.mark.usefixtures("kept")
def test_titles_where_codes_are_ids_and_other_words_where_neither_begins_so() -> None:
    names = small("advise --occupation ")
    assert names and not any(name.isdigit() for name in names)
    first = names[0][:5]
    assert all(name.startswith(first) for name in small(f"advise --occupation '{first.lower()}"))
    assert small("advise --occupation carto") == ["cartographer"]


@pytest.mark.usefixtures("kept")
def test_one_of_several_is_offered_once() -> None:
    rest = small("advise --goals refresh-skills,")
    assert rest and "refresh-skills,refresh-skills" not in rest


def test_quizzes_their_questions_and_answers() -> None:
    assert asked("stempath quiz ph") == ["words", "phd\tIs a PhD for me?"]
    questions = asked("stempath quiz phd ")[1:]
    assert len(questions) == 8
    name = questions[0].partition("=")[0]
    answers = [item.partition("\t")[0] for item in asked(f"stempath quiz phd {name}=")[1:]]
    assert len(answers) >= 2
    assert all(answer.startswith(f"{name}=") for answer in answers)


@pytest.mark.usefixtures("kept")
def test_changes_of_answers() -> None:
    assert small("what-if state=V") == ["state=VIC"]
    assert small("what-if hours_") == ["hours_per_week="]
    assert small("what-if state=VIC employed=") == ["employed=yes", "employed=no"]
    assert small("what-if --open bridge-p") == ["bridge-paid-year"]


@pytest.mark.usefixtures("kept")
def test_rules_by_id(small_book: Rulebook) -> None:
    assert small("rules show ") == sorted(rule.id for rule in small_book.rules)


def test_profiles_by_name_and_files(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "stempath" / "profiles"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("not opened, so this is no fault")
    (folder / "m\n\x1b[2J.toml").write_text("")
    assert asked("stempath profile show m") == ["files", "mine"]
    assert asked("stempath advise --profile ") == ["files", "mine"]
    assert asked("stempath advise --answers ") == ["files"]
    assert asked("stempath batch ")[0] == "files"


def test_without_kept_rules_only_values_are_missing(tmp_path: Path) -> None:
    empty = {"XDG_CACHE_HOME": str(tmp_path / "nothing")}
    assert asked(f"stempath --rules {SMALL} advise --state ", **empty) == ["words"]
    assert len(asked(f"stempath --rules {SMALL} advise --st", **empty)) == 4
    assert asked("stempath --rules /nowhere advise --state ", **empty) == ["words"]


@pytest.mark.usefixtures("kept")
def test_values_load_neither_numpy_nor_what_a_screen_takes() -> None:
    line = f"stempath --rules {SMALL} why "
    ran = stempath(script=LOADED, env={VARIABLE: "bash", LINE: line})
    assert b"bridge-paid-year" in ran.stdout
    loaded = set(json.loads(ran.stderr))
    never = {"numpy", "rich", "questionary", "prompt_toolkit", "pydantic", "rapidfuzz", "polars"}
    assert loaded.isdisjoint(never)
    assert "stempath.rulebook.read" not in loaded


def test_every_value_that_a_command_takes_is_known_to_completion() -> None:
    unknown = {
        f"{' '.join(path)} {param.name}"
        for path, command in every_command()
        for param in command.params
        if takes_text(param) and param.name not in {*SOURCES, *TAKE_FILES, *FREE}
    }
    assert not unknown
    assert "show_completion" in SOURCES


def every_command() -> Iterator[tuple[tuple[str, ...], Any]]:
    for name in COMMANDS:
        command = load(name)
        yield (name,), command
        for inner, one in getattr(command, "commands", {}).items():
            yield (name, inner), one


def takes_text(param: Any) -> bool:
    if getattr(param, "rich_help_panel", None) == PANEL:  # completed by the fact's declaration
        return False
    return param.param_type_name == "argument" or not param.is_flag


def test_closed_lists_that_are_no_rules_are_whole() -> None:
    assert small("rules schema --of ") == list(SCHEMAS)
    assert small("export --format ") == list(FORMATS)


# --- shells --------------------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1)))
def test_a_line_is_read_as_shells_write_it(words: list[str]) -> None:
    typed = read_line(f"stempath {shlex.join(words)} ", "bash")
    assert typed == (tuple(words), "", "")
    if words:
        typed = read_line(f"stempath {shlex.join(words)}", "bash")
        assert (typed.words, typed.last) == (tuple(words[:-1]), words[-1])


def test_bash_puts_words_after_its_breaks_and_takes_them_as_they_stand() -> None:
    assert asked("stempath --show-completion=ba", "bash")[1:] == ["bash"]
    typed = read_line("stempath advise --occupation Civil\\ En", "bash")
    assert written("Civil Engineer (a)", typed, "bash", BASH_BREAKS) == r"Civil\ Engineer\ \(a\)"
    typed = read_line("stempath advise --occupation 'Civil En", "bash")
    assert written("Civil Engineer", typed, "bash", BASH_BREAKS) == "Civil Engineer"


def test_powershell_is_given_quotes() -> None:
    typed = read_line("stempath offering Map` s", "powershell")
    assert typed.last == "Map s"
    assert written("Map's start", typed, "powershell", "") == "'Map''s start'"
    assert written("map-start", typed, "powershell", "") == "map-start"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell(shell: str, run: Run) -> None:
    ran = run("--show-completion", shell, rules=None)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == SCRIPTS[shell]
    for variable in (VARIABLE, LINE):
        assert variable in ran.out


def test_another_shell_is_told_which_there_are(run: Run) -> None:
    ran = run("--show-completion", "tcsh", rules=None)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "command line (--show-completion): found 'tcsh'; expected bash, zsh, fish, powershell\n"
    )


START = {
    "bash": (["--norc", "--noprofile"], "source <(stempath --show-completion bash)"),
    "zsh": (
        ["-f"],
        "autoload -Uz compinit; compinit -u -D; source <(stempath --show-completion zsh)",
    ),
    "fish": (["--no-config"], "stempath --show-completion fish | source"),
}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("shell", sorted(START))
def test_tab_completes_in_the_shell_itself(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    program = tmp_path / "stempath"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={SMALL.parents[1]} exec {sys.executable} -m stempath "$@"\n'
    )
    program.chmod(0o755)
    env = {
        **os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path),
        "TERM": "xterm", "PS1": "$ ",
    }  # fmt: skip
    options, source = START[shell]
    child = in_terminal(shell, options, env, columns=10_000)
    try:
        child.sendline(f"{source}; echo rea''dy")
        child.expect("ready\r?\n")
        for typed, told in (
            ("off\tbridge-p\t--js\t", r'"count": 1, .*"offering": {"id": "bridge-paid-year"'),
            ("offering 'Map st\t--json", r'"offering": {"id": "map-start-women"'),
            ("resources --sector=br\t--json", r'"id": "women-of-spans"'),
        ):
            child.send(f"stempath --rules {SMALL} {typed}\r")
            child.expect(told)
    finally:
        kill(child)
