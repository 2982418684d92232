"""A qualification in one's own words -> what it says for certain, to be shown back for a yes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stempath.model.answers import Vocabularies
from stempath.model.english import DENYING, NOT_HELD, STUDYING
from stempath.model.fact import Value
from stempath.model.person import YEAR_LEAST, YEAR_MOST
from stempath.model.sentence import Sentence, Span, Word
from stempath.record import record
from stempath.tables import clean

MOST_TYPED = 300  # characters; whatever is longer is no name of a qualification
_ORDINAL = "[1-9](?:st|nd|rd|th)|first|second|third|fourth|fifth|final|last"
_PARTWAY = re.compile(rf"\b(?:{_ORDINAL}) (?:year|yr)\b|\b(?:year|yr) [1-6]\b")  # not Year 12
_BROKEN_OFF = re.compile(r"\b(?:[1-3]|one|two|three|few) (?:years?|yrs?) (?:of|into)\b")
_TAUGHT_FOR_WORK = 4  # AQF level up to which a qualification is for one line of work
_JOINED = 2  # words, at most, that make a field together with what the award says
_TELLING = {"qualification", "studying"}
_SAID = (
    ("qualification", "qualifications", ""),
    ("field_of_study", "fields", "in: "),
    ("country", "countries", "from: "),
)


@record(frozen=True, slots=True)
class Reading:
    """What free text says of a qualification.

    facts   what it says for certain; what it leaves open is not there, so that it is asked
    words   the facts in words, with what was not used, to be shown back for a yes
    left    the words that were not understood, as they were typed
    """

    facts: Mapping[str, Value]
    words: str
    left: tuple[str, ...]


def read_qualification(
    typed: str, vocabularies: Vocabularies, latest: int = YEAR_MOST
) -> Reading | None:
    """What `typed` says of the highest qualification that is finished.

    `latest` is the last year in which something can have been finished. None where too little of it
    is understood to be shown back. What is still being studied for is not held.
    """
    text = clean(typed)
    if len(text) > MOST_TYPED:
        return None
    said = _Said(Sentence(text, vocabularies), latest)
    facts = said.facts()
    left = tuple(said.sentence.left())
    if not facts.keys() & _TELLING and (left or not facts):
        return None  # a field alone is worth showing back, but not one beside a misspelled award
    return Reading(facts, _in_words(facts, said.choices, left, vocabularies), left)


class _Said:
    """What one sentence says."""

    def __init__(self, sentence: Sentence, latest: int) -> None:
        self.sentence = sentence
        self.lists = sentence.lists
        self.latest = latest
        self.choices: tuple[str, ...] = ()  # fields between which the text leaves the choice

    def facts(self) -> dict[str, Value]:
        sentence, found = self.sentence, dict[str, Value]()
        awards = sentence.spans("qualifications")
        sentence.divide(awards, sentence.spans("fields"))
        every = {word.group for word in sentence.words}
        held = [span for span in awards if not self.not_held(sentence.group(span))]
        highest = self.highest(held)
        studying = any(self.studying(group) for group in every)
        if highest is not None:
            found["qualification"] = highest
            groups = {sentence.group(span) for span in held if highest in span.ids}
            sentence.use(held)
        else:  # nothing else can be said of what is not held
            groups = set() if awards or studying else every
        found["field_of_study"] = self.field(groups, highest)
        found["country"] = self.country(groups)
        found["graduated_year"] = self.year(groups) if highest is not None else None
        if studying:
            found["studying"] = True
            for word in sentence.words:
                word.used = word.used or word.group not in groups or word.text in NOT_HELD
        return {name: value for name, value in found.items() if value is not None}

    # --- which qualification -------------------------------------------------------------------

    def not_held(self, group: int) -> bool:
        """Whether the group speaks of something begun, wanted or given up."""
        text = self.sentence.text_of(group)
        words = text.split()
        late = any(word.isdigit() and self.latest < int(word) <= YEAR_MOST for word in words)
        begun = _PARTWAY.search(text) or _BROKEN_OFF.search(text)
        return late or bool(begun) or bool(NOT_HELD & set(words))

    def studying(self, group: int) -> bool:
        text = self.sentence.text_of(group)
        words = set(text.split())
        return not words & DENYING and bool(words & STUDYING or _PARTWAY.search(text))

    def highest(self, held: Sequence[Span]) -> str | None:
        """The one qualification of the highest level; none where two stand level."""
        levels = self.lists["qualifications"].columns.get("aqf", {})
        found: dict[float, set[str]] = {}
        for span in held:
            for id_ in span.ids:
                level = levels.get(id_)
                found.setdefault(level if isinstance(level, int | float) else -1, set()).add(id_)
        return _only(found[max(found)]) if found else None

    # --- what is said of it --------------------------------------------------------------------

    def field(self, groups: set[int], award: str | None) -> str | None:
        spans = self.joined(groups) or self.by_work(groups, award)
        ids = {id_ for span in spans for id_ in span.ids}
        self.sentence.use(spans)
        if len(ids) > 1:
            self.choices = tuple(id_ for id_ in self.lists["fields"].names if id_ in ids)
        return _only(ids)

    def joined(self, groups: set[int]) -> list[Span]:
        """The fields named; what a word makes with the subject of the award comes before it alone.

        `BEng (chem)` is chemical engineering, though `chem` alone is chemistry.
        """
        spans, saying = (self.sentence.spans(name, groups) for name in ("fields", "subjects"))
        subjects = {self.lists["subjects"].name_of(id_) for span in saying for id_ in span.ids}
        made: list[Span] = []
        for start, word in enumerate(self.sentence.words):
            for end in range(start + 1, start + 1 + _JOINED):
                span = Span(start, end)
                if word.group in groups and not any(map(span.meets, saying)):
                    text = " ".join(w.text for w in self.sentence.words[start:end])
                    ids = {
                        id_ for s in subjects for id_ in self.lists["fields"].ids_of(f"{text} {s}")
                    }
                    made += [replace(span, ids=frozenset(ids))] if ids else []
        made = [one for one in made if not any(one.within(span) for span in spans)]
        return made + [span for span in spans if not any(map(span.meets, made))]

    def by_work(self, groups: set[int], award: str | None) -> list[Span]:
        """The fields that lead to the work named, where the award is for one line of work."""
        level = self.lists["qualifications"].columns.get("aqf", {}).get(award or "")
        if not isinstance(level, int) or not 0 < level <= _TAUGHT_FOR_WORK:
            return []
        leads = self.lists["fields"].columns.get("occupations", {})
        found = []
        for span in self.sentence.spans("occupations", groups):
            ids = {id_ for id_, codes in leads.items() if span.ids & set(_items(codes))}
            if ids and not self.sentence.words[span.start].used:
                found.append(replace(span, ids=frozenset(ids)))
        return found

    def country(self, groups: set[int]) -> str | None:
        states = self.sentence.spans("states")  # New South Wales is not in Wales
        spans = [
            span
            for span in self.sentence.spans("countries", groups)
            if not any(map(span.within, states))
        ]
        found = _only({id_ for span in spans for id_ in span.ids})
        self.sentence.use(spans if found else ())
        return found

    def year(self, groups: set[int]) -> int | None:
        """The one year; of two that are the ends of a time, the later."""
        years = [
            word
            for word in self.sentence.words
            if word.group in groups and word.text.isdigit() and not word.used
            if YEAR_LEAST <= int(word.text) <= self.latest
        ]  # fmt: skip
        texts = {word.text for word in years}
        if len(texts) != 1 and not (len(years) == 2 and self.from_to(*years)):
            return None
        for word in years:
            word.used = True
        return int(max(texts))

    def from_to(self, first: Word, last: Word) -> bool:
        """2010-2014, 2010 to 2014."""
        words = self.sentence.words
        between = words[words.index(first) + 1 : words.index(last)]
        return first.text < last.text and all(word.text == "to" for word in between)


def _in_words(
    facts: Mapping[str, Value], choices: Sequence[str], left: Sequence[str], lists: Vocabularies
) -> str:
    said = [
        words + lists[list_].name_of(str(facts[name]))
        for name, list_, words in _SAID
        if name in facts
    ]
    if "graduated_year" in facts:
        said.append(f"finished {facts['graduated_year']}")
    if "studying" in facts:
        held = "qualification" in facts
        said.append("studying now" + ("" if held else ", so not held yet: what you hold is asked"))
    if choices:
        names = " or ".join(lists["fields"].name_of(id_) for id_ in choices)
        said.append(f"field still to choose: {names}")
    if left:
        said.append(f"not used: {', '.join(left)}")
    return " · ".join(said)


def _only(ids: set[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _items(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
