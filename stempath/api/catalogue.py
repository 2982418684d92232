"""What the catalogue holds, to look things up in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Facts
from stempath.rulebook.find import find_rules

if TYPE_CHECKING:
    from stempath.engine.offerings import Found
    from stempath.rulebook.resources import Resources


def find_offerings(
    rules: RuleSet,
    typed: str = "",
    *,
    sector: str | None = None,
    kind: str | None = None,
    free: bool = False,
) -> Found:
    """The offerings and designs that `typed` may mean, best first, or the nearest.

    Only those of one sector, of one kind (ids), that are stated to be free.
    """
    from stempath.engine.offerings import find_offerings as found

    def wanted(facts: Facts) -> bool:
        sectors = facts["sectors"]
        return (
            (sector is None or (isinstance(sectors, tuple) and sector in sectors))
            and kind in (None, facts["kind"])
            and (not free or facts.get("cost_aud") == 0)
        )

    return found(rules, typed, wanted)


def open_resources(folder: Path | None = None) -> Resources:
    """Advisers, helplines, networks and fairs: all of them, past ones too.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in their files.
    """
    from stempath.rulebook.resources import open_resources as opened

    return opened(find_rules(folder))
