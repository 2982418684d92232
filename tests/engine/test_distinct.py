"""What differs in an array: as `np.unique` tells it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stempath.engine.block import Column, combinations
from stempath.engine.distinct import distinct

CODES = st.lists(st.tuples(*[st.integers(0, 4)] * 3), max_size=30)


@given(st.lists(st.integers(-5, 5)))
def test_values_and_numbers_are_those_of_unique(items: list[int]) -> None:
    array = np.array(items, np.int64)
    values, numbers = distinct(array)
    known, inverse = np.unique(array, return_inverse=True)
    assert values.tolist() == known.tolist()
    assert numbers.tolist() == inverse.tolist()


@given(CODES)
def test_combinations_are_those_that_occur_in_order(rows: list[tuple[int, ...]]) -> None:
    columns = [
        Column(tuple("abcde"), np.array([row[place] for row in rows], np.intp))
        for place in range(3)
    ]
    found, codes = combinations(columns)
    assert [found[code] for code in codes] == [["abcde"[code] for code in row] for row in rows]
    assert found == sorted(found) and len(found) == len(set(rows))
