"""The parts in which occupations are compared: a vector for each occupation of a release.

A part is compared by cosine (its rows have length 1) or by distance. Where O*NET does not state
it, the row is NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stempath.occupations.onet import Figures, Onet
from stempath.occupations.words import Meanings, Tokens, chunks, unit, words
from stempath.record import record

COSINE = ("knowledge", "interests", "styles", "activities", "technology", "tasks")
DISTANCE = ("skills", "values")
NAMES = ("titles", "letters")  # by cosine too; the parts that every occupation has
PARTS = (*COSINE, *DISTANCE, *NAMES)
DECIMALS = 9  # of likenesses, so that the last bits of a processor's arithmetic decide no rank


@record(frozen=True, slots=True)
class Parts:
    """The vectors of a release's occupations by part, and what turns other names into vectors.

    `stated` tells by part which rows hold a vector.
    """

    rows: Mapping[str, Figures]
    stated: Mapping[str, NDArray[np.bool_]]
    meanings: Meanings
    letters: Tokens

    def of_names(self, names: Sequence[Sequence[str]]) -> dict[str, Figures]:
        """The parts NAMES of occupations that are called so; NaN where no word is known."""
        return {
            "titles": self.meanings.of_bags([_words(called) for called in names]),
            "letters": self.letters.weighed([_chunks(called) for called in names]),
        }


def read_parts(onet: Onet) -> Parts:
    """Every part of every occupation; a rest ("all other") has NAMES alone."""
    tasks = [_words(texts) for texts in onet.tasks]
    names = [_words(texts) for texts in onet.names]
    described = [
        called + words(text) for called, text in zip(names, onet.descriptions, strict=True)
    ]
    letters = [_chunks(texts) for texts in onet.names]
    sentences = (
        text
        for texts in (*onet.tasks, *onet.names, onet.descriptions, onet.activity_names)
        for text in texts
    )
    meanings = Meanings.of([words(sentence) for sentence in sentences])
    spelt = Tokens.of(letters)
    rows: dict[str, Figures] = {
        "knowledge": unit(standardised(onet.knowledge.importance * onet.knowledge.level)),
        "skills": standardised(onet.skills.importance),
        "styles": unit(standardised(onet.styles.importance)),
        "interests": unit(standardised(onet.interests)),
        "values": standardised(onet.values),
        "activities": Tokens.of(onet.activities).weighed(onet.activities),
        "technology": Tokens.of(onet.technology).weighed(onet.technology),
        "tasks": meanings.of_bags(tasks),
        "titles": meanings.of_bags(described),
        "letters": spelt.weighed(letters),
    }
    return Parts(rows, {name: stated(found) for name, found in rows.items()}, meanings, spelt)


def standardised(figures: Figures) -> Figures:
    """Per column: mean 0 and deviation 1 over the complete rows; incomplete rows become NaN."""
    complete = np.isfinite(figures).all(axis=1)
    result = np.full_like(figures, np.nan)
    if complete.any():
        rows = figures[complete]
        deviation = rows.std(axis=0)
        result[complete] = (rows - rows.mean(axis=0)) / np.where(deviation > 0, deviation, 1)
    return result


def stated(rows: Figures) -> NDArray[np.bool_]:
    """Which rows hold a vector."""
    found: NDArray[np.bool_] = np.isfinite(rows).all(axis=1) & (rows.shape[1] > 0)
    return found


def likeness(part: str, origins: Figures, targets: Figures) -> Figures:
    """Origins × targets: the cosine, or the distance below zero; NaN where a side is not stated."""
    if part not in DISTANCE:
        return np.round((origins @ targets.T), DECIMALS)
    inner = origins @ targets.T
    squares = (origins**2).sum(axis=1)[:, None] + (targets**2).sum(axis=1)[None, :] - 2 * inner
    # np.maximum keeps NaN, and takes away what rounding left below zero.
    below: Figures = np.round(-np.sqrt(np.maximum(squares, 0)), DECIMALS)
    return below


def _words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in words(text)]


def _chunks(texts: Sequence[str]) -> list[str]:
    return [chunk for text in texts for chunk in chunks(text)]
