"""The shipped rulebook: sound, complete, and held to its cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from stempath import api
from stempath.rulebook.book import Rulebook

GOALS = {"advance-knowledge", "refresh-skills", "progression", "future-proofing"}
# A rulebook may list these in a condition that decides who may enter, and in nothing else.
NEVER_SCORED = ("groups", "label")
# What no words for a person may promise.
NEVER_SAID = ("guaranteed", "in demand", "ai-proof", "less stressful", "only a certificate")


def test_it_reads_without_a_problem(shipped_book: Rulebook) -> None:
    assert not [warning for warning in shipped_book.warnings if warning.code == "never"]


def test_every_case_holds_and_every_rule_is_noticed(shipped_folder: Path) -> None:
    report = api.test_rules(shipped_folder, each=True)
    assert not report.failures, "\n".join(map(str, report.failures))
    assert report.unmissed == (), "no case notices the absence of these rules"
    assert report.cases >= 40


def test_what_the_catalogue_holds(shipped_book: Rulebook) -> None:
    assert len(shipped_book.offerings) >= 416
    assert len(shipped_book.occupations) == 311
    assert len(shipped_book.vocabularies["sectors"].names) == 18
    assert set(shipped_book.vocabularies["goals"].names) == GOALS
    assert shipped_book.closeness.shape == (311, 311)


def test_designs_for_every_sector(shipped_book: Rulebook) -> None:
    assert len(shipped_book.designs) >= 36
    by_sector = Counter(sector for design in shipped_book.designs for sector in design.sectors)
    few = [name for name in shipped_book.vocabularies["sectors"].names if by_sector[name] < 2]
    assert not few


def test_every_fact_has_its_source_and_year(shipped_book: Rulebook) -> None:
    for offering in shipped_book.offerings:
        assert offering.source, offering.id
        assert (offering.year is None) == bool(offering.undated), offering.id
        assert all(words.startswith("check: ") for words in offering.cautions or ()), offering.id
    for design in shipped_book.designs:
        assert (design.source, design.year) == ("own", 2026), design.id
    for occupation in shipped_book.occupations:
        assert (occupation.weekly_median_aud is None) == (occupation.earnings_year is None)
        assert (occupation.employed is None) == (occupation.employed_year is None)
        assert not occupation.gated or occupation.needs, occupation.code


def test_what_rules_may_not_do(shipped_book: Rulebook) -> None:
    for rule in shipped_book.rules:
        assert rule.source, rule.id
        if rule.effect != "require":
            reads = {str(s) for clause in rule.clauses for s in clause.subjects}
            assert not reads & {f"person.{name}" for name in NEVER_SCORED}, rule.id
        words = " ".join(rule.words).casefold()
        assert not [phrase for phrase in NEVER_SAID if phrase in words], rule.id


def test_private_questions_are_those_of_private_facts(shipped_book: Rulebook) -> None:
    facts = shipped_book.facts["person"]
    for question in shipped_book.questions:
        assert question.private == any(facts[part.fact].private for part in question.parts)
    first = [question for question in shipped_book.questions if question.stage == "first"]
    assert 1 <= len(first) <= 9
