"""Compiled rule sets kept on this computer, so that rules are compiled once.

Numpy is loaded only where a whole rule set is read or written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from stempath import __version__
from stempath.engine.cache_head import Head, head_of
from stempath.problem import StempathError
from stempath.rulebook.find import compiled_file, fingerprint
from stempath.tables import read_bytes, write_atomic

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

MOST_KEPT = 4  # compiled rulebooks
MOST_BYTES = 100_000_000  # of one


def kept_rules(folder: Path, identity: str) -> RuleSet | None:
    """The rule set of a folder, where one is kept that was made from just its files."""
    from stempath.engine import cache

    for data in _kept(folder, identity):
        rules = cache.load(data)
        if rules is not None and rules.fingerprint == identity:
            return rules
    return None


def kept_head(folder: Path) -> Head | None:
    """The head of the rule set that is kept for a folder; None where there is none of its files.

    Raises:
        OSError: the files cannot be read.
    """
    identity = fingerprint(folder)
    for data in _kept(folder, identity):
        head = head_of(data)
        if head is not None and head["fingerprint"] == identity:
            return head
    return None


def keep(rules: RuleSet) -> None:
    """Keep a rule set for later; one that cannot be kept is no fault."""
    from stempath.engine import cache

    path = _own_file(rules.fingerprint)
    with contextlib.suppress(StempathError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, cache.dump(rules), private=True)
        kept = sorted(path.parent.glob("rules-*.bin"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _kept(folder: Path, identity: str) -> Iterator[bytes]:
    """What the installed program carries for its own rules, then what was kept before."""
    if carried := compiled_file(folder):
        with contextlib.suppress(StempathError):
            yield read_bytes(carried, most=MOST_BYTES)
    with contextlib.suppress(StempathError):
        yield read_bytes(_own_file(identity), most=MOST_BYTES)


def _own_file(identity: str) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("stempath") / f"rules-{__version__}-{identity}.bin"
