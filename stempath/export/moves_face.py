"""Moves and chains of moves as `stempath moves --json` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stempath.engine.ruleset import RuleSet
from stempath.export.face import SCHEMA_VERSION, gap_face, move_face, person_face, told_notes
from stempath.model.advice import Moves

if TYPE_CHECKING:
    from stempath.engine.chains import Chain, Chains


def moves_face(
    rules: RuleSet, found: Moves, towards: Chains | None, assumed: Sequence[str]
) -> dict[str, object]:
    """The moves, each as advice has it; moves_records.py says what the keys are."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.rulebook,
        "person": person_face(found.person),
        "assumed": list(assumed),
        "moves": [move_face(move) for move in found.moves],
        "notes": list(told_notes(found)),
        "to": _towards(rules, towards) if towards else None,
    }


def _towards(rules: RuleSet, towards: Chains) -> dict[str, object]:
    return {
        "occupation": towards.code,
        "sector": towards.sector,
        "step_closeness": rules.listing.step_closeness,
        "most_steps": rules.listing.most_steps,
        "here": towards.here,
        "held": towards.held,
        "gaps": [gap_face(gap) for gap in towards.gaps],
        "chains": [_chain(chain) for chain in towards.chains],
        "shut": [
            {
                "occupation": shut.code,
                "title": shut.title,
                "rule": shut.rule,
                "words": shut.words,
                "registration": shut.registration,
            }
            for shut in towards.shut
        ],
        "nearest": _chain(towards.nearest) if towards.nearest else None,
    }


def _chain(chain: Chain) -> dict[str, object]:
    return {
        "occupation": chain.code,
        "title": chain.title,
        "held": chain.held,
        "direct": chain.direct,
        "steps": list(_steps(chain)),
        "missing": [gap_face(gap) for gap in chain.missing],
    }


def _steps(chain: Chain) -> Iterable[dict[str, object]]:
    for step in chain.steps:
        yield {
            "occupation": step.code,
            "title": step.title,
            "closeness": step.closeness,
            "brings": step.brings,
            "adds": [
                {name: getattr(added, name) for name in ("skill", "held", "level", "needed")}
                for added in step.adds
            ],
            "share": step.share,
        }
