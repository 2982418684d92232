"""Help: whom a command is for, what its options say, and examples that work as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli_runs import SMALL, Run
from test_cli_completion import every_command

from stempath.cli.examples import EXAMPLES
from stempath.cli.facts import HELP, PANEL
from stempath.cli.help import READERS
from stempath.cli.main import COMMANDS
from stempath.model.fact import declared
from stempath.model.person import Person

WIDTH = 80
SEEN = 34  # lines of a terminal of 40 before the examples
# Long runs over all cases, which tests/test_rules.py makes; and what asks, without a terminal.
NOT_RUN = ("stempath rules test", "--show-completion", "profile edit", "--onet")
ASKS = ("stempath advise", "stempath advise --plain")


def paths() -> list[tuple[str, ...]]:
    """Every command there is, the program itself first."""
    return [(), *(path for path, _command in every_command())]


@pytest.mark.parametrize("path", paths(), ids=" ".join)
def test_help_fits_a_narrow_terminal_and_examples_are_seen(
    path: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    ran = run(*path, "--help", rules=None)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= WIDTH
    before, _heading, examples = ran.out.partition("\nExamples:\n")
    assert before.startswith(f"Usage: {' '.join(('stempath', *path))} ")
    assert "..." not in re.sub(r"\[\w+(=\w+)?\]\.\.\.|[A-Z]+ \.\.\.", "", ran.out), "a line is cut"
    assert before.count("\n") <= SEEN, "the examples are not seen on a small screen"
    for words, typed in EXAMPLES[" ".join(path)]:
        assert f"  # {words}\n  {typed.splitlines()[0]}\n" in f"\n{examples}"
        assert " ".join(("stempath", *path)) in typed.replace("--rules my-rules ", "")


def test_there_are_no_examples_of_what_there_is_not() -> None:
    assert set(EXAMPLES) == {" ".join(path) for path in paths()}


def test_commands_stand_under_who_they_are_for(run: Run) -> None:
    listed = [name for names in READERS.values() for name in names]
    assert sorted(listed) == sorted(COMMANDS)
    out = run("--help", rules=None).out
    for title, names in READERS.items():
        section = out.partition(f"\n{title}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines()] == list(names)


def test_answers_stand_apart_from_the_options_of_the_command(run: Run) -> None:
    out = run("advise", "--help", rules=None).out
    above, _title, answers = out.partition(f"\n{PANEL}:\n")
    own = above.partition("\nExamples:\n")[0]
    flags = [f"--{name.replace('_', '-')}" for name in declared(Person)]
    assert [flag for flag in flags if f"  {flag} " not in answers] == []
    assert [flag for flag in flags if f"  {flag} " in own] == []
    assert "  --answers " in own and "  --json " in own
    assert set(HELP) == set(declared(Person))


@pytest.mark.parametrize("name", ["why", "why-not", "what-if", "export"])
def test_other_commands_only_name_the_flags_of_the_answers(name: str, run: Run) -> None:
    out = run(name, "--help", rules=None).out
    assert "`stempath advise --help` lists them" in " ".join(out.split())
    assert "--state STATE" not in out and out.count("\n") <= 40


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples name, and a saved profile beside `mine`.

    That one is made by an example.
    """
    nurse = SMALL.parent.parent / "profiles" / "nurse.toml"
    shutil.copy(nurse, tmp_path / "answers.toml")
    (tmp_path / "clients.csv").write_text(
        "client_id,qualification,goals,sector\n1,BSc,progression,health\n"
    )
    (tmp_path / "moves.csv").write_text("truth,origin_anzsco,target_anzsco\nnear,133111,133211\n")
    shutil.copytree(SMALL, tmp_path / "my-rules")
    kept = tmp_path / "data" / "stempath" / "profiles"
    kept.mkdir(parents=True)
    path = kept / "other.toml"
    assert run("advise", "--answers", nurse, "--no-input", "--save", path, rules=None).code == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_examples_run_as_they_stand(run: Run) -> None:
    for examples in EXAMPLES.values():
        for words, typed in examples:
            if any(part in typed for part in NOT_RUN):
                continue
            program, *arguments = shlex.split(typed.replace("\\\n", " "))
            assert program == "stempath"
            ran = run(*arguments, rules=None)
            expected = 2 if typed in ASKS else 0
            assert ran.code == expected, f"{typed} ({words}): {ran.err}"
            assert ran.out or ran.err
