"""A rule set as bytes: a head of JSON and plain arrays, checked before it is used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from stempath.engine.cache_head import json_bytes, sealed, unsealed
from stempath.engine.cache_questions import Questions, written_questions
from stempath.engine.ruleset import MOVES, Atoms, Gate, Law, Origin, Program, RuleSet
from stempath.model.fact import Fact, Value
from stempath.model.listing import Band, Cap, Derivation, Listing
from stempath.model.vocabulary import Vocabulary
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

    def lines(records: Sequence[Mapping[str, Any]]) -> list[int]:
        written = [json_bytes(dict(record)) for record in records]
        ends = np.cumsum([0, *map(len, written)], dtype=np.int64)
        return [add(np.frombuffer(b"".join(written), np.uint8)), add(ends)]

    head = {
        "fingerprint": rules.fingerprint,
        "as_of": rules.as_of,
        "facts": {
            subject: [asdict(fact) for fact in facts.values()]
            for subject, facts in rules.facts.items()
        },
        "vocabularies": [
            [v.name, dict(v.names), dict(v.aliases), _columns(v)]
            for v in rules.vocabularies.values()
        ],
        "derivations": [asdict(derivation) for derivation in rules.derivations],
        "listing": asdict(rules.listing),
        "questions": written_questions(rules.questions),
        "titles": dict(rules.titles),
        "programs": [_program_head(program, add) for program in (rules.offerings, rules.moves)],
        "offering_facts": lines(rules.offering_facts),
        "move_facts": lines(rules.move_facts),
        "designs": [list(rules.designs), lines(list(rules.designs.values()))],
        "closeness": add(rules.closeness),
        "origins": [[origin.facts, dict(origin.rows)] for origin in rules.origins],
        "needs": [rules.needs.skills, {name: add(getattr(rules.needs, name)) for name in _NEEDS}],
        "brought": add(rules.brought),
        "caps": [add(numbers) for numbers in rules.caps],
    }
    body = b"".join(array.tobytes() for array in arrays)
    head["arrays"] = [[array.dtype.str, list(array.shape)] for array in arrays]
    return sealed(head, body)


def load(data: bytes) -> RuleSet | None:
    """The rule set that `dump` wrote; None where the bytes are damaged or of another format."""
    opened = unsealed(data)
    if opened is None:
        return None
    head, body = opened
    arrays = _arrays(head["arrays"], body)
    ids, design_lines = head["designs"]
    skills, need_arrays = head["needs"]
    offerings, moves = (_program(written, arrays) for written in head["programs"])
    move_facts = _Lines(*(arrays[number] for number in head["move_facts"]))
    return RuleSet(
        fingerprint=head["fingerprint"],
        as_of=head["as_of"],
        facts={
            subject: {fact["name"]: Fact(**fact) for fact in facts}
            for subject, facts in head["facts"].items()
        },
        vocabularies={
            name: Vocabulary(
                name,
                names,
                {k: tuple(v) for k, v in aliases.items()},
                _read_columns(name, names, columns, move_facts),
            )
            for name, names, aliases, columns in head["vocabularies"]
        },
        derivations=tuple(Derivation(**_tuples(written)) for written in head["derivations"]),
        listing=Listing(
            **{k: v for k, v in head["listing"].items() if k not in ("caps", "bands", "courses")},
            courses=tuple(head["listing"]["courses"]),
            caps=tuple(Cap(*cap) for cap in head["listing"]["caps"]),
            bands=tuple(Band(*band) for band in head["listing"]["bands"]),
        ),
        questions=Questions(head["questions"]),
        offerings=offerings,
        moves=moves,
        offering_facts=_Lines(*(arrays[number] for number in head["offering_facts"])),
        move_facts=move_facts,
        titles=head["titles"],
        designs=_Named(ids, _Lines(*(arrays[number] for number in design_lines))),
        closeness=arrays[head["closeness"]],
        origins=tuple(Origin(tuple(facts), rows) for facts, rows in head["origins"]),
        needs=Needs(
            tuple(skills), **{name: arrays[number] for name, number in need_arrays.items()}
        ),
        brought=arrays[head["brought"]],
        caps=tuple(arrays[number] for number in head["caps"]),
    )


class _Lines(Sequence[Mapping[str, Any]]):
    """Records kept as JSON, each parsed when it is first asked for: most of them never are."""

    def __init__(self, text: Any, ends: Any) -> None:
        self._text, self._ends = text, ends
        self._parsed: dict[int, Mapping[str, Any]] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: Any) -> Any:
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        if index not in self._parsed:
            start, end = self._ends[index], self._ends[index + 1]
            self._parsed[index] = _tuples(json.loads(self._text[start:end].tobytes()))
        return self._parsed[index]


class _Column(Mapping[str, Value]):
    """One fact of the moves by code, as a column of their list; read when it is asked for."""

    def __init__(self, index: Mapping[str, int], facts: _Lines, name: str) -> None:
        self._index, self._facts, self._name = index, facts, name

    def __getitem__(self, code: str) -> Value:
        found: Value = self._facts[self._index[code]][self._name]
        return found

    def __iter__(self) -> Iterator[str]:
        return (code for code, index in self._index.items() if self._name in self._facts[index])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Named(Mapping[str, Mapping[str, Any]]):
    """Lines by name."""

    def __init__(self, names: list[str], records: _Lines) -> None:
        self._index = {name: index for index, name in enumerate(names)}
        self._records = records

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = self._records[self._index[name]]
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


def _columns(vocabulary: Vocabulary) -> Any:
    """What look-ups read of a list; of the occupations the names alone: moves state the rest."""
    if vocabulary.name == MOVES:
        return list(vocabulary.columns)
    return {name: dict(column) for name, column in vocabulary.columns.items()}


def _read_columns(name: str, names: Any, written: Any, move_facts: _Lines) -> Any:
    """The columns of a list, from what `_columns` wrote."""
    if name == MOVES:
        places = {code: place for place, code in enumerate(names)}
        return {column: _Column(places, move_facts, column) for column in written}
    return {column: _tuples(values) for column, values in written.items()}


def _program_head(program: Program, add: Any) -> dict[str, Any]:
    return {
        "laws": program.laws,
        "atoms": program.atoms,
        "candidates": program.candidates,
        "ranked": program.ranked,
        "arrays": {name: add(getattr(program, name)) for name in _PROGRAM_ARRAYS},
    }


def _program(written: Mapping[str, Any], arrays: list[Any]) -> Program:
    return Program(
        laws=tuple(
            Law(
                *law[:-5],
                *map(tuple, law[-5:-2]),  # its clauses
                *(tuple(Gate(*gate) for gate in gates) for gates in law[-2:]),
            )
            for law in written["laws"]
        ),
        atoms=tuple(
            Atoms(fact, other, operator, swapped, tuple(map(_tuple, literals)))
            for fact, other, operator, swapped, literals in written["atoms"]
        ),
        candidates=written["candidates"],
        ranked=written["ranked"],
        **{name: arrays[number] for name, number in written["arrays"].items()},
    )


def _arrays(heads: list[Any], body: memoryview) -> list[Any]:
    found, at = [], 0
    for kind, shape in heads:
        dtype = np.dtype(kind)
        count = int(np.prod(shape))
        found.append(np.frombuffer(body, dtype, count, at).reshape(shape))
        at += count * dtype.itemsize
    return found


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that facts are."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
