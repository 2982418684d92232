"""The closeness of occupations: its direction, its loans, and who shares a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.occupations.catalogue import read_links
from stempath.occupations.closeness import OccupationMap, occupation_map, raw_sums, to_closeness
from stempath.occupations.leave_out import ALL_BUT_NAMES, RATINGS, estimates, leave_out
from stempath.occupations.measure import Measure, read_measure
from stempath.occupations.onet import read_onet
from stempath.occupations.parts import DISTANCE, PARTS, read_parts
from stempath.occupations.profiles import LEVEL, find_loan, read_profiles
from stempath.occupations.ranks import best, level_cost, per_mille, standing

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]
BUILDER, PLANNER, CHIEF, CARER, WATCHER, OTHER, TWIN, STRANGER = range(8)


@pytest.fixture
def measure(catalogue: Path) -> Measure:
    return read_measure(catalogue / "closeness.toml")


@pytest.fixture
def small(onet_folder: Folder, catalogue: Path, measure: Measure) -> OccupationMap:
    return build(onet_folder(), catalogue, measure)


def build(folder: Path, catalogue: Path, measure: Measure) -> OccupationMap:
    links = read_links(catalogue / "crosswalk.csv", catalogue)
    return occupation_map(read_onet(folder), links, measure)


def test_parts_are_directions_or_figures(small: OccupationMap) -> None:
    for name, part in small.parts.rows.items():
        stated = small.parts.stated[name]
        assert stated[5] == (name in ("titles", "letters"))
        if name not in DISTANCE:
            assert np.allclose(np.sqrt((part[stated] ** 2).sum(axis=1)), 1), name


def test_knowledge_is_importance_times_level_and_skills_importance(onet_folder: Folder) -> None:
    onet = read_onet(onet_folder())
    deeper = {
        name: replace(ratings, level=ratings.level * [[1, 2, 3]] * np.arange(1, 7)[:, None])
        for name, ratings in (("knowledge", onet.knowledge), ("skills", onet.skills))
    }
    before, after = read_parts(onet), read_parts(replace(onet, **deeper))
    assert not np.allclose(before.rows["knowledge"][:4], after.rows["knowledge"][:4])
    assert np.array_equal(before.rows["skills"][:4], after.rows["skills"][:4])


def test_an_origin_does_not_stand_among_its_own_others(small: OccupationMap) -> None:
    count = int(small.parts.stated["knowledge"].sum()) - 1
    # The nearest passes all others, and stands level with itself.
    score = float(small.standings["knowledge"][BUILDER, PLANNER])
    assert per_mille(score) == round(1000 * count / (count + 1))


def test_near_is_nearer(small: OccupationMap) -> None:
    raw = small.raw
    assert raw[BUILDER, PLANNER] > raw[BUILDER, CARER]
    assert raw[CARER, WATCHER] > raw[CARER, BUILDER]
    assert small.closeness[BUILDER, BUILDER] == 100


def test_sharers_of_a_code_are_told_apart_by_their_names(small: OccupationMap) -> None:
    raw = small.raw
    assert raw[BUILDER, TWIN] == np.delete(raw[BUILDER], BUILDER).max()
    assert raw[BUILDER, TWIN] > raw[BUILDER, STRANGER] > raw[BUILDER, CARER]
    for name in PARTS:
        nearest = best(int(small.parts.stated[name].sum()) - 1)
        assert small.standings[name][BUILDER, STRANGER] >= 0.7 * nearest
    # Its own names draw the stranger to the carers, further than its twin.
    assert raw[STRANGER, CARER] - small.raw[TWIN, CARER] > 0


def test_a_loose_match_makes_sharers_less_near(
    onet_folder: Folder, catalogue: Path, measure: Measure
) -> None:
    links = read_links(catalogue / "crosswalk.csv", catalogue)
    loose = [replace(link, confidence="medium") for link in links]
    onet = read_onet(onet_folder())
    one = occupation_map(onet, (*links[:STRANGER], loose[STRANGER]), measure).raw
    both = occupation_map(onet, (loose[BUILDER], *links[1:STRANGER], loose[STRANGER]), measure).raw
    sure = occupation_map(onet, links, measure).raw
    pair = BUILDER, STRANGER
    assert sure[pair] > one[pair] > both[pair]
    assert both[pair] - one[pair] == pytest.approx(one[pair] - sure[pair], abs=1e-5)
    assert both[BUILDER, CARER] == sure[BUILDER, CARER]


def test_levels_are_half_australian(small: OccupationMap) -> None:
    zones = small.profiles.zones
    # Level 3 is usually zone 2, level 2 zone 3, and level 1 the mean of 5, 4 and (stranger) 2.
    assert zones[[BUILDER, PLANNER, WATCHER]].tolist() == [2, 3, 3]
    assert zones[CHIEF] == pytest.approx((5 + 11 / 3) / 2)
    assert zones[STRANGER] == pytest.approx((2 + 11 / 3) / 2)
    assert small.ways[TWIN, STRANGER] > 0 > small.ways[STRANGER, TWIN]


def test_a_long_way_up_costs_more_than_the_way_down(measure: Measure) -> None:
    zones = np.array([2.0, 3.0, 5.0, np.nan])
    cost = level_cost(zones[None, :] - zones[:, None], measure)
    assert cost[0].tolist() == [0, 1, 5, 0]
    assert cost[2].tolist() == [1.5, 1, 0, 0]
    assert not cost[3].any()


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=30), st.integers(-10, 10))
def test_a_standing_counts_who_is_passed(others: list[int], figure: int) -> None:
    scores = standing(np.array(others, float), np.array([figure, figure + 1, np.nan], float))
    passed = sum(other < figure for other in others) + sum(other == figure for other in others) / 2
    assert per_mille(scores[0]) == pytest.approx(
        1000 * (passed + 0.5) / (len(others) + 1), abs=0.501
    )
    assert scores[0] <= scores[1] <= best(len(others))
    assert np.isnan(scores[2])


def test_the_curve_keeps_the_order_and_its_bounds(measure: Measure) -> None:
    values = np.linspace(-60, 60, 25).reshape(5, 5)
    whole = to_closeness(values, measure)
    off = ~np.eye(5, dtype=bool)
    assert (np.diff(whole[off].astype(int)) >= 0).all()
    assert (whole[off].min(), whole[off].max()) == (0, 99)
    assert (whole.diagonal() == 100).all()
    assert to_closeness(np.full((2, 2), measure.midpoint), measure)[0, 1] == 50
    assert to_closeness(np.full((2, 2), -np.inf), measure)[0, 1] == 0


def test_the_sum_is_of_its_parts(small: OccupationMap, measure: Measure) -> None:
    total = sum(measure.weights[name] * small.standings[name] for name in PARTS)
    assert np.allclose(small.raw, total - level_cost(small.ways, measure), atol=1e-5)
    # Without a part, the others count for it.
    halved = {name: table.copy() for name, table in small.standings.items()}
    halved["knowledge"][BUILDER, PLANNER] = np.nan
    rest = sum(measure.weights[n] * halved[n][BUILDER, PLANNER] for n in PARTS if n != "knowledge")
    scale = sum(measure.weights.values()) / (sum(measure.weights.values()) - 2)
    cost = level_cost(small.ways, measure)[BUILDER, PLANNER]
    raw = raw_sums(halved, small.ways, measure)
    assert raw[BUILDER, PLANNER] == pytest.approx(rest * scale - cost, abs=1e-5)


def test_loans_are_for_what_is_missing(small: OccupationMap) -> None:
    loans = small.profiles.loans
    assert set(loans) == {WATCHER, OTHER}
    assert set(loans[WATCHER].parts) == {"knowledge", "skills", "styles"}
    assert loans[OTHER].parts[-1] == LEVEL
    assert not {"titles", "letters"} & set(loans[OTHER].parts)
    for loan in loans.values():
        assert sum(loan.shares) == pytest.approx(1)
    # Names alone: within its major group, where one is fully described.
    assert [small.onet.codes[row] for row in loans[OTHER].rows] == ["29-1000.00"]
    assert loans[WATCHER].shares == tuple(sorted(loans[WATCHER].shares, reverse=True))


def test_nobody_lends_to_itself(small: OccupationMap, measure: Measure) -> None:
    has = {name: vectors[BUILDER] for name, vectors in small.profiles.vectors.items()}
    has["knowledge"] = np.full_like(has["knowledge"], np.nan)
    loan = find_loan(small.onet, small.parts, has, (2.0, 2.0), 0, measure)
    assert loan.parts == ("knowledge",)
    assert small.onet.codes[loan.rows[0]] == "11-1001.00"
    assert 0 not in loan.rows


def test_lenders_at_another_level_lend_less(small: OccupationMap, measure: Measure) -> None:
    has = {name: vectors[PLANNER] for name, vectors in small.profiles.vectors.items()}
    has["knowledge"] = np.full_like(has["knowledge"], np.nan)
    shares = []
    for zone in (2.0, 5.0):  # the builder's, the chief's
        loan = find_loan(small.onet, small.parts, has, (zone, zone), 1, measure)
        shares.append(dict(zip(loan.rows, loan.shares, strict=True))[2])
    assert shares[0] < shares[1]


def test_the_names_of_a_rest_are_shared_out(
    onet_folder: Folder, catalogue: Path, measure: Measure
) -> None:
    links = read_links(catalogue / "crosswalk.csv", catalogue)
    second = replace(links[OTHER], code="100009", names=("Bridge Animal Hand",))
    onet = read_onet(onet_folder())
    parts = read_parts(onet)
    for sharing, share in (((), 0.5), ((second,), 0.75)):
        profiles = read_profiles(onet, parts, (*links, *sharing), measure)
        own, theirs = profiles.own["titles"][OTHER], parts.rows["titles"][5]
        wanted = share * own + (1 - share) * theirs
        assert np.allclose(profiles.vectors["titles"][OTHER], wanted / np.sqrt(wanted @ wanted))


def test_without_lenders_the_parts_at_hand_decide(
    onet_folder: Folder, onet_files: Files, catalogue: Path, measure: Measure
) -> None:
    # Without job zones nobody is fully described, so nobody lends.
    folder = onet_folder({"Job Zones.txt": onet_files["Job Zones.txt"][:1]})
    found = build(folder, catalogue, measure)
    assert all(not loan.rows for loan in found.profiles.loans.values())
    assert np.isfinite(found.raw).all()
    assert found.raw[WATCHER, CARER] > found.raw[WATCHER, BUILDER]


def test_a_part_that_the_release_leaves_out_decides_nothing(
    onet_folder: Folder, onet_files: Files, catalogue: Path, measure: Measure
) -> None:
    tools = onet_files["Technology Skills.txt"][:1]
    found = build(onet_folder({"Technology Skills.txt": tools}), catalogue, measure)
    assert set(found.profiles.loans) == {WATCHER, OTHER}
    assert np.isnan(found.standings["technology"]).all()
    assert np.isfinite(found.raw).all()


def test_names_that_nobody_knows_leave_those_of_the_code(
    onet_folder: Folder, catalogue: Path, measure: Measure
) -> None:
    folder = onet_folder()
    links = read_links(catalogue / "crosswalk.csv", catalogue)
    nameless = replace(links[TWIN], names=("Zzyzx",), level=None)
    found = occupation_map(read_onet(folder), (*links[:TWIN], nameless), measure)
    assert np.isfinite(found.raw).all()
    for name in ("titles", "letters"):
        vectors = found.profiles.vectors[name]
        assert np.allclose(vectors[TWIN], found.parts.rows[name][0])


def test_leaving_out_compares_with_what_is_known(small: OccupationMap, measure: Measure) -> None:
    for hidden in (RATINGS, ALL_BUT_NAMES):
        restored = list(leave_out(small, measure, hidden))
        codes = {small.links[p].code for p in range(8) if p not in small.profiles.loans}
        assert {row.code for row in restored} == codes
        for row in restored:
            assert 0 <= row.kept <= 1
            assert -1 <= row.rank_correlation <= 1
            assert np.isfinite(row.raw).all()
            position = next(p for p, link in enumerate(small.links) if link.code == row.code)
            assert not np.allclose(row.raw, small.raw[position])
    heard: list[tuple[int, int]] = []
    kinds = estimates(small, measure, lambda *done: heard.append(done))
    assert [kind.hidden for kind in kinds] == [RATINGS, ALL_BUT_NAMES]
    assert {kind.occupations for kind in kinds} == {len(codes)}
    assert heard[-1] == (2 * len(codes), 2 * len(codes))
    everything = leave_out(small, measure, ())
    at = {link.code: position for position, link in enumerate(small.links)}
    for row in everything:  # nothing hidden, nothing changed
        assert np.allclose(row.raw, small.raw[at[row.code]])
        assert (row.kept, row.rank_correlation) == (pytest.approx(1), pytest.approx(1))
