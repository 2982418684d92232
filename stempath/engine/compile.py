"""Rulebook -> RuleSet: rules split into terms, a condition on the person × candidates × points.

A rule's candidates are grouped by the tuple of candidate facts that it reads. Filling a group's
values in leaves a condition on the person alone, so every join is exact, and a rule meets a pair
of person and candidate in at most one term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from stempath.engine.hits import FALSE, TRUE, UNKNOWN, evaluate
from stempath.engine.ruleset import CONSTANTS, Atom, Gate, Law, Program, RuleSet
from stempath.model.fact import Fact, Value
from stempath.model.rule import Clause, Derivation, Rule, Subject
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem, StempathError
from stempath.rulebook.book import Rulebook
from stempath.rulebook.clauses import MEASURES

EXACT = 2**24  # integers up to here are exact in float32, which the products run in
Facts = Mapping[str, Value]


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
        offerings=_program(
            [
                *((rule, range(person_index)) for rule in by_about["offering"]),
                *((rule, range(person_index, person_index + 1)) for rule in by_about["person"]),
            ],
            [*offering_facts, {}],
            person_index,
            private,
        ),
        moves=_program(
            [(rule, range(len(move_facts))) for rule in by_about["move"]],
            move_facts,
            len(move_facts),
            private,
        ),
        offering_facts=tuple(offering_facts),
        move_facts=tuple(move_facts),
        designs={design.id: asdict(design) for design in book.designs},
        closeness=_closeness(book),
        origins=(
            ("occupation", {o.code: row for row, o in enumerate(book.occupations)}),
            (
                "field_of_study",
                {id_: len(book.occupations) + row for row, id_ in enumerate(_fields(book))},
            ),
        ),
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


def without(rules: RuleSet, id_: str) -> RuleSet:
    """The rule set as if the rule of this id had never been written; nothing is compiled anew."""
    return replace(
        rules,
        fingerprint="",
        offerings=_without(rules.offerings, id_),
        moves=_without(rules.moves, id_),
    )


def _without(program: Program, id_: str) -> Program:
    numbers = [number for number, law in enumerate(program.laws) if law.id == id_]
    if not numbers:
        return program
    (number,) = numbers
    law = program.laws[number]
    terms = np.flatnonzero(program.term_law == number)
    sum_points, term_require = program.sum_points.copy(), program.term_require.copy()
    term_require[terms] = -1
    if law.effect == "points" and not (law.times or law.gates):
        place = program.sum_col.astype(np.int64) * program.candidates + program.sum_cand
        for term in terms:  # the sums stand in the order of column and candidate
            members = program.term_cands[program.term_ptr[term] : program.term_ptr[term + 1]]
            column = int(program.term_col[term]) * program.candidates
            sum_points[np.searchsorted(place, column + members)] -= law.points
    laws = (*program.laws[:number], replace(law, effect="none"), *program.laws[number + 1 :])
    return replace(program, laws=laws, sum_points=sum_points, term_require=term_require)


# --- candidates --------------------------------------------------------------------------------


def _facts(record: object) -> dict[str, Value]:
    return {
        name: value
        for name in record.__dataclass_fields__  # type: ignore[attr-defined]
        if (value := getattr(record, name)) is not None
    }


def _vocabularies(book: Rulebook) -> dict[str, Vocabulary]:
    """The lists with the columns that a person's derived facts look up, and levels to compare."""
    read = {(d.vocabulary, d.column) for d in book.derivations} | {("qualifications", "aqf")}
    return {
        name: replace(
            vocabulary,
            columns={c: v for c, v in vocabulary.columns.items() if (name, c) in read},
        )
        for name, vocabulary in book.vocabularies.items()
    }


def _derivations(book: Rulebook, subject: str) -> list[Derivation]:
    return [derivation for derivation in book.derivations if derivation.subject == subject]


def _with_derived(
    facts: dict[str, Value], derivations: Sequence[Derivation], book: Rulebook
) -> dict[str, Value]:
    from stempath.engine.derive import derived_value

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
    index = {occupation.code: row for row, occupation in enumerate(book.occupations)}
    typical = book.vocabularies["fields"].columns.get("occupations", {})
    rows = [book.closeness]
    for id_ in _fields(book):
        codes = typical.get(id_)
        starts = [index[code] for code in map(str, codes if isinstance(codes, tuple) else ())]
        best = book.closeness[starts].max(axis=0) if starts else np.zeros(len(index), np.uint8)
        rows.append(best[None, :])
    return np.concatenate(rows).astype(np.uint8)


def _numbers(values: Iterable[Value]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    known: dict[Value, int] = {}
    numbers = [-1 if v is None else known.setdefault(v, len(known)) for v in values]
    return np.array(numbers, np.int32)


# --- terms -------------------------------------------------------------------------------------


@dataclass
class _Builder:
    """Atoms, rows and columns as they are met, each once."""

    atoms: dict[Atom, int] = field(default_factory=dict)
    rows: dict[tuple[int, ...], int] = field(default_factory=dict)
    columns: dict[tuple[int, int], int] = field(default_factory=dict)

    def row(self, atoms: Iterable[Atom | int]) -> int:
        """The row of these conditions; a plain integer is a constant level."""
        numbers = {
            atom
            if isinstance(atom, int)
            else self.atoms.setdefault(atom, CONSTANTS + len(self.atoms))
            for atom in atoms
        } - {TRUE}
        key = tuple(sorted(numbers)) or (TRUE,)
        return self.rows.setdefault(key, len(self.rows))

    def column(self, when: int, unless: int) -> int:
        return self.columns.setdefault((when, unless), len(self.columns))


def _program(
    rules: Sequence[tuple[Rule, range]],
    candidates: Sequence[Facts],
    ranked: int,
    private: frozenset[str],
) -> Program:
    builder = _Builder()
    laws, terms = [], []
    for number, (rule, cands) in enumerate(rules):
        laws.append(_law(rule, private))
        for members in _groups(rule, cands, candidates):
            term = _term(rule, candidates[members[0]], builder)
            if term:
                terms.append((number, *term, members))
    _check_exact(laws, rules)
    return _arrays(laws, builder, terms, (len(candidates), ranked))


def _law(rule: Rule, private: frozenset[str]) -> Law:
    reads = {s.fact for clause in rule.clauses for s in clause.subjects if s.of == "person"}
    return Law(
        id=rule.id, about=rule.about, effect=rule.effect, points=rule.points, times=rule.times,
        hold=rule.hold, closed=rule.closed, apart=rule.apart, slot=rule.slot, lift=rule.lift,
        why=rule.why, why_not=rule.why_not, if_unknown=rule.if_unknown, note=rule.note,
        neutral=rule.neutral, source=rule.source, private=bool(reads & private),
        when=tuple(c.text for c in rule.when), unless=tuple(c.text for c in rule.unless),
        require=tuple(c.text for c in rule.require),
        gates=_gates(rule.when), require_gates=_gates(rule.require),
    )  # fmt: skip


def _gates(clauses: Iterable[Clause]) -> tuple[Gate, ...]:
    return tuple(
        Gate(clause.operator, clause.right)  # type: ignore[arg-type]
        for clause in clauses
        if clause.left in MEASURES
    )


def _groups(rule: Rule, cands: range, candidates: Sequence[Facts]) -> Iterable[list[int]]:
    """The rule's candidates, grouped by the candidate facts that it reads."""
    reads = sorted(
        {
            subject.fact
            for clause in rule.clauses
            for subject in clause.subjects
            if subject.of != "person" and subject not in MEASURES
        }
    )
    groups: dict[tuple[Value, ...], list[int]] = {}
    for index in cands:
        facts = candidates[index]
        groups.setdefault(tuple(facts.get(name) for name in reads), []).append(index)
    return groups.values()


def _term(rule: Rule, facts: Facts, builder: _Builder) -> tuple[int, int] | None:
    """(column, require row) of the rule for candidates with these facts; None if it can't act."""
    when = [_fill(clause, facts) for clause in rule.when if clause.left not in MEASURES]
    if FALSE in when or UNKNOWN in when:
        return None
    unless = [_fill(clause, facts) for clause in rule.unless]
    if rule.unless and all(item == TRUE for item in unless):
        return None
    # A false or never-true `unless` cannot stop a scoring rule; for a requirement unknown counts.
    idle = not rule.unless or FALSE in unless
    if rule.effect != "require":
        idle = idle or UNKNOWN in unless
        return builder.column(builder.row(when), -1 if idle else builder.row(unless)), -1
    require = [_fill(clause, facts) for clause in rule.require if clause.left not in MEASURES]
    if all(item == TRUE for item in require) and len(require) == len(rule.require):
        return None
    column = builder.column(builder.row(when), -1 if idle else builder.row(unless))
    return column, builder.row(require)


def _fill(clause: Clause, facts: Facts) -> Atom | int:
    """The clause with a candidate's values in place: a condition on the person, or its level."""
    left, right = clause.left, clause.right
    if isinstance(right, Subject):
        if left.of == "person" and right.of == "person":
            return Atom(left.fact, clause.operator, None, other=right.fact)
        if left.of == "person":
            value = facts.get(right.fact)
            return UNKNOWN if value is None else Atom(left.fact, clause.operator, value)
        if right.of == "person":
            value = facts.get(left.fact)
            return (
                UNKNOWN if value is None else Atom(right.fact, clause.operator, value, swapped=True)
            )
        return evaluate(clause.operator, facts.get(left.fact), facts.get(right.fact))
    if left.of == "person":
        return Atom(left.fact, clause.operator, right)
    return evaluate(clause.operator, facts.get(left.fact), right)


def _check_exact(laws: Sequence[Law], rules: Sequence[tuple[Rule, range]]) -> None:
    total = sum(abs(law.points) for law in laws)
    if total >= EXACT:
        worst = max((rule for rule, _ in rules), key=lambda rule: abs(rule.points))
        place: Place = worst.place
        raise StempathError(
            Problem(
                "points",
                place,
                f"points that can sum to {total:,}",
                f"less than {EXACT:,} in all",
                "give smaller points: only their differences count",
            )
        )


def _arrays(
    laws: Sequence[Law],
    builder: _Builder,
    terms: Sequence[tuple[int, int, int, list[int]]],
    sizes: tuple[int, int],
) -> Program:
    candidates, ranked = sizes
    sums: dict[tuple[int, int], int] = {}
    of_cand: list[list[int]] = [[] for _ in range(candidates)]
    for number, (law, column, _require, members) in enumerate(terms):
        for candidate in members:
            of_cand[candidate].append(number)
        if laws[law].effect == "points" and not (laws[law].times or laws[law].gates):
            for candidate in members:
                key = (column, candidate)
                sums[key] = sums.get(key, 0) + laws[law].points
    pairs = sorted(sums.items())
    return Program(
        laws=tuple(laws),
        atoms=tuple(builder.atoms),
        candidates=candidates,
        ranked=ranked,
        row_ptr=_starts(list(builder.rows)),
        row_atoms=_ints(atom for row in builder.rows for atom in row),
        col_when=_ints(when for when, _ in builder.columns),
        col_unless=_ints(unless for _, unless in builder.columns),
        term_law=_ints(term[0] for term in terms),
        term_col=_ints(term[1] for term in terms),
        term_require=_ints(term[2] for term in terms),
        term_ptr=_starts([term[3] for term in terms]),
        term_cands=_ints(candidate for term in terms for candidate in term[3]),
        sum_col=_ints(column for (column, _), _ in pairs),
        sum_cand=_ints(candidate for (_, candidate), _ in pairs),
        sum_points=_ints(points for _, points in pairs),
        cand_ptr=_starts(of_cand),
        cand_terms=_ints(number for numbers in of_cand for number in numbers),
    )


def _ints(items: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.fromiter(items, np.int32)


def _starts(groups: Sequence[Sequence[int]]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.cumsum([0, *map(len, groups)], dtype=np.int32)
