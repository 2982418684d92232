"""A closed list of ids with the names people read and the words people type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from stempath.model.english import singular
from stempath.model.fact import Value
from stempath.model.search import Index
from stempath.record import record
from stempath.tables import fold, squash

_SHORT_PLURAL = re.compile(
    r"\b(?:[A-Z]{2}|[A-Z]{4}|[A-Za-z]{2}[A-RT-Za-rt-z])s$"
)  # RNs; devs, PhDs


@record(frozen=True)
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
    def _singular(self) -> Mapping[str, str]:
        """As `spellings`, each word in the singular; what only some of them mean is left out."""
        owners: dict[str, set[str]] = {}
        for id_, spelling, _alias in self._all_spellings():
            owners.setdefault(_singular_key(spelling), set()).add(id_)
        words = {word: min(ids) for word, ids in owners.items() if len(ids) == 1}
        return words | {_singular_key(name): id_ for id_, name in self.names.items()}

    @cached_property
    def _index(self) -> Index:
        return Index(self._all_spellings())

    def _all_spellings(self) -> Iterator[tuple[str, str, bool]]:
        """(id, name or alias, whether it is an alias), in the order of the list."""
        for id_ in self.names:
            for number, spelling in enumerate(self.spellings_of(id_)):
                yield id_, spelling, number > 0

    def find(self, text: str) -> str | None:
        """The id that `text` names for certain: case, spaces, punctuation and plurals aside.

        None where it is spelled otherwise, and where several entries share the word: that is for
        the person to say.
        """
        if text in self.names:
            return text
        typed = squash(text)
        if typed in self.spellings or typed in self._shared:
            return self.spellings.get(typed)
        return self._singular.get(_singular_key(text)) or self.spellings.get(squash(_one(text)))

    def ids_of(self, text: str) -> list[str]:
        """All ids that `text` names for certain: several where they share the word."""
        if found := self.find(text):
            return [found]
        for typed in (squash(text), _singular_key(text), squash(_one(text))):
            if typed in self._shared:
                return list(self._shared[typed])
        return []

    def spellings_of(self, id_: str) -> tuple[str, ...]:
        """The name of an entry, then its aliases."""
        return self.names[id_], *self.aliases.get(id_, ())

    def name_of(self, id_: str) -> str:
        return self.names.get(id_, id_)

    def nearest(self, text: str, most: int = 3) -> list[str]:
        """Up to `most` ids whose spellings come near to `text`, best first; perhaps none.

        What is just this word, or begins with it, comes before what has words beginning with each
        of its words; close spellings come only where there is neither.
        """
        exact = [text] if text in self.names else self.ids_of(text)
        return list(dict.fromkeys([*exact, *self._index.search(text, most)]))[:most]

    def meeting(self, word: str) -> Mapping[str, float]:
        """Ids with a spelling that has the word or one much like it -> how well, 0 to 1."""
        return self._index.meets(word)


def _one(text: str) -> str:
    """The singular of a short word, which is one only as it was typed: GPs, devs."""
    text = text.strip()
    return text[:-1] if _SHORT_PLURAL.search(text) else text


def _singular_key(text: str) -> str:
    return "".join(map(singular, fold(text).split()))
