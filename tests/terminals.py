"""Programs in terminals of their own: waited for by what they show, and ended without a rest."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

SMALL = Path(__file__).resolve().parent / "small"
PATIENCE = 60  # seconds: a busy machine is no fault
UNWANTED = ("COLUMNS", "NO_COLOR", "FORCE_COLOR")

Terminal = pexpect.spawn
Spawn = Callable[..., "pexpect.spawn[str]"]


def environment(folder: Path, **env: str) -> dict[str, str]:
    """Folders of its own, and a terminal that answers no questions about itself."""
    return {
        **{key: value for key, value in os.environ.items() if key not in UNWANTED},
        "PYTHONPATH": str(SMALL.parents[1]),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        **env,
    }


@contextmanager
def terminals(folder: Path) -> Iterator[Spawn]:
    """Starts `stempath` in a terminal, as often as is asked; what runs at the end is ended."""
    started: list[pexpect.spawn[str]] = []

    def start(
        *arguments: object, rules: Path = SMALL, columns: int = 80, **env: str
    ) -> pexpect.spawn[str]:
        command = ["-m", "stempath", "--rules", str(rules), *map(str, arguments)]
        child = in_terminal(sys.executable, command, environment(folder, **env), columns)
        started.append(child)
        return child

    try:
        yield start
    finally:
        for child in started:
            kill(child)


def in_terminal(
    program: str, arguments: list[str], env: dict[str, str], columns: int
) -> pexpect.spawn[str]:
    """Any program in a terminal of 50 lines."""
    child = pexpect.spawn(
        program, arguments, env=env, dimensions=(50, columns), timeout=PATIENCE,
        encoding=env.get("PYTHONIOENCODING", "utf-8"),
    )  # fmt: skip
    child.delaybeforesend = None  # what is typed is typed to a prompt that was seen
    child.ptyproc.delayafterclose = 0  # nothing is closed before it has ended
    child.logfile_read = io.StringIO()
    return child


def seen(child: pexpect.spawn[str]) -> str:
    """All that came out so far."""
    assert isinstance(child.logfile_read, io.StringIO)
    return child.logfile_read.getvalue()


def ended(child: pexpect.spawn[str]) -> int | None:
    """The exit code, once the program has ended; None where a signal killed it."""
    child.expect(pexpect.EOF)
    _wait(child)
    code: int | None = child.exitstatus
    return code


def hang_up(child: pexpect.spawn[str]) -> None:
    """Close the terminal as a window is closed; the program ends of that."""
    child.ptyproc.fileobj.close()
    _wait(child)


def kill(child: pexpect.spawn[str]) -> None:
    """End the program whatever it does."""
    if not child.closed:
        child.kill(signal.SIGKILL)
        _wait(child)


def _wait(child: pexpect.spawn[str]) -> None:
    latest = time.monotonic() + PATIENCE
    while child.isalive():
        assert time.monotonic() < latest, "it does not end"
        time.sleep(0.001)
    child.close()
