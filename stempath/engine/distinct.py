"""The values of an array that differ: `np.unique`, which imports numpy.ma, without that.

The import takes longer than evaluating a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distinct(items: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The values that differ, in their order, and for each item which of them it is."""
    order = np.argsort(items)
    ordered = items[order]
    new = np.ones(len(items), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    numbers = np.empty(len(items), np.intp)
    numbers[order] = np.cumsum(new) - 1
    return ordered[new], numbers
