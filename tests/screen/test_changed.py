"""What is said after an answer was changed: what moved and why, and what the advice tells now."""

from __future__ import annotations

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.screen.changed import changed_lines, new_notes

NURSE: dict[str, Value] = {
    "qualification": "bachelor-degree", "field_of_study": "nursing-midwifery", "state": "VIC",
    "occupation": "254418", "goals": ("progression",), "employed": True,
}  # fmt: skip


def test_support_is_told_where_things_have_become_heavy(shipped_rules: RuleSet) -> None:
    before, after = (api.advise(shipped_rules, f) for f in (NURSE, {**NURSE, "strain": "high"}))
    support = [note.words for note in after.notes if note.slot == "support"]
    told = new_notes(before, after)
    assert support and set(support) <= set(told)
    assert any("Lifeline" in words for words in told)
    assert not set(told) & {note.words for note in before.notes}
    assert new_notes(after, after) == []


def test_what_matters_suggests_what_to_ask(shipped_rules: RuleSet) -> None:
    before, after = (
        api.advise(shipped_rules, f) for f in (NURSE, {**NURSE, "values": ("support",)})
    )
    assert [words for words in new_notes(before, after) if "support matter to you" in words]


def test_a_line_that_moved_says_through_which_rule(shipped_rules: RuleSet) -> None:
    found = api.what_if(shipped_rules, NURSE, {**NURSE, "goals": ("refresh-skills",)})
    lines = changed_lines(found)
    assert len(lines) == len(found.offerings) + len(found.moves) > 0
    for line, words in zip((*found.offerings, *found.moves), lines, strict=True):
        assert f": {line.title}." in words
        assert f"({line.id})" not in words
        said = words.partition(f"{line.title}.")[2].strip().removeprefix("No longer: ")
        assert not said or said in {because.words for because in line.because}
    assert any("You want to brush up" in words for words in lines)
    assert changed_lines(api.what_if(shipped_rules, NURSE, NURSE)) == []
