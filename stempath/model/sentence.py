"""A line of text taken apart: its words, the names of lists in it, and what they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stempath.model.english import CONTINUING, FILLING, JOINING
from stempath.model.vocabulary import Vocabulary
from stempath.record import record
from stempath.tables import fold

_LONGEST = 8  # words of the longest name that is looked for
_PIECE = re.compile(r"[,;:/|+\n]|[^\s,;:()\[\]/|+]+")
_BREAKS = frozenset(",;:/|+\n")


@dataclass(slots=True)
class Word:
    """A folded word: the piece of the text that it came from, and where it stands.

    part    counts what stands between two commas and the like
    group   counts what speaks of one thing; see `Sentence.divide`
    """

    text: str
    piece: int
    part: int
    group: int = 0
    used: bool = False


@record(frozen=True, slots=True)
class Span:
    """The words from `start` to `end` (exclusive), which name these ids for certain."""

    start: int
    end: int
    ids: frozenset[str] = frozenset()

    def within(self, other: Span) -> bool:
        """Whether it is a part of the other, and shorter."""
        inside = other.start <= self.start and self.end <= other.end
        return inside and self.end - self.start < other.end - other.start

    def meets(self, other: Span) -> bool:
        """Whether they have a word in common."""
        return self.start < other.end and other.start < self.end


class Sentence:
    """The words of a text, each marked once it is used."""

    def __init__(self, text: str, lists: Mapping[str, Vocabulary]) -> None:
        self.lists = lists
        self.pieces: list[str] = _PIECE.findall(text)
        self.words: list[Word] = []
        part = 0
        for number, piece in enumerate(self.pieces):
            part += piece in _BREAKS
            self.words += [Word(word, number, part) for word in fold(piece).split()]

    def spans(self, list_: str, groups: set[int] | None = None) -> list[Span]:
        """The names of a list's entries, none within another; only in these groups if given."""
        vocabulary = self.lists.get(list_)
        if vocabulary is None:
            return []
        found = []
        for start, first in enumerate(self.words):
            for end in range(min(len(self.words), start + _LONGEST), start, -1):
                if self.words[end - 1].part != first.part:
                    continue
                if ids := self._named(vocabulary, start, end):
                    found.append(Span(start, end, frozenset(ids)))
                    break
        return [
            span
            for span in found
            if not any(span.within(other) for other in found)
            and (groups is None or self.group(span) in groups)
        ]

    def _named(self, vocabulary: Vocabulary, start: int, end: int) -> list[str]:
        texts = [word.text for word in self.words[start:end]]
        ids = vocabulary.ids_of(" ".join(texts))
        if ids and len(texts) > 1 and {texts[0], texts[-1]} & JOINING:
            # "A levels" is a name; "to go" is no country, though spaces do not count elsewhere.
            spelled = {fold(name) for id_ in ids for name in vocabulary.spellings_of(id_)}
            return ids if " ".join(texts) in spelled else []
        return ids

    def divide(self, heads: Sequence[Span], whole: Sequence[Span]) -> None:
        """Number the groups: each part with a head, and the parts that follow it.

        Parts before the first head belong to it. Words such as "and" begin a part, but not within
        a name: those of the heads, and of `whole`.
        """
        inner = {index for span in (*heads, *whole) for index in range(span.start + 1, span.end)}
        starts = {span.start for span in heads}
        part = -1
        segments: list[list[int]] = []
        for index, word in enumerate(self.words):
            if word.part != part or (word.text in CONTINUING and index not in inner):
                segments.append([])
            part = word.part
            segments[-1].append(index)
        group, seen = 0, False
        for segment in segments:
            if starts & set(segment):
                group, seen = group + seen, True
            for index in segment:
                self.words[index].group = group

    def group(self, span: Span) -> int:
        return self.words[span.start].group

    def text_of(self, group: int) -> str:
        """The folded words of a group."""
        return " ".join(word.text for word in self.words if word.group == group)

    def use(self, spans: Iterable[Span]) -> None:
        """Mark the words of the spans as understood."""
        for span in spans:
            for word in self.words[span.start : span.end]:
                word.used = True

    def left(self) -> Iterator[str]:
        """What was not used, as it was typed; words that only join such words stay with them."""
        open_ = {word.piece for word in self.words if not word.used and word.text not in FILLING}
        used = {word.piece for word in self.words if word.used}
        run: list[str] = []
        joining: list[str] = []
        for number, piece in enumerate(self.pieces):
            if number in open_:
                run += [*joining, piece.strip(".")] if run else [piece.strip(".")]
                joining = []
            elif run and number not in used and fold(piece) in JOINING:
                joining.append(piece)
            elif run:
                yield " ".join(run)
                run, joining = [], []
        if run:
            yield " ".join(run)
