"""What a shell may complete: ids, codes, names and titles, from the head of a kept rule set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stempath.engine.cache_head import vocabulary_part
from stempath.model.vocabulary import Vocabulary
from stempath.record import record


@record(frozen=True, slots=True)
class CompletionWords:
    """`titles`: id of an offering or design -> its title. `rules`: the ids of rules.

    `vocabularies` are the closed lists, without the columns that look-ups read.
    """

    titles: Mapping[str, str]
    rules: tuple[str, ...]
    vocabularies: Mapping[str, Vocabulary]


def completion_words(head: Mapping[str, Any]) -> CompletionWords:
    """The words in the head of a kept rule set."""
    laws = (law[0] for program in head["programs"] for law in program["laws"])
    return CompletionWords(
        titles=head["titles"],
        rules=tuple(sorted(set(laws))),
        vocabularies={
            name: Vocabulary(name, *head[vocabulary_part(name)][:2])
            for name in head["vocabularies"]
        },
    )
