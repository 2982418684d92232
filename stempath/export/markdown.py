"""A page as Markdown, with every text escaped: what a record holds is shown, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from stempath.export.page import Page, PageDesign, PageFact, PageMove, PageOffering, PageReason
from stempath.tables import clean

_INLINE = re.compile(r"([\\`*_\[\]<>|&~$])")
_START = re.compile(r"^([-+#=!])")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_SAFE_ADDRESS = re.compile(r"^https?://[A-Za-z0-9./_?=%#&:;,+~@!*()'-]+$")


def markdown(page: Page) -> str:
    """The page as CommonMark, ended by one line end."""
    return "\n".join(_lines(page)).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """`text` as one line of Markdown that shows exactly it, wherever the line begins."""
    line = " ".join(clean(text).split())
    line = _INLINE.sub(r"\\\1", line)
    line = _NUMBERED.sub(r"\1\\\2", _START.sub(r"\\\1", line))
    # Readers of the GitHub kind turn these into links without being asked.
    return line.replace("://", r"\://").replace("www.", r"www\.").replace("@", r"\@")


def address(url: str) -> str:
    """`url` as a link to itself, or as plain text where a link could not hold it."""
    return f"<{url}>" if _SAFE_ADDRESS.match(url) else escape(url)


def _lines(page: Page) -> Iterator[str]:
    yield from (
        f"# {escape(page.title)}",
        "",
        escape(page.about),
        "",
        f"Made on {escape(page.made)}.",
        "",
    )
    if page.person:
        yield from ("## What this plan rests on", "")
        yield from _facts(page.person)
        if page.not_stated:
            yield f"- *not stated:* {escape(', '.join(page.not_stated).lower())}"
        yield ""
    for heading in dict.fromkeys(note.heading for note in page.notes):
        yield from (f"## {escape(heading)}", "")
        yield from _bullets(note.words for note in page.notes if note.heading == heading)
        yield ""
    yield from ("## Offerings to take next", "")
    if not page.offerings:
        yield from ("None in reach of what was stated.", "")
    for number, offering in enumerate(page.offerings, 1):
        yield from _offering(number, offering)
    yield from ("## Moves within reach", "")
    if not page.moves:
        yield from ("None in reach of what was stated.", "")
    for number, move in enumerate(page.moves, 1):
        yield from _move(number, move)


def _offering(number: int, offering: PageOffering) -> Iterator[str]:
    yield from (f"### {number}. {escape(offering.title)}", "")
    year = f", as its page said in {offering.year}" if offering.year else ""
    kind = f"{offering.kind}, {offering.provider}{year}"
    yield from (escape(kind), "")
    yield from _facts(offering.facts)
    if offering.not_stated:
        yield f"- *not stated:* {escape(', '.join(offering.not_stated).lower())}"
    if offering.url:
        yield f"- Page: {address(offering.url)}"
    elif not offering.design:
        yield "- Page: *not stated*"
    yield ""
    if offering.design:
        yield from _design(offering.design)
    yield from _judged(offering.reasons, offering.against, offering.cautions)


def _design(design: PageDesign) -> Iterator[str]:
    yield from (escape(design.about), "")
    yield "This is a proposal to put to an employer; nobody offers it under this name."
    yield ""
    yield f"- Host: {escape(design.host)}"
    yield "- Time: " + escape(f"{design.hours_per_week} paid hours a week for {design.weeks} weeks")
    yield f"- Builds on: {escape(design.builds_on)}"
    yield f"- Taught part, {escape(design.taught_hours)} hours: {escape(design.taught)}"
    if design.course:
        link = f" {address(design.course_url)}" if design.course_url else ""
        yield f"- Course for the taught part: {escape(design.course)}{link}"
    else:
        yield "- Course for the taught part: none found within reach; ask the host or a provider"
    yield f"- Outcome: {escape(design.outcome)}"
    yield f"- Assessed by: {escape(design.assessed_by)}"
    yield from ("", "The work:", "")
    yield from _bullets(design.tasks)
    yield from ("", "What the host gives:", "")
    yield from _bullets(design.host_gives)
    yield from ("", "What to ask:", "", f"> {escape(design.ask)}", "")
    yield from (f"This week, at no cost: {escape(design.action)}", "")


def _move(number: int, move: PageMove) -> Iterator[str]:
    yield from (f"### {number}. {escape(move.title)}", "")
    near = f": {move.closeness}" if move.closeness else ""
    yield from (escape(f"ANZSCO {move.occupation}{near}"), "")
    yield from _facts(move.facts)
    if move.not_stated:
        yield f"- *not stated:* {escape(', '.join(move.not_stated).lower())}"
    yield ""
    yield from _judged(move.reasons, move.against, move.cautions)


def _judged(
    reasons: Sequence[PageReason], against: Sequence[PageReason], cautions: Sequence[str]
) -> Iterator[str]:
    for heading, members in (("Why it is here:", reasons), ("What speaks against it:", against)):
        if members:
            yield from (heading, "")
            yield from (
                f"- {escape(reason.words)} (source: {_source(reason.source)})" for reason in members
            )
            yield ""
    if cautions:
        yield from ("Before relying on it:", "")
        yield from _bullets(cautions)
        yield ""


def _source(source: str) -> str:
    return address(source) if "://" in source else escape(source)


def _facts(facts: Iterable[PageFact]) -> Iterator[str]:
    for fact in facts:
        year = f" ({fact.year})" if fact.year else ""
        yield f"- {escape(fact.name)}: {escape(fact.words)}{year}"


def _bullets(texts: Iterable[str]) -> Iterator[str]:
    return (f"- {escape(text)}" for text in texts)
