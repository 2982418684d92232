"""What an occupation is like: the shipped days, activities and awards hold to what they promise."""

from __future__ import annotations

import re
from collections import Counter

from stempath.model.day import READERS
from stempath.rulebook.book import Rulebook
from stempath.rulebook.days import rests_on

# Words that a day may not use: promises, figures that nobody counted, comparisons of strain.
NEVER = re.compile(
    r"%|per ?cent|majority|in demand|guarantee|secure job|less stress|stressful|ai-proof|"
    r"on average|statistic",
    re.IGNORECASE,
)


def test_days_reach_every_sector(shipped_book: Rulebook) -> None:
    by_code = {occupation.code: occupation for occupation in shipped_book.occupations}
    days = shipped_book.life.days
    assert len({day.unit_group for day in days}) >= 40
    reached = {sector for day in days for sector in by_code[day.occupation].sectors}
    assert reached == set(shipped_book.vocabularies["sectors"].names)
    # The file of a sector holds days of that sector.
    for day in days:
        home = day.place.file.rpartition("/")[2].removesuffix(".toml")
        sectors = {
            sector
            for occupation in shipped_book.occupations
            if occupation.unit_group == day.unit_group
            for sector in occupation.sectors
        }
        assert home in sectors, day.id


def test_days_differ_from_each_other(shipped_book: Rulebook) -> None:
    days = shipped_book.life.days
    for words in (
        [" ".join(day.moments[0].words.split()[:3]) for day in days],
        [sentence for day in days for part in day.parts for sentence in _sentences(part.words)],
        [day.title for day in days],
    ):
        twice = [text for text, count in Counter(words).items() if count > 1]
        assert not [text for text in twice if len(text.split()) > 2], "the same words again"
    assert len({day.moments[0].at for day in days}) > len(days) / 3, "days begin alike"


def test_days_promise_and_count_nothing(shipped_book: Rulebook) -> None:
    for day in shipped_book.life.days:
        for part in day.parts:
            assert not NEVER.search(part.words), f"{day.id}: {part.words}"
            assert part.words[-1] in ".?", f"{day.id}: {part.words}"
            assert "  " not in part.words and part.words.isprintable()
            assert 4 <= len(part.words.split()) <= 80, f"{day.id}: {part.words}"


def test_a_telling_for_a_reader_dwells_elsewhere(shipped_book: Rulebook) -> None:
    for day in shipped_book.life.days:
        dwelt = {
            reader: {moment.at for moment in day.moments if reader in (moment.readers or ())}
            for reader in READERS
        }
        assert dwelt["hr"] != dwelt["learner"], day.id
        assert len(set(rests_on(day))) >= 6, f"{day.id} rests on few tasks"


def test_every_occupation_has_activities_and_an_answer_on_awards(shipped_book: Rulebook) -> None:
    life = shipped_book.life
    without = set()
    for occupation in shipped_book.occupations:
        code, group = occupation.code, occupation.unit_group
        if not life.activities_of(code, group):
            without.add(group)
        covers = life.awards.of(code, group)
        assert covers, code
        for cover in covers:
            if cover.award is not None:
                assert life.awards.lines_of(cover.award, code, group), f"{code} {cover.award}"
    assert len(without) <= 1, "only what no O*NET occupation matches well"


def test_own_rows_stand_for_those_of_the_unit_group(small_book: Rulebook) -> None:
    life = small_book.life
    assert [entry.title for entry in life.activities_of("100002", "1000")] == ["Plan bridges"]
    assert [entry.rank for entry in life.activities_of("100001", "1000")] == [1, 2]
    assert not life.activities_of("300001", "3000")
    assert [cover.award for cover in life.awards.of("100001", "1000")] == ["MA1", "MA2"]
    assert [cover.condition for cover in life.awards.of("100002", "1000")] == [None]
    assert [cover.award for cover in life.awards.of("300001", "3000")] == [None]
    assert [line.level for line in life.awards.lines_of("MA1", "100001", "1000")] == ["Level 1"]
    assert len(life.awards.lines_of("MA1", "100002", "1000")) == 2
    assert [day.id for day in life.days_of("100002", "1000")] == ["bridge-hand-at-work"]
    assert not life.days_of("300001", "3000")


def _sentences(words: str) -> list[str]:
    return re.findall(r"[^.?;:]+[.?;:]", words)
