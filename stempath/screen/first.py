"""The first page of advice: one thing to do, one to take, one move; it fits 80 columns by 40 lines.

What every person must see always stands there. The rest is left out, least important first, until
the page fits; the lists have all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from rich.text import Text

from stempath.engine.met import facts_met
from stempath.model.advice import Advice, Suggestion
from stempath.record import record
from stempath.screen.cards import (
    asked_apart,
    design_line,
    move_title,
    no_move,
    offering_line,
)
from stempath.screen.page import Page
from stempath.screen.skills import closing_words, gap_words, held_bar
from stempath.screen.told import DESIGN, Told
from stempath.screen.words import (
    NO_PROMISE,
    gaps,
    has_words,
    hours_share,
    offering_facts,
    plain,
    run_on,
    shortage,
)
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

LINES = 39  # of the page; the fortieth is for the prompt
LABEL = 11  # columns of labels
ROOMY = 72  # columns of a terminal that has room for labels beside the words
NOTHING_NEARER = "; nothing nearer was found"
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


class Rank(IntEnum):
    """How soon words are left out where the page is too long: the highest first."""

    ALWAYS = 0
    OFFERING_MET = 1  # what the offering asks for and the person has
    AWARD = 2  # or what else is brought, after the first
    FIRST_CHECK = 3  # the first of what this person in particular should check
    HELD = 4  # of the move
    REST_OF_CHECK = 5  # of the first check of the offering or move
    HOURS = 10
    CLOSES = 14  # what the offering teaches of what falls short
    AGAINST = 20
    MORE_BROUGHT = 30
    OWN_CHECK = 40  # what else this person in particular should check
    GAPS = 45  # of the move
    MET = 50  # by the move
    MORE_TO_ASK = 60
    SECOND_CHECK = 70
    EVERYONE = 80  # what everyone should check; the first of these goes first
    OPENING = 90  # after the first
    SECOND_REASON = 100
    SECOND_SENTENCE = 110


@record(frozen=True)
class Part:
    """Words that stay or go together; `rank` says how soon they go."""

    words: str | Text
    rank: int = Rank.ALWAYS


@record(frozen=True)
class Row:
    """Paragraphs beside a label, each of parts. Blank lines stand between the groups."""

    group: int
    label: str
    paragraphs: tuple[tuple[Part, ...], ...]


def fit(page: Page, rows: Sequence[Row], lines: int = LINES) -> None:
    """Print the rows, without what does not fit in so many lines."""
    parts = [part for row in rows for paragraph in row.paragraphs for part in paragraph]
    ranks = sorted({int(Rank.ALWAYS), *(part.rank for part in parts)})

    @cache
    def shown(most: int) -> list[Text]:
        return list(_lines(page, rows, most))

    fitting = bisect_right(ranks, lines, key=lambda most: len(shown(most)))
    most = ranks[max(fitting - 1, 0)]
    if page.console.width < ROOMY:  # it may take more lines there, never a caution less
        most = max(most, int(Rank.FIRST_CHECK))
    page.put(shown(most))


def _lines(page: Page, rows: Sequence[Row], most: int) -> Iterator[Text]:
    """The lines of the rows, without what ranks above `most`."""
    group = -1
    for row in rows:
        texts = []
        for paragraph in row.paragraphs:
            left = [part.words for part in paragraph if part.rank <= most]
            if left:
                texts.append(Text(" ").join(Text(w) if isinstance(w, str) else w for w in left))
        if not texts:
            continue
        if row.group != group:
            yield Text()
        group = row.group
        if row.label and page.console.width < ROOMY:
            yield from page.lines_run_in(row.label, texts)
        else:
            yield from page.lines_beside(row.label, texts, LABEL if row.label else 0)


def first_rows(page: Page, rules: RuleSet, advice: Advice) -> list[Row]:
    """The rows of the first page, from the top."""
    return list(_Rows(page, rules, advice).rows())


class _Rows:
    """The rows of the first page for one advice."""

    def __init__(self, page: Page, rules: RuleSet, advice: Advice) -> None:
        self.page, self.rules, self.advice = page, rules, advice
        self.told = Told(rules, advice.person)
        firsts = (*advice.offerings[:1], *advice.moves[:1])
        self.met = facts_met(rules, advice.person, tuple(one.id for one in firsts))
        self.general = {law.id for law in rules.offerings.laws if law.slot and not law.when}

    def rows(self) -> Iterator[Row]:
        """Strain first, where it is told; then what is brought, what to do, what to know."""
        opening, *others = self._notes("opening") or [""]
        told = [opening, *self._notes("support")] if opening else self._notes("support")
        yield Row(0, "", (
            *((Part(words),) for words in told),
            *((Part(words, Rank.OPENING),) for words in others),
        ))  # fmt: skip
        yield Row(1, "You bring", (tuple(self._bring()),))
        yield Row(1, "Staying", (tuple(self._sentences(self._notes("staying"))),))
        yield Row(2, "This week", (tuple(Part(words) for words in self._this_week()),))
        yield Row(3, "Take", tuple(self._offering()))
        yield Row(4, "Move", tuple(self._move()))
        yield Row(5, "Check", (tuple(self._check()),))
        yield Row(5, "Ask", (tuple(self._ask()),))
        yield Row(5, "Left open", (tuple(self._left_open()),))
        yield Row(6, "", ((Part(f"{NO_PROMISE} Rulebook of {self.advice.as_of}."),),))

    def _notes(self, slot: str) -> list[str]:
        return [clean(note.words) for note in self.advice.notes if note.slot == slot]

    def _sentences(self, notes: Sequence[str], rank: int = Rank.ALWAYS) -> Iterator[Part]:
        """The first sentence of each note, and the others where there is room."""
        for words in notes:
            first, *others = _SENTENCES.split(words)
            yield Part(first, rank)
            yield from (Part(sentence, Rank.SECOND_SENTENCE) for sentence in others)

    def _bring(self) -> Iterator[Part]:
        brought = self._notes("bring")
        yield from self._sentences(brought[:1])
        yield from self._sentences(brought[1:2], Rank.AWARD)
        yield from self._sentences(brought[2:], Rank.MORE_BROUGHT)

    def _this_week(self) -> list[str]:
        """The one free action; where no rule names it, that of the first design listed."""
        if words := self._notes("this-week"):
            return words[:1]
        for offering in self.advice.offerings:
            if design := self.rules.designs.get(offering.id):
                return [clean(f"{design['action']} Words to send: '{design['ask']}'")]
        return []

    def _offering(self) -> Iterator[tuple[Part, ...]]:
        if not self.advice.offerings:
            yield (Part("Nothing in the rulebook fits these answers."),)
            return
        offering = self.advice.offerings[0]
        design = offering.id in self.rules.designs
        _known, unknown = offering_facts(self.rules, offering)
        told = DESIGN if design else gaps(offering, unknown)
        line = design_line if design else offering_line
        yield (Part(Text(clean(offering.title), style="bold")),)
        yield (Part(line(self.page, self.rules, offering)),)
        if share := hours_share(self.advice.person, offering):
            yield (Part(self.page.barred(*share), Rank.HOURS),)
        if closing := closing_words(self.rules, offering):
            yield (Part(closing, Rank.CLOSES),)
        yield from self._why(offering, told)
        yield tuple(self._checks(self.told.cautions(offering, told)))

    def _move(self) -> Iterator[tuple[Part, ...]]:
        if not self.advice.moves:
            yield (Part(no_move(self.rules, self.advice)),)
            return
        move = self.advice.moves[0]
        title = move_title(self.rules, move)
        yield (Part(title.append(NOTHING_NEARER) if self._all_far() else title),)
        line = shortage(self.rules, move.facts, self.advice.person.get("state"), whole=False)
        rating = [run_on([plain(words)]) for words in self.told.ratings(move)[:1]]
        yield (Part(rating[0] if rating else line),)
        if held := held_bar(self.page, move):
            yield Part(held, Rank.HELD), Part(gap_words(self.rules, move), Rank.GAPS)
        yield from self._why(move, ())
        state = self.advice.person.get("state")
        # What rests on a private answer can wait: it says nothing that decides about the move.
        cautions = [w for w in self.told.cautions(move) if w not in move.private_cautions]
        yield tuple(self._checks(asked_apart(move, state, cautions)))

    def _all_far(self) -> bool:
        """Whether every move, those kept apart as well, is in the lowest band of closeness."""
        listed = [move.closeness for move in self.advice.moves]
        apart = [move.closeness for move in self.advice.apart]
        found = [closeness for closeness in (*listed, *apart) if closeness is not None]
        nearer = [band.least for band in self.rules.listing.bands[:-1]]
        return bool(found and nearer) and max(found) < min(nearer)

    def _why(self, one: Suggestion, told: Collection[str]) -> Iterator[tuple[Part, ...]]:
        reasons = self.told.reasons(one, told)
        whys = [run_on([reason.why]) for reason in reasons if reason.points > 0][:2]
        ranks = (Rank.ALWAYS, Rank.SECOND_REASON)
        yield tuple(Part(f"Why: {words}" if words == whys[0] else words, rank)
                    for words, rank in zip(whys, ranks, strict=False))  # fmt: skip
        for reason in [reason for reason in reasons if reason.points < 0][-1:]:
            yield (Part(f"Against: {run_on([reason.why])}", Rank.AGAINST),)
        if has := has_words(one, self.met[one.id]):
            yield (
                Part(f"You have: {has}.", Rank.MET if one.kind == "move" else Rank.OFFERING_MET),
            )

    def _checks(self, cautions: Sequence[str]) -> Iterator[Part]:
        """The first caution and the second."""
        for number, words in enumerate(cautions[:2]):
            first, *others = _SENTENCES.split(run_on([plain(clean(words))]))
            if number:
                yield Part(" ".join((first, *others)), Rank.SECOND_CHECK)
                continue
            yield Part(f"Check: {first}")
            yield from (Part(sentence, Rank.REST_OF_CHECK) for sentence in others)

    def _check(self) -> Iterator[Part]:
        """What to check: first what concerns this person, then what concerns everyone."""
        notes = [note for note in self.advice.notes if note.slot == "check"]
        own = [clean(note.words) for note in notes if note.rule not in self.general]
        yield from self._sentences(own[:1], Rank.FIRST_CHECK)
        yield from self._sentences(own[1:], Rank.OWN_CHECK)
        everyone = [clean(note.words) for note in notes if note.rule in self.general]
        for number, words in enumerate(reversed(everyone)):
            yield from self._sentences([words], Rank.EVERYONE + number)

    def _ask(self) -> Iterator[Part]:
        """Whom to ask: of each note what stands before its first colon.

        The questions by what matters to the person stand in the lists.
        """
        notes = [note for note in self.advice.notes if note.slot == "ask" and not note.private]
        notes.sort(key=lambda note: note.rule not in self.general)
        for number, words in enumerate(dict.fromkeys(head(note.words) for note in notes)):
            yield Part(f"{words}.", Rank.MORE_TO_ASK if number else Rank.ALWAYS)

    def _left_open(self) -> Iterator[Part]:
        if heads := [head(words) for words in self._notes("not-asked")]:
            later = [words[0].lower() + words[1:] for words in heads[1:]]
            yield Part(f"{'; '.join([heads[0], *later])}.")


def head(words: str) -> str:
    """What stands before the first colon of a note; all of it, without its stop, if none does."""
    return clean(words).partition(": ")[0].rstrip(".")
