"""Rules -> terms: a condition on the person × candidates × points, as the arrays of a program.

A rule's candidates are grouped by the tuple of candidate facts that it reads. Filling a group's
values in leaves a condition on the person alone, so every join is exact, and a rule meets a pair
of person and candidate in at most one term.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from stempath.engine.hits import FALSE, TRUE, UNKNOWN, evaluate
from stempath.engine.ruleset import CONSTANTS, Atoms, Gate, Law, Program
from stempath.model.fact import Facts, Value
from stempath.model.rule import Clause, Rule, Subject
from stempath.problem import Place, Problem, StempathError
from stempath.record import record
from stempath.rulebook.clauses import MEASURES

EXACT = 2**24  # integers up to here are exact in float32, which the products run in


Key = tuple[str, str, str, bool]  # fact, other fact, operator, swapped
Atom = tuple[Key, Value]


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

    def groups(self) -> tuple[tuple[Atoms, ...], list[int]]:
        """The atoms in groups, and the new number of each by its old one, constants included."""
        groups: dict[Key, list[tuple[Value, int]]] = {}
        for (key, literal), number in self.atoms.items():
            groups.setdefault(key, []).append((literal, number))
        renumbered = list(range(CONSTANTS + len(self.atoms)))
        at = CONSTANTS
        for members in groups.values():
            for _literal, number in members:
                renumbered[number] = at
                at += 1
        found = [Atoms(*key, tuple(lit for lit, _ in members)) for key, members in groups.items()]
        return tuple(found), renumbered


@dataclass
class _Candidates:
    """Candidates, grouped by the facts that a rule reads; rules often read the same ones."""

    facts: Sequence[Facts]
    numbers: dict[str, list[int]] = field(default_factory=dict)
    groups: dict[tuple[tuple[str, ...], range], list[list[int]]] = field(default_factory=dict)

    def grouped(self, reads: tuple[str, ...], cands: range) -> list[list[int]]:
        """The candidates of the range, those with the same values of these facts together."""
        if (reads, cands) not in self.groups:
            found: dict[tuple[int, ...], list[int]] = {}
            columns = [self._numbered(name)[cands.start : cands.stop] for name in reads]
            for index, key in zip(cands, zip(*columns, strict=True), strict=False):
                found.setdefault(key, []).append(index)
            self.groups[reads, cands] = list(found.values()) if reads else [list(cands)]
        return self.groups[reads, cands]

    def _numbered(self, name: str) -> list[int]:
        """A small number for the value of each candidate: quicker to compare than the value."""
        if name not in self.numbers:
            known: dict[Value, int] = {}
            self.numbers[name] = [known.setdefault(f.get(name), len(known)) for f in self.facts]
        return self.numbers[name]


def make_program(
    rules: Sequence[tuple[Rule, range]],
    candidates: Sequence[Facts],
    ranked: int,
    private: frozenset[str],
) -> Program:
    builder, pool = _Builder(), _Candidates(candidates)
    laws, terms = [], []
    for number, (rule, cands) in enumerate(rules):
        laws.append(_law(rule, private))
        parts = _Parts.of(rule)
        for members in pool.grouped(_reads(rule), cands):
            term = _term(rule, parts, candidates[members[0]], builder)
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
        Gate(clause.left.fact, clause.operator, clause.right)
        for clause in clauses
        if clause.left in MEASURES and isinstance(clause.right, int)
    )


def _reads(rule: Rule) -> tuple[str, ...]:
    """The facts of the candidate that the rule reads, measures aside."""
    subjects = {subject for clause in rule.clauses for subject in clause.subjects}
    return tuple(sorted(s.fact for s in subjects if s.of != "person" and s not in MEASURES))


@record(frozen=True)
class _Parts:
    """A rule's lists of clauses: what reads the person alone, ready, and what waits for values."""

    when: tuple[list[Atom], list[Clause]]
    unless: tuple[list[Atom], list[Clause]]
    require: tuple[list[Atom], list[Clause]]

    @staticmethod
    def of(rule: Rule) -> _Parts:
        return _Parts(*(_parted(part) for part in (rule.when, rule.unless, rule.require)))


def _parted(clauses: Iterable[Clause]) -> tuple[list[Atom], list[Clause]]:
    ready: list[Atom] = []
    waiting = []
    for clause in clauses:
        if clause.left in MEASURES:
            continue
        if any(subject.of != "person" for subject in clause.subjects):
            waiting.append(clause)
            continue
        right = clause.right
        other = right.fact if isinstance(right, Subject) else ""
        literal = None if isinstance(right, Subject) else right
        ready.append(((clause.left.fact, other, clause.operator, False), literal))
    return ready, waiting


def _term(rule: Rule, parts: _Parts, facts: Facts, builder: _Builder) -> tuple[int, int] | None:
    """(column, require row) of the rule for candidates with these facts; None if it can't act."""
    when: list[Atom | int] = list(parts.when[0])
    for clause in parts.when[1]:
        filled = _fill(clause, facts)
        if filled in (FALSE, UNKNOWN):
            return None
        when.append(filled)
    unless = [*parts.unless[0], *(_fill(clause, facts) for clause in parts.unless[1])]
    if rule.unless and all(item == TRUE for item in unless):
        return None
    # A false or never-true `unless` cannot stop a scoring rule; for a requirement unknown counts.
    idle = not rule.unless or FALSE in unless
    if rule.effect != "require":
        idle = idle or UNKNOWN in unless
        return builder.column(builder.row(when), -1 if idle else builder.row(unless)), -1
    require = [*parts.require[0], *(_fill(clause, facts) for clause in parts.require[1])]
    if all(item == TRUE for item in require) and len(require) == len(rule.require):
        return None
    column = builder.column(builder.row(when), -1 if idle else builder.row(unless))
    return column, builder.row(require)


def _fill(clause: Clause, facts: Facts) -> Atom | int:
    """A clause that reads the candidate, with its values in place: an atom, or a level."""
    left, right = clause.left, clause.right
    if not isinstance(right, Subject):
        return evaluate(clause.operator, facts.get(left.fact), right)
    if left.of == right.of:
        return evaluate(clause.operator, facts.get(left.fact), facts.get(right.fact))
    mine, theirs = (left, right) if left.of == "person" else (right, left)
    value = facts.get(theirs.fact)
    if value is None:
        return UNKNOWN
    return (mine.fact, "", clause.operator, mine is right), value


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
    atoms, renumbered = builder.groups()
    return Program(
        laws=tuple(laws),
        atoms=atoms,
        candidates=candidates,
        ranked=ranked,
        row_ptr=_starts(list(builder.rows)),
        row_atoms=_ints(renumbered[atom] for row in builder.rows for atom in row),
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
