"""NDCG, its bootstrap and the fit, on truths that were made up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.occupations.evaluate import evaluate, ndcg, read_truth
from stempath.occupations.fit import cross_validated, fit
from stempath.problem import StempathError

CODES = [str(code) for code in range(100001, 100013)]
GROUPS = ["a", "a", *"bcdefghijk"]


def test_ndcg_by_hand() -> None:
    scores = np.tile(np.arange(12.0, 0, -1), (12, 1))
    truth = {CODES[0]: frozenset({CODES[2], CODES[4]})}
    # The second shares a code with the first and is left out: ranks 1 and 3 are true.
    value = ndcg(scores, CODES, GROUPS, truth)
    ideal = 1 + 1 / np.log2(3)
    assert value[0] == pytest.approx((1 + 1 / np.log2(4)) / ideal)
    assert np.isnan(value[1:]).all()


def test_a_sharer_of_the_code_is_no_hit() -> None:
    truth = {CODES[0]: frozenset({CODES[1], CODES[2]})}
    value = ndcg(np.ones((4, 4)), CODES[:4], GROUPS[:4], truth)
    assert value[0] == pytest.approx(1 / (1 + 1 / np.log2(3)))


def test_a_truth_outside_the_codes_counts_as_missed() -> None:
    scores = np.zeros((12, 12))
    truth = {CODES[0]: frozenset({"999999"}), "999998": frozenset({CODES[0]})}
    assert ndcg(scores, CODES, GROUPS, truth)[0] == 0
    (score,) = evaluate(scores, CODES, GROUPS, {"made-up": truth, "of-others": {}})
    assert (score.truth, score.origins, score.ndcg) == ("made-up", 1, 0)


@given(st.integers(0, 10_000))
def test_ndcg_is_whole_for_the_truth_itself_and_never_beyond(seed: int) -> None:
    draw = np.random.default_rng(seed)
    true = draw.random((12, 12)) < 0.3
    groups = np.array(GROUPS)
    true &= groups[:, None] != groups[None, :]
    truth = {
        CODES[row]: frozenset(CODES[c] for c in np.flatnonzero(true[row]))
        for row in range(12)
        if true[row].any()
    }
    perfect = ndcg(true.astype(float), CODES, GROUPS, truth)
    chance = ndcg(draw.random((12, 12)), CODES, GROUPS, truth)
    told = np.isfinite(perfect)
    assert np.allclose(perfect[told], 1)
    assert ((chance[told] >= 0) & (chance[told] <= 1 + 1e-12)).all()


def test_the_interval_holds_the_mean_and_comes_again() -> None:
    scores = np.random.default_rng(3).random((12, 12))
    truth = {code: frozenset({CODES[-1], CODES[3]}) for code in CODES[:3]}
    first = evaluate(scores, CODES, GROUPS, {"x": truth})
    assert first == evaluate(scores, CODES, GROUPS, {"x": truth})
    assert first[0].low <= first[0].ndcg <= first[0].high


def test_truth_is_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(
        "truth,origin_anzsco,target_anzsco\nx,100001,100002\nx,100001,100003\ny,100002,100001\n",
        encoding="utf-8",
    )
    assert read_truth(path) == {
        "x": {"100001": frozenset({"100002", "100003"})},
        "y": {"100002": frozenset({"100001"})},
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("truth,origin_anzsco\nx,100001\n", "no-column", 1),
        ("truth,origin_anzsco,target_anzsco\n", "empty", None),
        ("truth,origin_anzsco,target_anzsco\nx,100001,1002\n", "code", 2),
    ],
)
def test_a_damaged_truth_is_named(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_truth(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (code, line)


def test_the_fit_finds_what_decides_and_no_weight_below_zero() -> None:
    draw = np.random.default_rng(1)
    given_figures = draw.normal(size=(30, 30, 3))
    candidates = ~np.eye(30, dtype=bool)
    decisive = np.where(candidates, 2 * given_figures[:, :, 0] - given_figures[:, :, 2], -np.inf)
    truth = decisive >= np.sort(decisive, axis=1)[:, [-4]]
    everyone = np.ones(30, dtype=bool)
    weights = fit(given_figures, candidates, [truth], everyone)
    assert weights[0] > 3 * weights[1] >= 0
    assert weights[2] == 0
    codes = [str(100001 + at) for at in range(30)]
    true = {
        code: frozenset(codes[c] for c in np.flatnonzero(row))
        for code, row in zip(codes, truth, strict=True)
    }

    def score(raw: np.ndarray) -> dict[str, float]:
        return {s.truth: s.ndcg for s in evaluate(raw, codes, codes, {"x": true})}

    held = cross_validated(given_figures, candidates, [truth], codes, score, draws=2)
    assert score(given_figures[:, :, 1])["x"] + 0.3 < held["x"] <= 1
