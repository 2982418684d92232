"""One occupation as `stempath occupation --json` prints it: whole, whatever the screen shortens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from stempath.engine.occupation_page import OccupationPage
from stempath.engine.occupations import Close, occupation_facts
from stempath.engine.ruleset import RuleSet
from stempath.model.day import Day
from stempath.model.source import Source
from stempath.rulebook.portrait import Portrait

_SHOWN = ("id", "title", "publisher", "url", "year", "licence")


def occupation_face(rules: RuleSet, page: OccupationPage) -> dict[str, object]:
    """Every declared fact by its name, None where it is not stated, and all that goes with it."""
    portrait = page.portrait
    whole: dict[str, object] = {name: page.facts.get(name) for name in rules.facts["move"]}
    # Ratings of work (styles, values) are facts of some rulebooks only.
    whole |= {name: value for name, value in page.facts.items() if name not in whole}
    return {
        **whole,
        "aliases": page.aliases,
        "osca_partial": portrait.osca_partial,
        "national_ratings": portrait.national,
        "inexact": sorted(portrait.inexact),
        "skills": [
            {
                "id": need.skill,
                "name": portrait.skills.name_of(need.skill),
                "level": need.level,
                "level_words": portrait.levels.name_of(str(need.level)),
                "importance": need.importance,
                "estimated": need.estimated,
                "evidence": need.evidence,
                "source": need.source,
                "year": need.year,
            }
            for need in portrait.needs
        ],
        "days": [_day(day, str(page.facts["code"])) for day in portrait.days],
        "activities": [asdict(activity) for activity in portrait.activities],
        "awards": list(_awards(portrait)),
        "moves": [_move(rules, page, close) for close in page.moves],
        "same_profession": [
            {"code": code, "title": occupation_facts(rules, code)["title"]} for code in page.kin
        ],
        "sources": {
            topic: [_source(portrait.sources.get(id_), id_) for id_ in said_by]
            for topic, said_by in portrait.said_by.items()
        },
    }


def _day(day: Day, code: str) -> dict[str, object]:
    told = asdict(day)
    del told["place"]
    return {"illustration": True, "of_this_title": day.occupation == code, **told}


def _awards(portrait: Portrait) -> Iterable[dict[str, object]]:
    for cover in portrait.covers:
        lines = portrait.lines.get(cover.award or "", ())
        yield {
            "award": cover.award,
            "title": lines[0].title if lines else None,
            "rank": cover.rank,
            "condition": cover.condition,
            "source": cover.source,
            "year": cover.year,
            "lines": [asdict(line) for line in lines],
        }


def _move(rules: RuleSet, page: OccupationPage, close: Close) -> dict[str, object]:
    facts = occupation_facts(rules, close.code)
    near = page.nearness.get(close.code)
    return {
        "code": close.code,
        "title": facts["title"],
        "closeness": close.closeness,
        "closeness_words": rules.listing.closeness_words(close.closeness),
        "gated": facts.get("gated"),
        "needs": facts.get("needs"),
        "nearer_than_of_a_thousand": near.standings if near else None,
        "levels_up": near.way if near else None,
    }


def _source(source: Source | None, id_: str) -> Mapping[str, object]:
    if source is None:
        return {"url": id_}
    return {name: getattr(source, name) for name in _SHOWN}
