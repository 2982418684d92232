"""The shipped skills: how many, what they cover, and what shows that occupations need them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from stempath.rulebook.book import Rulebook
from stempath.rulebook.skills import NEED_COLUMNS, needs_text, read_needs


def test_a_vocabulary_of_the_promised_size(shipped_book: Rulebook) -> None:
    assert 150 <= len(shipped_book.skills) <= 250
    groups = Counter(skill.group for skill in shipped_book.skills)
    assert set(groups) == set(shipped_book.vocabularies["skill-groups"].names)
    assert min(groups.values()) >= 5


def test_no_skill_and_no_phrase_is_idle(shipped_book: Rulebook) -> None:
    assert not [warning for warning in shipped_book.warnings if warning.code == "unused"]


def test_every_sector_is_covered(shipped_book: Rulebook) -> None:
    for sector in shipped_book.vocabularies["sectors"].names:
        taught = {
            skill
            for offering in shipped_book.offerings
            if sector in offering.sectors
            for phrase in offering.skills
            for skill in shipped_book.phrases[phrase]
        }
        needed = {
            need.skill
            for occupation in shipped_book.occupations
            if sector in occupation.sectors
            for need in shipped_book.needs[occupation.code]
        }
        assert len(taught) >= 8, sector
        assert len(taught & needed) >= 5, sector


def test_every_occupation_needs_at_least_twelve(shipped_book: Rulebook) -> None:
    assert set(shipped_book.needs) == {occupation.code for occupation in shipped_book.occupations}
    for code, needs in shipped_book.needs.items():
        assert len(needs) >= 12, code


def test_what_is_borrowed_is_marked(shipped_book: Rulebook) -> None:
    """Every row of an occupation whose figures the crosswalk marks as estimated says so."""
    for occupation in shipped_book.occupations:
        needs = shipped_book.needs[occupation.code]
        if occupation.estimated:
            assert all(need.estimated for need in needs), occupation.code


def test_evidence_is_what_the_vocabulary_names(shipped_book: Rulebook) -> None:
    """No row rests on an element, product or title word that its skill does not name."""
    skills = {skill.id: skill for skill in shipped_book.skills}
    for needs in shipped_book.needs.values():
        for need in needs:
            skill = skills[need.skill]
            named = {
                "element": set(skill.onet or ()),
                "activity": set(skill.onet or ()),
                "technology": set(skill.technology or ()),
                "title": set(skill.titles or ()),
            }
            for piece in need.evidence:
                kind, _, what = piece.partition(":")
                if kind == "task":
                    assert skill.tasks, need
                else:
                    assert what in named[kind], need


def test_the_table_of_needs_is_written_as_it_is_read(
    shipped_book: Rulebook, tmp_path: Path
) -> None:
    needs = [need for needs in shipped_book.needs.values() for need in needs]
    path = tmp_path / "rules" / "occupation_skills.csv"
    path.parent.mkdir()
    path.write_text(needs_text(needs), "utf-8")
    assert path.read_text("utf-8").startswith(",".join(NEED_COLUMNS))
    problems: list[object] = []
    again = read_needs(path, lambda path: path.name, shipped_book.vocabularies, problems)  # type: ignore[arg-type]
    assert not problems
    assert [need for _, needs in again.values() for need in needs] == needs
