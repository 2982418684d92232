"""The rule set: a rulebook compiled, holding all that advising a person takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from stempath.model.fact import Fact, Value
from stempath.model.listing import Derivation, Listing
from stempath.model.vocabulary import Vocabulary
from stempath.record import record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stempath.model.question import Question
    from stempath.occupations.held import Needs

    Ints = NDArray[np.int32]

MOVES = "occupations"  # the list whose entries are the moves, in the same order
# Atoms 0, 1 and 2 of every program: false, unknown and true whatever the person.
CONSTANTS = 3


# Thousands of the next three are made at every start; named tuples are made fastest.


class Atoms(NamedTuple):
    """Conditions on one person: a fact against each of some literals, or a second fact of theirs.

    `swapped`: the literals stand on the left. `other`: the second fact; then there is one literal,
    which means nothing. Atoms are numbered through the groups, after the constants.
    """

    fact: str
    other: str
    operator: str
    swapped: bool
    literals: Sequence[Value]


class Gate(NamedTuple):
    """A condition on a measure, the same for every person who starts from one ground."""

    measure: str
    operator: str
    value: int


class Law(NamedTuple):
    """A rule as the engine and its explanations need it: effect, words, gates on the measure."""

    id: str
    about: str
    effect: str
    points: int
    times: str
    hold: bool
    closed: bool
    apart: str
    slot: str
    lift: int
    why: str
    why_not: str
    if_unknown: str
    note: str
    neutral: str
    source: str
    private: bool
    when: tuple[str, ...]
    unless: tuple[str, ...]
    require: tuple[str, ...]
    gates: tuple[Gate, ...]
    require_gates: tuple[Gate, ...]


@record(frozen=True, eq=False)
class Program:
    """Terms over atoms, for the candidates of one kind, as arrays.

    The first `ranked` of the `candidates` are; the one after them, if any, is the person.

    all-of rows   `row_ptr`, `row_atoms`: atoms whose least value is the row's (never empty)
    columns       `col_when`, `col_unless` (-1: none): rows; a column hits where the first is true
                  and the second is not
    terms         `term_law`, `term_col`, `term_require` (row, -1: none), and its candidates from
                  `term_ptr` in `term_cands`
    scores        (`sum_col`, `sum_cand`, `sum_points`): the points of all plain scoring terms,
                  summed by column and candidate
    of_cand       `cand_ptr`, `cand_terms`: the terms that cover a candidate
    """

    laws: tuple[Law, ...]
    atoms: tuple[Atoms, ...]
    candidates: int
    ranked: int
    row_ptr: Ints
    row_atoms: Ints
    col_when: Ints
    col_unless: Ints
    term_law: Ints
    term_col: Ints
    term_require: Ints
    term_ptr: Ints
    term_cands: Ints
    sum_col: Ints
    sum_cand: Ints
    sum_points: Ints
    cand_ptr: Ints
    cand_terms: Ints


@record(frozen=True, slots=True)
class Origin:
    """Facts that tell where a person comes from, and the rows of what they may name.

    What a person names in several facts of one origin is taken together.
    """

    facts: tuple[str, ...]
    rows: Mapping[str, int]


@record(frozen=True, eq=False)
class RuleSet:
    """A compiled rulebook.

    `moves` and `offerings` are programs; the last candidate of `offerings` is the person, whom
    notes about the whole advice concern. `origins`, the preferred ones first, lead to rows of
    `closeness` (origins × moves, 0–100) and of `brought` (origins × skills: levels held). `needs`
    says which skills each move needs. `questions` are those of the interview, in their order,
    without the places of their files. `titles` holds those of the offerings by id, in the order of
    `offering_facts`; the moves stand in the order of their list of names. `caps` holds, for each
    cap of the listing, a number for each candidate: the same for the same value, -1 for not stated.
    """

    fingerprint: str
    as_of: str
    facts: Mapping[str, Mapping[str, Fact]]
    vocabularies: Mapping[str, Vocabulary]
    derivations: tuple[Derivation, ...]
    listing: Listing
    questions: Sequence[Question]
    offerings: Program
    moves: Program
    offering_facts: Sequence[Mapping[str, Value]]
    move_facts: Sequence[Mapping[str, Value]]
    titles: Mapping[str, str]
    designs: Mapping[str, Mapping[str, Any]]
    closeness: NDArray[np.uint8]
    origins: tuple[Origin, ...]
    needs: Needs
    brought: NDArray[np.uint8]
    caps: tuple[Ints, ...]

    @property
    def leaders(self) -> str:
        """The fact of a person that holds their first moves; "" where no rule asks for them."""
        return next((d.name for d in self.derivations if d.how == "leaders"), "")

    @cached_property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """("offering" or "move", index) by the id of an offering or the code of a move."""
        moves = self.vocabularies[MOVES].names
        return {code: ("move", index) for index, code in enumerate(moves)} | {
            id_: ("offering", index) for index, id_ in enumerate(self.titles)
        }

    def program(self, about: str) -> Program:
        return self.moves if about == "move" else self.offerings

    def facts_of(self, id_: str) -> Mapping[str, Value]:
        """The facts of an offering (id) or a move (code)."""
        return self.candidate(*self.places[id_])

    def candidate(self, about: str, index: int) -> Mapping[str, Value]:
        return (self.move_facts if about == "move" else self.offering_facts)[index]
