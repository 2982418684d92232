"""A closed list of ids with the names people read and the words people type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stempath.model.fact import Value
from stempath.tables import fold, squash

LEAST_LIKE = 40  # of 100: below it a suggestion helps nobody


@dataclass(frozen=True)
class Vocabulary:
    """Ids in their order, each with its name, its aliases, and columns that look-ups read.

    `columns` holds, by column name, id -> value; an id without a value is not stated there.
    """

    name: str
    names: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def __contains__(self, id_: object) -> bool:
        return id_ in self.names

    @cached_property
    def _shared(self) -> Mapping[str, list[str]]:
        """Squashed alias -> the entries that have it: more than one for a word such as "nurse"."""
        words: dict[str, list[str]] = {}
        for id_, many in self.aliases.items():
            for alias in many:
                owners = words.setdefault(squash(alias), [])
                if id_ not in owners:
                    owners.append(id_)
        return words

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Squashed id, name or alias -> id. An id or name outranks another entry's alias."""
        words = {word: owners[0] for word, owners in self._shared.items() if len(owners) == 1}
        words |= {squash(name): id_ for id_, name in self.names.items()}
        return words | {squash(id_): id_ for id_ in self.names}

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        """Folded name or alias -> id."""
        words = {fold(alias): id_ for id_, many in self.aliases.items() for alias in many}
        return words | {fold(name): id_ for id_, name in self.names.items()}

    def find(self, text: str) -> str | None:
        """The id that `text` names exactly, case, spaces and punctuation aside; else None.

        A word that several entries share names none of them: that is for the person to say.
        """
        return text if text in self.names else self.spellings.get(squash(text))

    def name_of(self, id_: str) -> str:
        return self.names.get(id_, id_)

    def nearest(self, text: str, most: int = 3) -> list[str]:
        """Up to `most` ids whose spellings come nearest to `text`, best first; perhaps none.

        Words that begin with what was typed come before words that merely resemble it: a plain
        resemblance finds "Secondary School Teacher" for "cyber". The entries that share just this
        word come before both.
        """
        from rapidfuzz import fuzz, process

        wanted = fold(text)
        words = self._folded
        starting = [word for word in words if _starts_all(word, wanted)]
        pool, least = (starting, 0) if starting and wanted else (list(words), LEAST_LIKE)
        near = process.extract(
            wanted, pool, scorer=fuzz.token_sort_ratio, limit=8 * most, score_cutoff=least
        )
        sharing = self._shared.get(squash(text), [])
        return list(dict.fromkeys([*sharing, *(words[word] for word, _s, _i in near)]))[:most]


def _starts_all(word: str, wanted: str) -> bool:
    parts = word.split()
    return all(any(part.startswith(typed) for part in parts) for typed in wanted.split())
