"""The objects that `moves --json` and `compare --json` print, and their published schemas."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import TypeAdapter

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.export.moves_records import CompareFace, MovesFace

SMALL = Path(__file__).resolve().parents[1] / "small"
HAND, KEEPER, CARER = "100001", "200002", "300001"


def found(rules: RuleSet, **towards: str) -> dict[str, Any]:
    facts = {"occupation": HAND}
    chains = api.chains(rules, facts, **towards) if towards else None
    return api.moves_json(rules, api.moves(rules, facts), chains)


@pytest.mark.parametrize("towards", [{}, {"code": KEEPER}, {"code": CARER}, {"sector": "animals"}])
def test_moves_have_the_keys_of_their_records(
    towards: dict[str, str], small_rules: RuleSet
) -> None:
    face = found(small_rules, **towards)
    TypeAdapter(MovesFace).validate_python(face)
    same_keys(face, MovesFace)
    assert (face["to"] is None) == (not towards)


def test_comparisons_have_the_keys_of_their_records(small_rules: RuleSet) -> None:
    face = api.compare_json(small_rules, api.compare(small_rules, HAND, KEEPER, SMALL))
    TypeAdapter(CompareFace).validate_python(face)
    same_keys(face, CompareFace)


def same_keys(face: Any, record: Any) -> None:
    """The keys of the object, and of all objects in it, are the record's, in their order."""
    if isinstance(face, list):
        for one in face:
            same_keys(one, get_args(record)[0])
    elif isinstance(face, dict):
        records = [one for one in (record, *get_args(record)) if is_dataclass(one)]
        for one in records:
            assert list(face) == [field.name for field in fields(one)]
            for name, kind in get_type_hints(one).items():
                same_keys(face[name], kind)
