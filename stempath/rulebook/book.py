"""The rulebook: all that rules/ holds, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from stempath.model.fact import Fact
from stempath.model.listing import Derivation, Listing
from stempath.model.occupation import Occupation
from stempath.model.offering import Design, Offering
from stempath.model.question import Question
from stempath.model.quiz import Quiz
from stempath.model.resource import Resource
from stempath.model.rule import Rule
from stempath.model.skill import Need, Skill
from stempath.model.source import Source
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, Problem
from stempath.record import record
from stempath.rulebook.life import Life

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@record(frozen=True)
class Rulebook:
    """Rules and facts, in the words of their authors.

    `closeness` is an integer 0–100 array, origins × targets, both in the order of `occupations`.
    `facts` declares every fact that a clause may read, derived ones included, by subject and name.
    `phrases` says which skills a skill phrase of an offering or design names, `needs` which ones an
    occupation needs.
    `places` says where each catalogue record stands; `warnings` what is odd but not wrong.
    """

    as_of: date
    vocabularies: Mapping[str, Vocabulary]
    facts: Mapping[str, Mapping[str, Fact]]
    derivations: tuple[Derivation, ...]
    offerings: tuple[Offering, ...]
    designs: tuple[Design, ...]
    occupations: tuple[Occupation, ...]
    closeness: NDArray[np.uint8]
    life: Life
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    quizzes: tuple[Quiz, ...]
    listing: Listing
    resources: tuple[Resource, ...]
    sources: Mapping[str, Source]
    skills: tuple[Skill, ...]
    phrases: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[Need, ...]]
    places: Mapping[str, Callable[[], Place]]
    warnings: tuple[Problem, ...]
