"""Advice: for one person, why, what if, as JSON, to share, and for a caseload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.engine.ruleset import RuleSet
from stempath.model.advice import Advice
from stempath.model.fact import Facts

if TYPE_CHECKING:
    from stempath.caseload.report import BatchReport
    from stempath.engine.opening import Opening
    from stempath.engine.what_if import WhatIf
    from stempath.engine.why import Explanation


def advise(rules: RuleSet, facts: Facts) -> Advice:
    """The advice for one person."""
    from stempath.engine.advise import advise_one

    return advise_one(rules, facts)


def explain(rules: RuleSet, facts: Facts, id_: str) -> Explanation:
    """Why an offering (id, title) or a move (ANZSCO code, title) stands where it does for a person.

    Raises:
        StempathError: exit 3, no such offering or occupation, with the nearest.
    """
    from stempath.engine.why import candidate_named
    from stempath.engine.why import explain as _explain

    return _explain(rules, facts, *candidate_named(rules, id_))


def what_if(rules: RuleSet, before: Facts, after: Facts, *, first: int | None = None) -> WhatIf:
    """What other answers would change in the first lines of the advice, and through what rule.

    `first`: how many lines of each list; by default those of the first screen.
    """
    from stempath.engine.what_if import what_if as _what_if

    return _what_if(rules, before, after, first or rules.listing.first)


def opening(rules: RuleSet, facts: Facts, id_: str) -> Opening:
    """The smallest change of answers, two at most, that would let an offering or a move in.

    Raises:
        StempathError: exit 3, no such offering or occupation, with the nearest.
    """
    from stempath.engine.opening import opening as _opening
    from stempath.engine.why import candidate_named

    return _opening(rules, facts, *candidate_named(rules, id_))


def advice_json(advice: Advice, rules: RuleSet) -> dict[str, object]:
    """The advice as the one object that --json prints; what is not stated is None."""
    from stempath.export.face import advice_face

    return advice_face(advice, rules)


def export_plan(rules: RuleSet, facts: Facts, *, format: str, today: date) -> str:
    """A plan to share, as "md" or "json": advised anew without any private fact.

    Raises:
        StempathError: exit 2, no such format.
    """
    from stempath.export.formats import export_page
    from stempath.export.page import make_page

    return export_page(lambda: make_page(rules, facts, today), format)


def run_batch(
    rules: RuleSet,
    source: Path,
    out: Path,
    *,
    encoding: str = "utf-8",
    delimiter: str | None = None,
    progress: Callable[[int], None] | None = None,
    today: date | None = None,
) -> BatchReport:
    """Advise everyone in a CSV file ("-": standard input) and write tables to the folder `out`.

    `progress` is told how many clients are done. `today` (the clock by default) stands in run.json.

    Raises:
        StempathError: exit 2, what cannot be asked so; 3, a table that cannot be read; 5, the
            disk; 6, a folder that belongs to another input or rulebook, or is in use.
    """
    from stempath.caseload.run import run

    return run(
        rules,
        source,
        out,
        encoding=encoding,
        delimiter=delimiter,
        progress=progress,
        today=today or date.today(),
    )
