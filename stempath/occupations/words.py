"""What words say of how alike two occupations are: shared tokens, and words of like company.

Two words are alike in meaning where they stand in the company of the same words. That is counted
over all sentences of the release itself (tasks, titles, descriptions, names of activities), with
no model from outside: a table of how much oftener than by chance two words share a sentence
(positive pointwise mutual information), and its DIRECTIONS strongest directions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stempath.record import record

Figures: TypeAlias = NDArray[np.float64]
Bag: TypeAlias = Sequence[str]

WINDOW = 10  # words to either side that count as company
RARE = 3  # a word that stands fewer times has too little company to tell
DIRECTIONS = 200
SPARE, ROUNDS = 16, 6  # of the iteration that finds them
COMMON = 1e-3  # a word this frequent (share of all words) counts half
CHUNK = 4  # letters

_WORD = re.compile(r"[a-z]{2,}")
_NOISE = frozenset(
    _WORD.findall(
        "all an and any are as at be between by for from in including into is it its may not of"
        " on or other such than that the their this through to use used using which with within"
    )
)
# Australian and American spelling meet in one form, which need not be a word.
_SPELLINGS = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("alys", "alyz"),
)
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ers", "er"),
    ("ed", ""),
    ("ions", "ion"),
    ("s", ""),
)


def words(text: str) -> list[str]:
    """The words of a text that say something, without endings and in one spelling."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _NOISE]


def chunks(text: str) -> list[str]:
    """All runs of CHUNK letters, a blank at either end of a word counting as one."""
    letters = " " + " ".join(map(_spelt, _WORD.findall(text.lower()))) + " "
    return [letters[at : at + CHUNK] for at in range(len(letters) - CHUNK + 1)]


@cache
def _spelt(word: str) -> str:
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return word


@cache
def _stem(word: str) -> str:
    word = _spelt(word)
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word[: -len(ending)] + rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@record(frozen=True, slots=True)
class Tokens:
    """The tokens of a corpus of bags, and how telling each is.

    Rarity is 1 + ln((1 + bags) / (1 + bags with the token)).
    """

    column: dict[str, int]
    rarity: Figures

    @classmethod
    def of(cls, bags: Iterable[Bag]) -> Tokens:
        """Empty bags count for nothing."""
        sets = [set(bag) for bag in bags if bag]
        with_token = Counter(token for found in sets for token in found)
        ordered = sorted(with_token)
        spread = np.array([with_token[token] for token in ordered], dtype=np.float64)
        rarity = 1 + np.log((1 + len(sets)) / (1 + spread))
        return cls({token: at for at, token in enumerate(ordered)}, rarity)

    def weighed(self, bags: Sequence[Bag]) -> Figures:
        """Bags × tokens: (1 + ln count) × rarity, at length 1; NaN where no token is known."""
        if not self.column:
            return np.full((len(bags), 1), np.nan)
        weights = np.zeros((len(bags), len(self.column)))
        for row, bag in enumerate(bags):
            counts = Counter(token for token in bag if token in self.column)
            at = [self.column[token] for token in counts]
            weights[row, at] = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))
        return unit(weights * self.rarity)


@record(frozen=True, slots=True)
class Meanings:
    """A direction of length 1 for each word that is common enough, and how much it counts."""

    row: dict[str, int]
    directions: Figures
    weight: Figures

    @classmethod
    def of(cls, sentences: Sequence[Bag]) -> Meanings:
        counts = Counter(word for sentence in sentences for word in sentence)
        known = sorted(word for word, count in counts.items() if count >= RARE)
        row = {word: at for at, word in enumerate(known)}
        together = _company(sentences, row)
        vectors = _strongest(together)
        share = np.array([counts[word] for word in known]) / max(sum(counts.values()), 1)
        return cls(row, np.nan_to_num(unit(vectors)), COMMON / (COMMON + share))

    def of_bags(self, bags: Sequence[Bag]) -> Figures:
        """Bags × directions: the weighted sum of their words', scaled to length 1; NaN for none."""
        if not self.row:
            return np.full((len(bags), 1), np.nan)
        sums = np.zeros((len(bags), self.directions.shape[1]))
        for at, bag in enumerate(bags):
            counts = Counter(word for word in bag if word in self.row)
            rows = [self.row[word] for word in counts]
            times = np.fromiter(counts.values(), np.float64, len(counts))
            sums[at] = (times * self.weight[rows]) @ self.directions[rows]
        return unit(sums)


def _company(sentences: Sequence[Bag], row: dict[str, int]) -> Figures:
    """Words × words: positive pointwise mutual information of standing within WINDOW words.

    A pair counts the less, the farther apart: one over the root of the distance.
    """
    size = len(row)
    known = [np.array([row[word] for word in s if word in row], dtype=np.intp) for s in sentences]
    near = np.zeros((size, size))
    for distance in range(1, WINDOW + 1):
        apart = [s for s in known if len(s) > distance]
        if apart:
            left = np.concatenate([s[:-distance] for s in apart])
            right = np.concatenate([s[distance:] for s in apart])
            for one, other in ((left, right), (right, left)):
                np.add.at(near, (one, other), distance**-0.5)
    total = near.sum(axis=1)
    whole = total.sum()
    for at in range(size):  # row by row: the table is large, and this needs no copy of it
        there = near[at] > 0
        chance = total[at] * total[there] / whole
        near[at, there] = np.maximum(np.log(near[at, there] / chance), 0)
    return near


def _strongest(table: Figures) -> Figures:
    """Rows × DIRECTIONS of a symmetric table, each direction by the root of its strength.

    Orthogonal iteration from the table's own heaviest columns, so that the same table gives the
    same directions.
    """
    size = min(DIRECTIONS + SPARE, len(table))
    start = np.argsort(-table.sum(axis=1), kind="stable")[:size]
    basis = table[:, start]
    for _ in range(ROUNDS):
        basis = table @ np.linalg.qr(basis)[0]
    basis = np.linalg.qr(basis)[0]
    inner = basis.T @ (table @ basis)
    strength, turn = np.linalg.eigh((inner + inner.T) / 2)
    order = np.argsort(-np.abs(strength), kind="stable")[:DIRECTIONS]
    found: Figures = (basis @ turn[:, order]) * np.sqrt(np.abs(strength[order]))
    return found


def unit(rows: Figures) -> Figures:
    """Rows scaled to length 1, so that a product is a cosine; rows without direction are NaN."""
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    length[~(length > 0)] = np.nan
    scaled: Figures = rows / length
    return scaled
