"""The real program in a terminal of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Spawn, Terminal, terminals


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Spawn]:
    """Start `stempath` in a terminal, plainly; whatever still runs at the end is ended."""
    with terminals(tmp_path) as open_:

        def start_(*arguments: str, plain: bool = True, **env: str) -> Terminal[str]:
            return open_(*(["--plain"] if plain else []), *arguments, columns=100, **env)

        yield start_
