"""README.md is true: its examples run, and it names every fact, exit code and command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from stempath.model.person import Person
from stempath.problem import ExitCode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLIENTS = """client_id,qualification,occupation,goals,state
C1,Bachelor Degree,254418,progression;advance-knowledge,VIC
C2,trade cert,sparky,future-proofing,QLD
"""


def examples() -> list[str]:
    """The commands of the console blocks, comments off; what asks is tested elsewhere."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    commands = [line.split("#")[0].strip() for line in lines if line.startswith("stempath")]
    asking = ("stempath advise", "stempath advise --adaptive", "stempath quiz phd")
    return [command for command in commands if command not in asking]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "profiles", folder / "profiles")
    (folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", examples())
def test_an_example_runs(command: str, desk: Path) -> None:
    program, *arguments = shlex.split(command)
    executable = Path(sys.executable).with_name(program)
    done = subprocess.run(
        [executable, *arguments],
        cwd=desk,
        env={**os.environ, "XDG_DATA_HOME": str(desk / "data"), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "Traceback" not in done.stderr


def test_examples_cover_the_commands() -> None:
    shown = {command.split()[1] for command in examples()}
    assert shown >= {"advise", "batch", "export", "why", "why-not", "rules", "catalogue"}


@pytest.mark.parametrize("name", [field.name for field in fields(Person)])
def test_every_fact_is_named(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    assert re.search(rf"^\| {int(code)} \| \w", README, re.MULTILINE)


def test_ci_runs_the_test_command_as_written() -> None:
    (command,) = re.findall(r"^python3 -m venv .*pytest$", README, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
