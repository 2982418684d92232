"""The program as a process: what it imports, and how it meets closed pipes and faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import SMALL

ROOT = SMALL.parent.parent
NEVER_FOR_HELP = (
    "numpy", "rich", "questionary", "prompt_toolkit", "polars", "pydantic", "stempath.engine",
    "stempath.rulebook", "stempath.api",
)  # fmt: skip
NEVER_FOR_JSON = (
    "rich", "questionary", "prompt_toolkit", "pydantic", "rapidfuzz", "polars", "filelock",
    "networkx", "numpy.ma", "csv", "_hashlib",
)  # fmt: skip
LOADED = """
import json, sys
from stempath.cli.main import run
sys.argv = ["stempath", *json.loads(sys.argv[1])]
try:
    run()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def stempath(
    *arguments: object, script: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    given = [str(argument) for argument in arguments]
    call = ["-c", script, json.dumps(given)] if script else ["-m", "stempath", *given]
    return subprocess.run(
        [sys.executable, *call],
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("advise", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    ran = stempath(*arguments, script=LOADED)
    loaded = set(json.loads(ran.stderr))
    assert ran.returncode == 0
    assert loaded.isdisjoint(NEVER_FOR_HELP)


def test_reasons_and_moves_import_nothing_that_they_do_not_use(answers: Path) -> None:
    for asked in (
        ("why", "bridge-paid-year", "--answers", answers),
        ("what-if", "state=QLD", "--answers", answers),
        ("moves", "--from", "200001"),
    ):
        arguments = ("--rules", SMALL, *asked, "--json")
        assert stempath(*arguments).returncode == 0  # the rules are kept now
        loaded = set(json.loads(stempath(*arguments, script=LOADED).stderr))
        assert loaded.isdisjoint(NEVER_FOR_JSON)
        assert ("tomli" in loaded) == ("--answers" in asked)


def test_json_imports_nothing_that_it_does_not_use(answers: Path) -> None:
    arguments = ("--rules", SMALL, "advise", "--answers", answers, "--no-input", "--json")
    assert stempath(*arguments).returncode == 0  # the rules are kept now
    loaded = set(json.loads(stempath(*arguments, script=LOADED).stderr))
    assert loaded.isdisjoint(NEVER_FOR_JSON)
    assert "stempath.rulebook.read" not in loaded


def test_a_closed_pipe_is_quiet(answers: Path) -> None:
    command = (
        f"{sys.executable} -m stempath.cli.main --rules {SMALL} advise --answers {answers} --more"
        " | head -1 >/dev/null; exit ${PIPESTATUS[0]}"
    )
    ran = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_a_full_disk_is_a_matter_of_the_disk(answers: Path, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "stempath", "--rules", str(SMALL), "advise",
             "--answers", str(answers), form],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, stdout=full,
            stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 5
    assert b"standard output: found no space left" in ran.stderr
    assert b"Sorry" not in ran.stderr


FAULT = """
import sys
from stempath import api
def broken(*given, **named): raise KeyError("Jo Citizen")
api.load_rules = broken
""" + LOADED.replace(
    "finally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)",
    "finally:\n    pass",
)


def test_a_fault_apologises_without_a_traceback() -> None:
    ran = stempath("rules", "check", script=FAULT.replace("load_rules", "check_book"))
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.count(b"\n") == 1
    assert b"Sorry" in ran.stderr
    assert b"Citizen" not in ran.stderr
    shown = stempath(
        "rules", "check", script=FAULT.replace("load_rules", "check_book"),
        env={"STEMPATH_DEBUG": "1"},
    )  # fmt: skip
    assert shown.returncode == 1
    assert b"Traceback" in shown.stderr


def test_a_terminal_that_lacks_characters_still_reads(answers: Path) -> None:
    ran = stempath(
        "--rules", SMALL, "advise", "--answers", answers, env={"PYTHONIOENCODING": "cp1252"}
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"You bring: " in ran.stdout
    assert b"Take next, 2 to 3 ---" in ran.stdout  # a drawn line, in what the encoding has
