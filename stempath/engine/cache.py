"""A rule set as bytes: a head of JSON and plain arrays, checked before it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from itertools import starmap
from math import prod
from typing import Any

import numpy as np

from stempath.engine.cache_head import json_bytes, sealed, unsealed, vocabulary_part
from stempath.engine.cache_lazy import (
    Lines,
    Literals,
    Named,
    Vocabularies,
    as_tuple,
    written_vocabulary,
)
from stempath.engine.cache_questions import Questions, written_questions
from stempath.engine.ruleset import Atoms, Gate, Law, Origin, Program, RuleSet
from stempath.model.fact import Fact
from stempath.model.listing import Band, Cap, Derivation, Listing
from stempath.occupations.held import Needs

_NEEDS = tuple(f.name for f in fields(Needs) if f.name != "skills")
_PROGRAM_ARRAYS = tuple(
    f.name for f in fields(Program) if f.name not in ("laws", "atoms", "candidates", "ranked")
)


def dump(rules: RuleSet) -> bytes:
    """The rule set as bytes that `load` reads back; the same rule set gives the same bytes."""
    arrays: list[Any] = []

    def add(array: Any) -> int:
        arrays.append(np.ascontiguousarray(array))
        return len(arrays) - 1

    def lines(pieces: Sequence[Any]) -> list[int]:
        written = [json_bytes(piece) for piece in pieces]
        ends = np.cumsum([0, *map(len, written)], dtype=np.int64)
        return [add(np.frombuffer(b"".join(written), np.uint8)), add(ends)]

    def records(of: Sequence[Mapping[str, Any]]) -> list[int]:
        return lines([dict(record) for record in of])

    def program(of: Program) -> dict[str, Any]:
        return {
            "laws": of.laws,
            "atoms": [[*group[:-1], len(group.literals)] for group in of.atoms],
            "literals": lines([list(group.literals) for group in of.atoms]),
            "candidates": of.candidates,
            "ranked": of.ranked,
            "arrays": {name: add(getattr(of, name)) for name in _PROGRAM_ARRAYS},
        }

    head = {
        "fingerprint": rules.fingerprint,
        "as_of": rules.as_of,
        "facts": {
            subject: [asdict(fact) for fact in facts.values()]
            for subject, facts in rules.facts.items()
        },
        "vocabularies": list(rules.vocabularies),
        **{
            vocabulary_part(name): written_vocabulary(vocabulary)
            for name, vocabulary in rules.vocabularies.items()
        },
        "derivations": [asdict(derivation) for derivation in rules.derivations],
        "listing": asdict(rules.listing),
        "questions": written_questions(rules.questions),
        "titles": dict(rules.titles),
        "programs": [program(rules.offerings), program(rules.moves)],
        "offering_facts": records(rules.offering_facts),
        "move_facts": records(rules.move_facts),
        "designs": [list(rules.designs), records(list(rules.designs.values()))],
        "closeness": add(rules.closeness),
        "origins": [[origin.facts, dict(origin.rows)] for origin in rules.origins],
        "needs": [rules.needs.skills, {name: add(getattr(rules.needs, name)) for name in _NEEDS}],
        "brought": add(rules.brought),
        "caps": [add(numbers) for numbers in rules.caps],
    }
    body = b"".join(array.tobytes() for array in arrays)
    return sealed({**head, "arrays": [[a.dtype.str, list(a.shape)] for a in arrays]}, body)


def load(data: bytes) -> RuleSet | None:
    """The rule set that `dump` wrote; None where the bytes are damaged or of another format."""
    opened = unsealed(data)
    if opened is None:
        return None
    head, body = opened
    arrays = _arrays(head["arrays"], body)

    def lines(numbers: Sequence[int]) -> Lines:
        return Lines(*(arrays[number] for number in numbers))

    ids, design_lines = head["designs"]
    skills, need_arrays = head["needs"]
    offerings, moves = (_program(written, arrays) for written in head["programs"])
    move_facts = lines(head["move_facts"])
    return RuleSet(
        fingerprint=head["fingerprint"],
        as_of=head["as_of"],
        facts={
            subject: {fact["name"]: Fact(**fact) for fact in facts}
            for subject, facts in head["facts"].items()
        },
        vocabularies=Vocabularies(head, move_facts),
        derivations=tuple(
            Derivation(**{k: as_tuple(v) for k, v in written.items()})
            for written in head["derivations"]
        ),
        listing=Listing(
            **{k: v for k, v in head["listing"].items() if k not in ("caps", "bands", "courses")},
            courses=tuple(head["listing"]["courses"]),
            caps=tuple(Cap(*cap) for cap in head["listing"]["caps"]),
            bands=tuple(Band(*band) for band in head["listing"]["bands"]),
        ),
        questions=Questions(head),
        offerings=offerings,
        moves=moves,
        offering_facts=lines(head["offering_facts"]),
        move_facts=move_facts,
        titles=head["titles"],
        designs=Named(ids, lines(design_lines)),
        closeness=arrays[head["closeness"]],
        origins=tuple(Origin(tuple(facts), rows) for facts, rows in head["origins"]),
        needs=Needs(
            tuple(skills), **{name: arrays[number] for name, number in need_arrays.items()}
        ),
        brought=arrays[head["brought"]],
        caps=tuple(arrays[number] for number in head["caps"]),
    )


def _program(written: Mapping[str, Any], arrays: list[Any]) -> Program:
    text, ends = written["literals"]
    literals = Lines(arrays[text], arrays[ends], _literals)
    return Program(
        laws=tuple(map(_law, written["laws"])),
        atoms=tuple(
            Atoms(fact, other, operator, swapped, Literals(literals, number, count))
            for number, (fact, other, operator, swapped, count) in enumerate(written["atoms"])
        ),
        candidates=written["candidates"],
        ranked=written["ranked"],
        **{name: arrays[number] for name, number in written["arrays"].items()},
    )


def _law(written: list[Any]) -> Law:
    *words, when, unless, require, gates, require_gates = written
    clauses = map(tuple, (when, unless, require))
    return Law._make(
        (*words, *clauses, tuple(starmap(Gate, gates)), tuple(starmap(Gate, require_gates)))
    )


def _literals(written: list[Any]) -> tuple[Any, ...]:
    return tuple(map(as_tuple, written))


def _arrays(heads: list[Any], body: memoryview) -> list[Any]:
    found, at = [], 0
    for kind, shape in heads:
        dtype = np.dtype(kind)
        count = prod(shape)
        found.append(np.frombuffer(body, dtype, count, at).reshape(shape))
        at += count * dtype.itemsize
    return found
