"""Moves: from where somebody stands, in one step or several; and two occupations side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Facts
from stempath.rulebook.find import find_rules

if TYPE_CHECKING:
    from stempath.engine.chains import Chains
    from stempath.engine.compare import Comparison
    from stempath.model.advice import Moves


def moves(rules: RuleSet, facts: Facts) -> Moves:
    """The moves that advice on these facts would hold, in the same order, and what is apart."""
    from stempath.engine.advise import moves_of

    return moves_of(rules, facts)


def usual_award(rules: RuleSet, facts: Facts) -> str | None:
    """The qualification that the work named is usually entered with; None where one is told."""
    from stempath.engine.usual_award import usual_award as usual

    return usual(rules, facts)


def chains(
    rules: RuleSet, facts: Facts, *, code: str | None = None, sector: str | None = None
) -> Chains:
    """The shortest chain of moves to an occupation (its code), or those to an area (its id).

    Each step is near enough to the one before it and open to whoever has come that far; the rules
    say how near is near enough and how many steps there may be.
    """
    from stempath.engine.chains import Reach, chains_to

    return chains_to(Reach(rules, facts), code=code, sector=sector)


def all_pairs(rules: RuleSet) -> Iterator[tuple[str, str, int]]:
    """Every occupation with every other: the two codes and the closeness, 0 to 100."""
    rows = rules.origins[0].rows
    for origin, row in rows.items():
        for target, score in zip(rows, rules.closeness[row].tolist(), strict=True):
            if target != origin:
                yield origin, target, score


def compare(rules: RuleSet, here: str, there: str, folder: Path | None = None) -> Comparison:
    """Two occupations (codes) side by side, and the move each way; `rules` are of the folder.

    Raises:
        StempathError: exit 5 where there are no rules, 3 with every problem in their tables.
    """
    from stempath.engine.compare import compare as _compare

    return _compare(find_rules(folder), rules, here, there)


def moves_json(
    rules: RuleSet, found: Moves, towards: Chains | None = None, assumed: Sequence[str] = ()
) -> dict[str, object]:
    """Moves, and chains where there are any, as the one object that --json prints.

    `assumed`: facts of the person that nobody told.
    """
    from stempath.export.moves_face import moves_face

    return moves_face(rules, found, towards, assumed)


def compare_json(rules: RuleSet, found: Comparison) -> dict[str, object]:
    """A comparison as the one object that --json prints."""
    from stempath.export.compare_face import compare_face

    return compare_face(rules, found)
