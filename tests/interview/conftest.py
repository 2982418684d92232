"""The real program in a terminal of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from sittings import ROOT, SMALL, Spawn, folders


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Spawn]:
    """Start `stempath` in a terminal, plainly; whatever still runs at the end is closed."""
    started: list[pexpect.spawn[str]] = []

    def _start(*arguments: str, plain: bool = True, **env: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "stempath", "--rules", str(SMALL), *(["--plain"] if plain else []), *arguments],
            env={
                **{key: value for key, value in os.environ.items() if key != "COLUMNS"},
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                **folders(tmp_path),
                **env,
            },
            dimensions=(50, 100),
            encoding="utf-8",
            timeout=20,
        )
        child.delaybeforesend = 0
        started.append(child)
        return child

    yield _start
    for child in started:
        child.close(force=True)
