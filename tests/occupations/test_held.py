"""What is held and what is missing: properties that hold for any occupations and ratings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stempath.model.skill import Need
from stempath.occupations.held import held, levels
from stempath.rulebook.book import Rulebook

SKILLS = ["coding", "drawing", "nursing", "reading", "welding"]
Levels = dict[str, tuple[int, int]]  # skill -> level, importance

needed = st.dictionaries(
    st.sampled_from(SKILLS), st.tuples(st.integers(1, 5), st.integers(1, 100)), max_size=5
)
rated = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 5), max_size=5)


def needs(wanted: Levels) -> list[Need]:
    return [
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


@given(needed, needed, rated)
def test_share_and_gaps_make_the_whole(origin: Levels, target: Levels, own: dict[str, int]) -> None:
    found = held(needs(origin), needs(target), own)
    assert 0 <= found.share <= 100
    missing = sum(gap.weight for gap in found.missing)
    assert found.share <= 100 - missing + 1e-9 < found.share + 1 + 1e-6
    assert (found.share == 100) == (not found.missing)


@given(needed)
def test_an_occupation_holds_all_of_itself(target: Levels) -> None:
    assert held(needs(target), needs(target)).share == 100
    assert held([], needs(target)).share == (0 if target else 100)


@given(needed, needed, rated)
def test_gaps_are_what_falls_short_weightiest_first(
    origin: Levels, target: Levels, own: dict[str, int]
) -> None:
    brought = levels(needs(origin), own)
    gaps = held(needs(origin), needs(target), own).missing
    assert {gap.skill for gap in gaps} == {
        skill for skill, (level, _) in target.items() if brought.get(skill, 0) < level
    }
    assert [gap.weight for gap in gaps] == sorted((gap.weight for gap in gaps), reverse=True)
    for gap in gaps:
        assert (gap.needed, gap.importance) == target[gap.skill]
        assert gap.held == brought.get(gap.skill, 0)


@given(needed, needed, rated, st.sampled_from(SKILLS))
def test_to_learn_more_never_lowers_the_share(
    origin: Levels, target: Levels, own: dict[str, int], skill: str
) -> None:
    brought = levels(needs(origin), own).get(skill, 0)
    before = held(needs(origin), needs(target), own)
    after = held(needs(origin), needs(target), own | {skill: min(5, brought + 1)})
    assert after.share >= before.share
    assert {gap.skill for gap in after.missing} <= {gap.skill for gap in before.missing}


@given(needed, needed, rated)
def test_the_order_of_needs_changes_nothing(
    origin: Levels, target: Levels, own: dict[str, int]
) -> None:
    assert held(needs(origin)[::-1], needs(target)[::-1], own) == held(
        needs(origin), needs(target), own
    )


def test_own_ratings_stand_for_the_occupation() -> None:
    origin, target = needs({"coding": (4, 50)}), needs({"coding": (4, 50), "drawing": (2, 50)})
    assert held(origin, target).share == 50
    assert held(origin, target, {"coding": 2}).share == 25
    assert held(origin, target, {"coding": 0, "drawing": 1}).share == 25
    assert held(origin, target, {"drawing": 5}).share == 100


def test_of_two_occupations_the_higher_level_counts() -> None:
    two = [*needs({"coding": (2, 10)}), *needs({"coding": (4, 90), "drawing": (1, 10)})]
    assert levels(two) == levels(two[::-1]) == {"coding": 4, "drawing": 1}


def test_a_move_up_takes_more_than_the_way_back(shipped_book: Rulebook) -> None:
    electrician, nurse = (
        next(o.code for o in shipped_book.occupations if o.title.startswith(title))
        for title in ("Enrolled Nurse", "Registered Nurse (Medical)")
    )
    need = shipped_book.needs
    assert held(need[electrician], need[nurse]).share < held(need[nurse], need[electrician]).share
