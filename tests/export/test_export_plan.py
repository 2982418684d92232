"""A plan to share: nothing private in it, all of it true, every text shown as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.export.markdown import address, escape, markdown
from stempath.export.page import Page, make_page
from stempath.export.plan_json import plan_json
from stempath.model.fact import Value
from stempath.problem import ExitCode, StempathError
from stempath.tables import clean

TODAY = date(2026, 11, 22)
HOSTILE = "1. *a* _b_ [c](d) <script>x</script> `e` | # f & ~g~ $h$ \\ ![i](j)\n\n- k\n> l\n===\n"


@pytest.fixture
def page(small_rules: RuleSet, facts: dict[str, Value]) -> Page:
    return make_page(small_rules, facts, TODAY)


def texts(value: object) -> Iterator[str]:
    """Every text of a page."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for item in fields(value):
            yield from texts(getattr(value, item.name))


def hostile(value: Any) -> Any:
    """The page with every text replaced by one that would break a careless format."""
    if isinstance(value, str):
        return HOSTILE if value else value
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: hostile(getattr(value, f.name)) for f in fields(value)})
    return value


# --- what may leave ----------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["md", "json"])
def test_nothing_private_leaves(
    small_rules: RuleSet, facts: dict[str, Value], format_: str
) -> None:
    text = api.export_plan(small_rules, facts, format=format_, today=TODAY)
    lowered = text.lower().replace("\\", "")
    for word in ("zzlabelzz", "4321", "4,321", "women", "strain", "map start", "short enough"):
        assert word not in lowered
    for word in ("security", "points", "score", "leave your", "resign", "today"):
        assert word not in lowered


def test_private_facts_change_nothing_at_all(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    open_ = {
        name: value
        for name, value in facts.items()
        if name not in ("label", "groups", "strain", "values", "budget_aud")
    }
    for format_ in ("md", "json"):
        one, other = (
            api.export_plan(small_rules, known, format=format_, today=TODAY)
            for known in (facts, open_)
        )
        assert one == other


MORE = """
[[rule]]
id = "within-budget"
about = "offering"
when = ["offering.cost_aud <= person.budget_aud"]
points = 900
why = "You can spend {person.budget_aud}."
source = "own judgement"
reviewed = 2026-11-21

[[rule]]
id = "not-strained"
about = "offering"
when = ["offering.weeks known"]
unless = ["person.strain = high"]
points = 2
why = "You are not worn down, and it takes {offering.weeks} weeks."
neutral = "It takes {offering.weeks} weeks."
source = "own judgement"
reviewed = 2026-11-21

[[rule]]
id = "untold"
about = "offering"
when = ["offering.weeks known"]
unless = ["person.strain = high"]
points = 2
why = "You are at ease."
source = "own judgement"
reviewed = 2026-11-21
"""


def test_money_stays_and_private_reasons_are_said_neutrally(
    small_folder: Path, facts: dict[str, Value]
) -> None:
    (small_folder / "advice" / "offerings" / "more.toml").write_text(MORE)
    rules = api.load_rules(small_folder, cached=False)
    text = api.export_plan(rules, facts, format="md", today=TODAY).replace("\\", "")
    assert "4,321" not in text and "You can spend" not in text
    assert "worn down" not in text and "at ease" not in text
    assert re.search(r"^- It takes \d+ weeks. \(source: own judgement\)$", text, re.M)


def test_no_shipped_example_leaks(shipped_rules: RuleSet) -> None:
    facts: dict[str, Value] = {
        "qualification": "bachelor-honours-degree",
        "occupation": "233211",
        "goals": ("refresh-skills",),
        "state": "NSW",
    }
    private: dict[str, Value] = {
        "label": "zz",
        "strain": "high",
        "values": ("security", "flexibility", "support"),
        "groups": ("women", "career-returners"),
        "budget_aud": 777,
    }
    plain, full = (
        api.export_plan(shipped_rules, known, format="md", today=TODAY)
        for known in (facts, {**facts, **private})
    )
    assert plain == full
    assert "13 11 14" not in plain


def test_no_value_leaves_though_each_re_orders_the_advice(shipped_rules: RuleSet) -> None:
    facts: dict[str, Value] = {
        "qualification": "bachelor-honours-degree",
        "occupation": "233512",
        "goals": ("future-proofing",),
        "state": "NSW",
    }
    plain = api.export_plan(shipped_rules, facts, format="md", today=TODAY)
    usual = [move.score for move in api.advise(shipped_rules, facts).moves]
    for value in shipped_rules.vocabularies["values"].names:
        known = {**facts, "values": (value,)}
        assert [move.score for move in api.advise(shipped_rules, known).moves] != usual, value
        assert api.export_plan(shipped_rules, known, format="md", today=TODAY) == plain, value


# --- what it says ------------------------------------------------------------------------------


def test_it_says_what_it_is(page: Page) -> None:
    text = markdown(page)
    assert "advice for a person to review" in text and "made offline" in text
    assert "rulebook small of 2026-11-21" in text and "Made on 2026-11-22." in text
    assert page.offerings and page.moves
    assert len(page.offerings) <= 3 and len(page.moves) <= 3  # list.toml of the tiny rulebook


def test_a_design_is_told_in_full(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    page = make_page(small_rules, facts, TODAY)
    (design,) = [one for one in page.offerings if one.id == "design-bridge-checks"]
    assert design.design is not None and design.url == ""
    assert design.design.course == "Bridge refresher (Span College)"
    assert design.design.course_url == "https://example.org/bridge-refresher"
    text = markdown(page)
    for words in (
        "Walk two bridges with the checklist",
        "8 paid hours a week for 10 weeks",
        "Taught part, 16 hours: Two short days",
        "<https://example.org/bridge-refresher>",
        "Outcome: A checked report on two bridges",
        "> Could I check two bridges in paid time?",
        "Ask who checks the bridges now.",
        "nobody offers it under this name",
    ):
        assert words in text


def test_years_sources_cautions_and_gaps_are_said(page: Page) -> None:
    text = markdown(page)
    assert "(source: own judgement)" in text
    assert "as its page said in" in text
    assert "*not stated:*" in text
    assert "Before relying on it:" in text


def test_cautions_stand_without_the_label_of_the_catalogue(shipped_rules: RuleSet) -> None:
    person: dict[str, Value] = {
        "qualification": "bachelor-degree", "goals": ("future-proofing",), "sector": "energy",
    }  # fmt: skip
    assert any(
        words.startswith("check:")
        for offering in api.advise(shipped_rules, person).offerings
        for words in offering.cautions
    )
    assert "check: " not in api.export_plan(shipped_rules, person, format="md", today=TODAY)


def test_json_is_the_page(page: Page) -> None:
    plan = json.loads(plan_json(page))
    assert plan["schema_version"] == 1
    assert [one["id"] for one in plan["offerings"]] == [one.id for one in page.offerings]
    assert "score" not in plan_json(page) and "points" not in plan_json(page)


def test_the_same_plan_has_the_same_bytes(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    made = {api.export_plan(small_rules, facts, format="md", today=TODAY) for _ in range(3)}
    assert len(made) == 1


def test_an_unknown_format_names_the_known(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    with pytest.raises(StempathError) as caught:
        api.export_plan(small_rules, facts, format="pdf", today=TODAY)
    assert caught.value.exit_code == ExitCode.USAGE and "md, json" in str(caught.value)


# --- Markdown ----------------------------------------------------------------------------------

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(text: str) -> str:
    """What a Markdown reader shows of one paragraph, and nothing but text may be in it."""
    tokens = READER.parse(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
    return "".join(child.content for child in children)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading", "- no item", "+ no item", "* no item", "1. no item", "2) no item", "===",
        "---", "> no quote", "| a | b |", "a_b_c", "**a**", "[a](b)", "![a](b)", "<b>a</b>",
        "`a`", "~~a~~", "a & b", "&amp;", "a\\b", "\\*", "<https://x.org>", "!", "4.5 years",
        "```", "    code", "1.", "$x$", HOSTILE,
    ],
)  # fmt: skip
def test_texts_are_shown_as_they_are(text: str) -> None:
    assert shown(escape(text)) == " ".join(text.split())


@given(text=st.text())
def test_any_text_is_shown_as_it_is(text: str) -> None:
    expected = " ".join(clean(text).split())
    if expected:
        assert shown(escape(text)) == expected


def test_readers_make_no_links_of_text() -> None:
    assert "www.e" not in escape("www.example.org") and "s:/" not in escape("https://x.org")
    assert address("https://x.org/a_b?c=1") == "<https://x.org/a_b?c=1>"
    for url in ("https://x.org/ a", "https://x.org/>", "javascript:alert(1)"):
        assert not address(url).startswith("<")


def test_a_hostile_page_keeps_its_shape(page: Page) -> None:
    def shape(of: Page) -> list[str]:
        return [token.type for token in READER.parse(markdown(of))]

    nasty = hostile(page)
    assert set(shape(nasty)) <= set(shape(page)) | {"text"}
    html = READER.render(markdown(nasty))
    assert "<script" not in html and "<img" not in html and "<table" not in html
    headings = [t for t in READER.parse(markdown(nasty)) if t.type == "heading_open"]
    mine = [t for t in READER.parse(markdown(page)) if t.type == "heading_open"]
    assert [t.tag for t in headings] == [t.tag for t in mine]


def test_what_is_held_and_what_closes_a_gap_is_in_the_plan(shipped_rules: RuleSet) -> None:
    facts = {
        "qualification": "bachelor-degree", "occupation": "261312", "goals": ("advance-knowledge",),
    }  # fmt: skip
    plan = make_page(shipped_rules, facts, TODAY)
    advice = api.advise(shipped_rules, facts)
    moves = zip(plan.moves, advice.moves, strict=False)
    assert all(f"{move.held} in 100" in texts(told) for told, move in moves)
    closing = [one.id for one in advice.offerings[: len(plan.offerings)] if one.closes]
    assert closing
    for one in plan.offerings:
        named = [fact.name for fact in one.facts if fact.name.startswith("Teaches, on the way to")]
        assert bool(named) == (one.id in closing)
