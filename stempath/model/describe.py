"""Work in one's own words -> the occupations nearest to it by title, area and field of study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stempath.model.answers import Vocabularies
from stempath.model.english import EMPTY
from stempath.model.fact import Value
from stempath.model.vocabulary import Vocabulary
from stempath.tables import clean, fold

MOST = 5  # occupations
MOST_TYPED = 400  # characters that are read
_LONGEST = 3  # words of an everyday expression
_LEAST = 0.3  # below it, what is found has nothing to do with what was said
_HINT = 0.7  # what an expression points to counts for less than what was said
_TITLE, _AREA, _FIELD, _BESIDE = 1.0, 0.45, 0.35, 0.5
_STUDIED = 0.7  # that the field a person studied leads there, where the words point there too
_NAMED, _CLOSE = 2, 0.8  # areas that the sentence names at most; how close the second comes
NOTHING = (
    "None of these words points to an area or a field that we know. "
    "Try what you work with, where, or for whom: pumps, servers, patients, a farm."
)


def describe(
    typed: str, vocabularies: Vocabularies, studied: str | None = None
) -> tuple[Sequence[str], str]:
    """Up to five occupations nearest to a description, best first, and in a sentence by what.

    Nearest by the words of their own titles, and by the areas and fields of study that the words
    point to. Where the field that was `studied` leads to some of what is near, that counts as well.
    None, with a sentence that says so, where no word is understood.
    """
    said = dict(_words(clean(typed)[:MOST_TYPED], vocabularies["everyday"]))
    titles, areas, fields = (
        _meeting(vocabularies[name], said) for name in ("occupations", "sectors", "fields")
    )
    within = vocabularies["occupations"].columns.get("sectors", {})
    leading = vocabularies["fields"].columns.get("occupations", {})
    scores = {
        code: _TITLE * titles[code] + _AREA * _best(within.get(code), areas)
        for code in vocabularies["occupations"].names
    }
    for id_, codes in leading.items():
        for code in _items(codes):
            scores[code] += _FIELD * fields[id_]
    for code in _items(leading.get(studied or "")):
        scores[code] += _STUDIED if scores[code] else 0
    near = sorted((code for code in scores if scores[code] >= _LEAST), key=lambda c: -scores[c])
    if not near:
        return [], NOTHING
    near = near[:MOST]
    leads = {id_ for id_ in leading if {*_items(leading[id_])} & {*near}}
    by = (
        ("by area", "sectors", _first(areas, {id_ for c in near for id_ in _items(within.get(c))})),
        (
            "by field",
            "fields",
            [studied] if studied in leads else _first(fields, leads),
        ),
    )
    parts = [
        f"{words}: {', '.join(map(vocabularies[list_].name_of, ids))}"
        for words, list_, ids in by
        if ids
    ]
    return near, f"Nearest {'; '.join(parts) or 'by the words of their titles'}."


def _words(typed: str, everyday: Vocabulary) -> Iterator[tuple[str, float]]:
    """The telling words with their weight: those that expressions point to, and those typed."""
    words = fold(typed).split()
    for start in range(len(words)):
        for end in range(start + 1, start + 1 + _LONGEST):
            for id_ in everyday.ids_of(" ".join(words[start:end])):
                for hint in _items(everyday.columns["words"][id_]):
                    yield hint, _HINT
    for word in words:
        if word not in EMPTY:
            yield word, 1.0


def _meeting(vocabulary: Vocabulary, said: Mapping[str, float]) -> dict[str, float]:
    """How well the entries of a list meet all the words."""
    found: dict[str, float] = defaultdict(float)
    for words, weight in said.items():
        whole = vocabulary.ids_of(words) if " " in words else []
        for id_ in whole:
            found[id_] += weight
        for word in () if whole else words.split():
            for id_, met in vocabulary.meeting(word).items():
                found[id_] += weight * met
    return found


def _best(ids: Value, scores: Mapping[str, float]) -> float:
    """The first of the ids counts in full, the others for half."""
    return max(
        (scores.get(id_, 0) * (_BESIDE if number else 1) for number, id_ in enumerate(_items(ids))),
        default=0,
    )


def _items(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _first(found: Mapping[str, float], fitting: set[str]) -> list[str]:
    """Of the ids that fit, the one that is met best; others only where they come close to it."""
    met = sorted((id_ for id_ in fitting if found.get(id_)), key=lambda id_: (-found[id_], id_))
    return [id_ for id_ in met[:_NAMED] if found[id_] >= _CLOSE * found[met[0]]]
