"""The rule file of closeness: read whole, and every mistake in it told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from stempath.occupations.measure import read_measure
from stempath.occupations.parts import PARTS
from stempath.problem import StempathError

SHIPPED = Path(__file__).parents[2] / "rules" / "catalogue" / "occupations" / "closeness.toml"


def test_the_shipped_measure_weighs_every_part() -> None:
    measure = read_measure(SHIPPED)
    assert set(measure.weights) == set(PARTS)
    assert min(measure.weights.values()) > 0
    assert measure.up > measure.down


def test_every_mistake_is_told_with_its_line(catalogue: Path) -> None:
    path = catalogue / "closeness.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("knowledge = 2.0", "knowledges = 2.0"),
        ("skills = 1.0", 'skills = "much"'),
        ("own = 0.25", "own = 1.25"),
        ("down = 0.5", "down = -0.5"),
        ("nearest = 3", "nearest = 2.5"),
        ("scale = 1.5", "scale = 0"),
        ("midpoint = 3.0", "midpoint = true"),
        ("[estimate]", "[extra]\nx = 1\n[estimate]"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_measure(path)
    found = {(problem.code, problem.place.key) for problem in caught.value.problems}
    assert found == {
        ("unknown-key", "weights.knowledges"),
        ("missing", "weights"),
        ("number", "weights.skills"),
        ("number", "names.own"),
        ("number", "level.down"),
        ("number", "estimate.nearest"),
        ("number", "curve.scale"),
        ("number", "curve.midpoint"),
        ("unknown-key", "extra"),
    }
    assert all(problem.place.line for problem in caught.value.problems)
    near = next(p for p in caught.value.problems if p.place.key == "weights.knowledges")
    assert near.remedy == "did you mean knowledge?"


def test_a_table_that_is_gone(catalogue: Path) -> None:
    path = catalogue / "closeness.toml"
    path.write_text(path.read_text("utf-8").partition("[curve]")[0], encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_measure(path)
    assert [problem.found for problem in caught.value.problems] == ["no table [curve]"]
