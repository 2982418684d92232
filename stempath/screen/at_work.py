"""What a day at work is like, told as an illustration; or else typical activities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.text import Text

from stempath.engine.occupation_page import OccupationPage
from stempath.engine.words import shown_value
from stempath.model.day import Activity, Day, Moment
from stempath.rulebook.portrait import Portrait
from stempath.screen.sourced import LABELS, SourcedPage
from stempath.tables import clean

TIMES = 7  # columns of the times
FEW = 5  # activities on the short page
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"])")
# reader -> the label of the words for them
READER_WORDS = {"hr": "For hirers", "learner": "For learners"}
ILLUSTRATION = "An illustration in our own words: an invented day, nobody's record."


def at_work(page: SourcedPage, known: OccupationPage) -> None:
    """The days of an occupation; where none is written, that, and typical activities.

    A day of another title of the unit group is told where that title is as near as can be, and
    named where it is not.
    """
    portrait, code = known.portrait, str(known.facts["code"])
    nearest = page.rules.listing.bands[0].least
    fitting = [day for day in portrait.days if known.told_of[day.occupation] >= nearest]
    days = fitting if page.more else fitting[:1]
    for day in days:
        _day(page, portrait, day, code)
    if not days or page.more:
        _activities(page, portrait, portrait.activities, bool(days))
    for day in portrait.days:
        if day not in days:
            page.say(f"Also written: {day.title} (stempath occupation {day.occupation}).")


def _day(page: SourcedPage, portrait: Portrait, day: Day, code: str) -> None:
    page.heading("A day at work")
    page.say(f"{day.title}. {ILLUSTRATION}")
    if day.occupation != code:
        title = page.rules.vocabularies["occupations"].name_of(day.occupation)
        page.say(
            f"It is told of another title of the unit group, {title} ({day.occupation}): this one "
            "has no day of its own yet."
        )
    for moment in day.moments:
        page.row(moment.at, Text(clean(_told(page, moment))), indent=TIMES, strong=True)
    whole = page.more or page.reader is not None
    surprises = day.surprises if whole else day.surprises[:1]
    label = "Surprises" if len(surprises) > 1 else "A surprise"
    page.beside(label, [Text(clean(part.words)) for part in surprises], LABELS)
    if whole:
        page.rows([("Works with", shown_value(day.works_with))])
    for reader, words in (("hr", day.hr.words), ("learner", day.learner.words)):
        if page.reader == reader or (page.more and page.reader is None):
            page.rows([(READER_WORDS[reader], words)])
    if page.more:
        ids = dict.fromkeys(id_ for part in day.parts for id_ in part.rests_on)
        words = f"tasks and activities of O*NET {day.onet}: {', '.join(ids)}"
        page.rows([("Rests on", words)])
    page.source(portrait.sources, [(id_, day.year) for id_ in day.source.split(";")])


def _told(page: SourcedPage, moment: Moment) -> str:
    """All of a moment on which this telling dwells; of the others the first sentence."""
    readers = moment.readers or ()
    if page.more or page.reader in readers:
        return moment.words
    return _SENTENCES.split(moment.words)[0]


def _activities(
    page: SourcedPage, portrait: Portrait, activities: Sequence[Activity], told: bool
) -> None:
    page.heading("Typical activities")
    if not told:
        near = "this title" if portrait.days else "this unit group"
        page.say(f"No day at work has been written for {near} yet.")
    if not activities:
        page.say("Its activities are not stated.")
        return
    for activity in activities if page.more else activities[:FEW]:
        page.item(f"{activity.title}{f' ({activity.weight}%)' if page.more else ''}")
    if page.more:
        page.say("In brackets: the share of tasks that go with it.")
    page.source(
        portrait.sources,
        dict.fromkeys((one.source, one.year) for one in activities),
    )
