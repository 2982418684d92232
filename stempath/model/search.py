"""Words typed -> the entries they may mean: beginnings of words first, then close spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby
from math import log

from stempath.model.english import JOINING, RANK, root, singular
from stempath.tables import fold

LEAST_SCORE = 0.5  # of 1: below it a suggestion helps nobody
_ALIKE, _ALL_ALIKE = 82, 92  # of 100: how like one word must be to a spelling; how like several
_SLIPS = ((12, 3), (8, 2), (3, 1))  # letters from which so many slips of a word are forgiven
_SAME, _BEGINS, _SAME_ROOT, _SLIPPED, _SHORT_ROOT = 1.0, 0.95, 0.85, 0.8, 0.75  # of 1: word to word
_LEAST_BEGINNING = 3  # letters of a word that may begin another, among close spellings
_SHORT = 7  # letters: of so few, hardly one is mistaken for any other
_LEAST_AREA, _LEAST_ROOT = 4, 5  # letters that name an area; letters of a root that tell enough
_LEAST_SLIPPED = 8  # letters of a word within a sentence that may be a slip
_LIKE = tuple(
    map(frozenset, ("aeiou", "iy", "csz", "ckq", "gj", "fv"))
)  # letters taken for another
_HANDFUL, _SMALL_SHARE = 5, 0.05  # entries that a word may name and still tell something
_RANK_WEIGHT = 0.4  # of what another word tells


class Index:
    """Spellings of entries, ready to be searched. Built once for each list, then only read."""

    def __init__(self, spellings: Iterable[tuple[str, str, bool]]) -> None:
        """`spellings`: (id, a name or an alias of it, whether it is an alias)."""
        self._ids: list[str] = []
        self._texts: list[str] = []  # squashed
        self._words: list[tuple[str, ...]] = []
        self._alias: list[bool] = []
        for id_, spelling, alias in spellings:
            if words := tuple(fold(spelling).split()):
                self._ids.append(id_)
                self._texts.append("".join(words))
                self._words.append(words)
                self._alias.append(alias)

    def search(self, typed: str, most: int) -> list[str]:
        """Up to `most` ids, best first; none where nothing comes near.

        First what is just that; then what begins with its words, what has them somewhere, what
        begins with its letters, and what has a word beginning with each of its words. Only where
        there is none of these, what is spelled alike; and last, what one word of several is about.
        """
        words = fold(typed).split()
        if not words:
            return []
        ranked = self._beginnings(words) or self._close(words) or self._area(words)
        return list(dict.fromkeys(self._ids[number] for _rank, number in sorted(ranked)))[:most]

    # --- as it was typed -----------------------------------------------------------------------

    def _beginnings(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        typed = "".join(words), "".join(map(singular, words))
        each = self._with_each(words)
        single = [singular(word) for word in words]
        ranked: list[tuple[tuple[int, ...], int]] = []
        for number, text in enumerate(self._texts):
            if (begins := text.startswith(typed)) or number in each:
                own = [singular(word) for word in self._words[number]]
                if text in typed:
                    tier = 0
                elif begins and own[: len(single)] == single:
                    tier = 1
                elif set(single) <= set(own):
                    tier = 2
                else:
                    tier = 3 if begins else 4
                ranked.append(((tier, self._alias[number], len(text)), number))
        return ranked

    def _with_each(self, words: Sequence[str]) -> set[int]:
        """Spellings in which each word typed begins a word."""
        found: set[int] | None = None
        for word in words:
            if word in JOINING and len(words) > 1:
                continue
            having: set[int] = set()
            for own in self._starting(singular(word)):
                having.update(self._having[own])
            found = having if found is None else found & having
        return found or set()

    def _starting(self, word: str) -> list[str]:
        start = bisect_left(self._known, word)
        end = bisect_left(self._known, word + "\uffff")
        return self._known[start:end]

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """Word -> the spellings that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                found[word].append(number)
        return dict(found)

    @cached_property
    def _known(self) -> list[str]:
        return sorted(self._having)

    # --- nearly as it was typed ----------------------------------------------------------------

    def _close(self, words: Sequence[str]) -> list[tuple[tuple[float, ...], int]]:
        from rapidfuzz import fuzz, process

        scores = self.score(words)
        least = _ALIKE if len(words) == 1 else _ALL_ALIKE
        alike = process.extract(
            "".join(words), self._texts, scorer=fuzz.ratio, limit=20, score_cutoff=least
        )
        for _text, likeness, number in alike:
            scores[number] = max(scores.get(number, 0), _SLIPPED * likeness / 100)
        return [
            ((-round(score, 6), self._alias[number], len(self._texts[number])), number)
            for number, score in scores.items()
            if score >= LEAST_SCORE
        ]

    def _area(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """What one of the words is about, where the others are not known: `cyber guru`.

        Such a word names a handful of entries: neither one by accident, nor a tenth of the list.
        """
        most = max(_HANDFUL, int(_SMALL_SHARE * self._count))
        known = {
            word: len({self._ids[number] for number in self._having[word]})
            for word in words
            if word in self._having and len(word) >= _LEAST_AREA and word not in JOINING | RANK
        }
        handful = [word for word, entries in known.items() if 1 < entries <= most]
        return self._beginnings([min(handful, key=known.__getitem__)]) if handful else []

    def score(self, words: Sequence[str]) -> dict[int, float]:
        """How well spellings meet the words, 0 to 1, by the number of the spelling.

        What counts is the share of the words that is met, rare words counting for more, and the
        share of the spelling that meets them.
        """
        telling = [word for word in words if word not in JOINING] or list(words)
        met: dict[int, float] = defaultdict(float)
        whole = 0.0
        for word in telling:
            near = self._near(word)
            rank = _RANK_WEIGHT if word in RANK else 1
            likest = max(near.values(), default=0)
            whole += rank * max(
                (self._weight(own) for own, likeness in near.items() if likeness == likest),
                default=self._most_weight,
            )
            best: dict[int, float] = {}
            for own, likeness in near.items():
                worth = rank * likeness * self._weight(own)
                for number in self._having[own]:
                    best[number] = max(best.get(number, 0), worth)
            for number, worth in best.items():
                met[number] += worth
        return {
            number: min(1.0, score / whole) * (0.4 + 0.6 * min(1.0, score / self._wholes[number]))
            for number, score in met.items()
        }

    def _near(self, word: str, least_slipped: int = 0) -> dict[str, float]:
        """The known words that `word` may stand for, each with how well it does.

        Slips are forgiven from so many letters.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: dict[str, float] = {}
        slips = next((slips for least, slips in _SLIPS if len(word) >= least), 0)
        if slips and len(word) >= least_slipped:
            for own, slipped, _number in process.extract(
                word, self._known, scorer=OSA.distance, score_cutoff=slips, limit=None
            ):
                if own not in RANK and _slips_to(word, own):
                    found[own] = _SLIPPED * (1 - (slipped - 1) / len(word))
        # `techer` is a slip of teacher sooner than somebody in tech.
        if len(root(word)) >= _LEAST_ROOT or not found:
            likeness = _SAME_ROOT if len(root(word)) >= _LEAST_ROOT else _SHORT_ROOT
            found |= dict.fromkeys(self._roots.get(root(word), ()), likeness)
        if len(word) >= _LEAST_BEGINNING:
            found |= dict.fromkeys(self._starting(singular(word)), _BEGINS)
        return found | ({word: _SAME} if word in self._having else {})

    @cached_property
    def _roots(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._having:
            found[root(word)].append(word)
        return dict(found)

    def _weight(self, word: str) -> float:
        """How much a word tells: the fewer entries have it, the more."""
        entries = {self._ids[number] for number in self._having[word]}
        return log(1 + self._count / len(entries))

    @cached_property
    def _count(self) -> int:
        return len(set(self._ids))

    @cached_property
    def _most_weight(self) -> float:
        return log(1 + self._count)

    @cached_property
    def _wholes(self) -> list[float]:
        """The weight of all words of each spelling."""
        weights = {word: self._weight(word) for word in self._having}
        return [
            sum(weights[word] for word in dict.fromkeys(words) if word not in JOINING) or 1.0
            for words in self._words
        ]

    def meets(self, word: str) -> dict[str, float]:
        """Ids with a spelling that has the word or one much like it, and how well.

        Rare words count for more; `bus` is not taken for a beginning of `business`, nor, in a
        sentence, a short word for a slip of another.
        """
        found: dict[str, float] = {}
        for own, likeness in self._near(word, _LEAST_SLIPPED).items():
            if len(own) > 2 * len(word):
                continue
            worth = likeness * self._weight(own) / self._most_weight
            for number in self._having[own]:
                id_ = self._ids[number]
                found[id_] = max(found.get(id_, 0), worth)
        return found


def _slips_to(word: str, own: str) -> bool:
    """Whether `word` can be a slip of `own`: hardly anyone mistakes the first letter.

    A short word with another letter in it is mostly another word: a waiter is not in water, nor a
    mum in mud. Letters swapped, left out, doubled, or put for one like it, are slips.
    """
    if not (word[0] == own[0] or word[:2] == own[1::-1] or word[0] == own[1:2]):
        return False
    if len(word) > _SHORT or not Counter(word) - Counter(own):
        return True
    if len(word) != len(own):
        return _undoubled(word) == _undoubled(own)
    return all(
        one == other or any({one, other} <= like for like in _LIKE)
        for one, other in zip(word, own, strict=True)
    )


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _same in groupby(word))


def has_each(spellings: Iterable[str], typed: Iterable[str]) -> bool:
    """Whether each word typed, folded, begins a word that stands somewhere in the spellings."""
    own = {singular(word) for spelling in spellings for word in fold(spelling).split()}
    return all(any(word.startswith(singular(one)) for word in own) for one in typed)
