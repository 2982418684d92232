"""Rulebook -> RuleSet: candidates with their derived facts, and a program for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np

from stempath.engine.derive import derived_value
from stempath.engine.ruleset import Origin, RuleSet
from stempath.engine.terms import make_program
from stempath.model.fact import Fact, Value, declared
from stempath.model.listing import Derivation
from stempath.model.question import NOWHERE
from stempath.model.rule import Rule
from stempath.model.skill import Need
from stempath.model.vocabulary import Vocabulary
from stempath.occupations.held import Needs, needs_of, shared
from stempath.rulebook.book import Rulebook
from stempath.rulebook.skills import PHRASES

UNREAD = ("skill-groups", PHRASES)  # lists that only the rulebook itself reads


def compile_rules(book: Rulebook, fingerprint: str) -> RuleSet:
    """The rule set of a checked rulebook.

    Raises:
        StempathError: points that could sum beyond what the arithmetic holds exactly.
    """
    derive = {"offering": _derivations(book, "offering"), "move": _derivations(book, "move")}
    offerings = [*book.offerings, *(design.offering() for design in book.designs)]
    offering_facts = [
        _with_derived(_facts(o), derive["offering"], book)
        for o in sorted(offerings, key=lambda offering: offering.id)
    ]
    move_facts = [_with_derived(_facts(o), derive["move"], book) for o in book.occupations]
    private = private_facts(book.facts["person"])
    needs = needs_of(tuple(skill.id for skill in book.skills), _needs(book))
    by_about: dict[str, list[Rule]] = {"offering": [], "move": [], "person": []}
    for rule in book.rules:
        by_about[rule.about].append(rule)
    person_index = len(offering_facts)
    return RuleSet(
        fingerprint=fingerprint,
        as_of=book.as_of.isoformat(),
        facts=book.facts,
        vocabularies=_vocabularies(book),
        derivations=tuple(d for d in book.derivations if d.subject == "person"),
        listing=book.listing,
        questions=tuple(replace(question, place=NOWHERE) for question in book.questions),
        offerings=make_program(
            [
                *((rule, range(person_index)) for rule in by_about["offering"]),
                *((rule, range(person_index, person_index + 1)) for rule in by_about["person"]),
            ],
            [*offering_facts, {}],
            person_index,
            private,
        ),
        moves=make_program(
            [(rule, range(len(move_facts))) for rule in by_about["move"]],
            move_facts,
            len(move_facts),
            private,
        ),
        offering_facts=tuple(offering_facts),
        move_facts=tuple(move_facts),
        titles={str(facts["id"]): str(facts["title"]) for facts in offering_facts},
        designs={design.id: asdict(design) for design in book.designs},
        closeness=_closeness(book),
        origins=(
            Origin(
                ("occupation", "other_occupation"),
                {o.code: row for row, o in enumerate(book.occupations)},
            ),
            Origin(
                ("field_of_study",),
                {id_: len(book.occupations) + row for row, id_ in enumerate(_fields(book))},
            ),
        ),
        needs=needs,
        brought=_brought(book, needs),
        caps=tuple(
            _numbers(
                facts.get(cap.fact)
                for facts in (move_facts if cap.about == "move" else offering_facts)
            )
            for cap in book.listing.caps
        ),
    )


def private_facts(facts: Mapping[str, Fact]) -> frozenset[str]:
    """The facts of a person that never leave in a shared export, derived ones included."""
    return frozenset(name for name, fact in facts.items() if fact.private)


# --- candidates --------------------------------------------------------------------------------


def _facts(record: object) -> dict[str, Value]:
    return {
        name: value
        for name in declared(type(record))
        if (value := getattr(record, name)) is not None
    }


def _vocabularies(book: Rulebook) -> dict[str, Vocabulary]:
    """The lists with the columns that derived facts, a search and the interview's lists read."""
    read = {(d.vocabulary, d.column) for d in book.derivations}
    read |= {(name, "ask") for name in book.vocabularies}
    read |= {("qualifications", "aqf"), ("everyday", "words"), ("fields", "occupations")}
    read |= {("places", column) for column in book.vocabularies["places"].columns}
    return {
        name: replace(
            vocabulary,
            columns={c: v for c, v in vocabulary.columns.items() if (name, c) in read},
        )
        for name, vocabulary in book.vocabularies.items()
        if name not in UNREAD
    }


def _derivations(book: Rulebook, subject: str) -> list[Derivation]:
    return [derivation for derivation in book.derivations if derivation.subject == subject]


def _with_derived(
    facts: dict[str, Value], derivations: Sequence[Derivation], book: Rulebook
) -> dict[str, Value]:
    for derivation in derivations:
        sources = [facts.get(source.partition(".")[2]) for source in derivation.sources]
        value = derived_value(derivation, sources, book.vocabularies, book.as_of.year)
        if value is not None:
            facts[derivation.name] = value
    return facts


def _fields(book: Rulebook) -> list[str]:
    return list(book.vocabularies["fields"].names)


def _closeness(book: Rulebook) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Rows for occupations, then for fields of study: the best row of where graduates begin."""
    none = np.zeros(len(book.occupations), np.uint8)
    rows = [
        book.closeness[starts].max(axis=0) if starts else none for starts in _usual_starts(book)
    ]
    return np.concatenate([book.closeness, *(row[None, :] for row in rows)]).astype(np.uint8)


def _brought(book: Rulebook, needs: Needs) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Levels held, in the same rows: all that an occupation needs; of a field what is common."""
    own = [needs.levels(row) for row in range(len(book.occupations))]
    none = np.zeros(len(needs.skills), np.uint8)
    share, most = book.listing.study_share, book.listing.study_level
    studied = [
        shared(np.array([own[row] for row in starts]), share, most) if starts else none
        for starts in _usual_starts(book)
    ]
    return np.array([*own, *studied], np.uint8).reshape(-1, len(needs.skills))


def _needs(book: Rulebook) -> list[tuple[Need, ...]]:
    return [book.needs.get(occupation.code, ()) for occupation in book.occupations]


def _usual_starts(book: Rulebook) -> list[list[int]]:
    """Field by field, the occupations where its graduates usually begin, as rows."""
    index = {occupation.code: row for row, occupation in enumerate(book.occupations)}
    typical = book.vocabularies["fields"].columns.get("occupations", {})
    found = [typical.get(id_) for id_ in _fields(book)]
    return [
        [index[code] for code in map(str, codes if isinstance(codes, tuple) else ())]
        for codes in found
    ]


def _numbers(values: Iterable[Value]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    known: dict[Value, int] = {}
    numbers = [-1 if v is None else known.setdefault(v, len(known)) for v in values]
    return np.array(numbers, np.int32)
