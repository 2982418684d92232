"""What is held and what is missing: properties that hold for any occupations and ratings."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stempath.model.advice import Gap
from stempath.model.skill import Need
from stempath.occupations.held import Needs, needs_of, shared
from stempath.rulebook.book import Rulebook

SKILLS = ["coding", "drawing", "nursing", "reading", "welding"]
Wanted = dict[str, tuple[int, int]]  # skill -> level, importance

needed = st.dictionaries(
    st.sampled_from(SKILLS), st.tuples(st.integers(1, 5), st.integers(1, 100)), max_size=5
)
rated = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 5), max_size=5)


def of(*occupations: Wanted) -> Needs:
    return needs_of(
        SKILLS,
        [
            [
                Need(
                    code="100001",
                    skill=skill,
                    level=level,
                    importance=importance,
                    estimated=False,
                    evidence=("task:1",),
                    source="own",
                    year=2026,
                )
                for skill, (level, importance) in wanted.items()
            ]
            for wanted in occupations
        ],
    )


def held(origin: Wanted, target: Wanted, own: dict[str, int]) -> tuple[int, tuple[Gap, ...]]:
    """(share, gaps) of who works in `origin` and rates themselves so, for `target`."""
    needs = of(origin, target)
    levels = needs.rated(needs.levels(0), own)
    return int(needs.shares(levels[None, :])[0, 1]), needs.gaps(levels, 1)


@given(needed, needed, rated)
def test_share_and_gaps_make_the_whole(origin: Wanted, target: Wanted, own: dict[str, int]) -> None:
    share, gaps = held(origin, target, own)
    assert 0 <= share <= 100
    missing = sum(gap.weight for gap in gaps)
    assert share <= 100 - missing + 1e-9 < share + 1 + 1e-6
    assert (share == 100) == (not gaps)


@given(needed)
def test_an_occupation_holds_all_of_itself(target: Wanted) -> None:
    assert held(target, target, {}) == (100, ())
    assert held({}, target, {})[0] == (0 if target else 100)


@given(needed, needed, rated)
def test_gaps_are_what_falls_short_weightiest_first(
    origin: Wanted, target: Wanted, own: dict[str, int]
) -> None:
    brought = {skill: level for skill, (level, _) in origin.items()} | own
    _, gaps = held(origin, target, own)
    assert {gap.skill for gap in gaps} == {
        skill for skill, (level, _) in target.items() if brought.get(skill, 0) < level
    }
    assert [gap.weight for gap in gaps] == sorted((gap.weight for gap in gaps), reverse=True)
    for gap in gaps:
        assert (gap.needed, gap.importance) == target[gap.skill]
        assert gap.held == brought.get(gap.skill, 0)
    needs = of(origin, target)
    assert needs.short(needs.rated(needs.levels(0), own)[None, :])[0, 1] == len(gaps)


@given(needed, needed, rated, st.sampled_from(SKILLS))
def test_to_learn_more_never_lowers_the_share(
    origin: Wanted, target: Wanted, own: dict[str, int], skill: str
) -> None:
    level = own.get(skill, origin.get(skill, (0, 0))[0])
    before, _ = held(origin, target, own)
    after, _ = held(origin, target, own | {skill: min(level + 1, 5)})
    assert after >= before


@given(needed, needed, rated)
def test_one_occupation_alone_is_measured_as_among_others(
    origin: Wanted, target: Wanted, own: dict[str, int]
) -> None:
    needs = of(origin, target)
    levels = needs.rated(needs.levels(0), own)[None, :]
    assert needs.only(1).shares(levels).tolist() == needs.shares(levels)[:, 1:].tolist()
    assert needs.only(1).gaps(levels[0], 0) == needs.gaps(levels[0], 1)


def test_own_ratings_stand_for_the_occupation() -> None:
    origin, target = {"coding": (4, 50)}, {"coding": (4, 50), "drawing": (2, 50)}
    assert held(origin, target, {})[0] == 50
    assert held(origin, target, {"coding": 2})[0] == 25
    assert held(origin, target, {"coding": 0, "drawing": 1})[0] == 25
    assert held(origin, target, {"drawing": 5})[0] == 100


def test_a_field_of_study_brings_what_enough_of_its_occupations_need() -> None:
    rows = np.array([[5, 2, 0, 1], [4, 3, 0, 0], [1, 0, 4, 0]], np.uint8)
    assert shared(rows, 50, 5).tolist() == [4, 2, 0, 0]
    assert shared(rows, 50, 3).tolist() == [3, 2, 0, 0]
    assert shared(rows, 100, 5).tolist() == [1, 0, 0, 0]
    assert shared(rows, 1, 5).tolist() == [5, 3, 4, 1]


def test_a_move_up_takes_more_than_the_way_back(shipped_book: Rulebook) -> None:
    codes = [occupation.code for occupation in shipped_book.occupations]
    enrolled, registered = (
        next(o.code for o in shipped_book.occupations if o.title.startswith(title))
        for title in ("Enrolled Nurse", "Registered Nurse (Medical)")
    )
    needs = needs_of(
        [skill.id for skill in shipped_book.skills], [shipped_book.needs[code] for code in codes]
    )
    up, down = (
        needs.shares(needs.levels(codes.index(one))[None, :])[0, codes.index(other)]
        for one, other in ((enrolled, registered), (registered, enrolled))
    )
    assert up < down
