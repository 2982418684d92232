"""What the tests of whole sittings share: typing at a prompt, and what is on disk afterwards."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

from terminals import Terminal

from stempath import api
from stempath.model.fact import Value


def put(child: Terminal[str], words: str, line: str) -> None:
    """Wait for words and the prompt after them; type a line."""
    child.expect(words)
    child.expect("> ")
    child.sendline(line)


def drafts(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state" / "stempath" / "drafts").glob("*.toml"))


def the_profile(tmp_path: Path) -> bytes:
    (path,) = (tmp_path / "data" / "stempath" / "profiles").glob("*.toml")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path.read_bytes()


def wanted(rules: Path, facts: dict[str, Value], tmp_path: Path) -> bytes:
    """The profile of the same answers, saved without any interview."""
    compiled = api.load_rules(rules)
    path = tmp_path / "wanted.toml"
    api.save_profile(
        compiled, facts, api.advise(compiled, facts), path, today=date.today(), overwrite=True
    )
    return path.read_bytes()
