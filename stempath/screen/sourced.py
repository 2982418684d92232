"""A page on one occupation: rows with labels, and after each part where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.text import Text

from stempath.model.source import Source
from stempath.screen.addressed import AddressedPage
from stempath.screen.words import host
from stempath.tables import clean

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.model.fact import Value

LABELS = 16  # columns of the labels
OWN = "own"  # the source of what is our own
MOST_SOURCES = 3  # named on the short page


class SourcedPage(AddressedPage):
    """`more`: everything; else the most telling. `reader` is one of model.day.READERS.

    `state`: the one that comes first, and on the short page alone.
    """

    def __init__(
        self,
        rules: RuleSet,
        *,
        plain: bool = False,
        more: bool = False,
        reader: str | None = None,
        state: str | None = None,
    ) -> None:
        super().__init__(plain=plain)
        self.rules, self.more, self.reader, self.state = rules, more, reader, state
        self._addresses: dict[str, None] = {}  # in the order of the page

    def rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Labels and words; what has no words is left out."""
        for label, words in rows:
            if words:
                self.beside(label, [Text(clean(words))], LABELS)

    def source(self, sources: Mapping[str, Source], said_by: Iterable[tuple[str, Value]]) -> None:
        """Who said it, with the year of each.

        `said_by`: ids of `sources`, whose edition has a year, or addresses; each with the year of
        what it says.
        """
        years: dict[str, set[str]] = {}
        links: dict[str, str] = {}
        for id_, stated in said_by:
            source = sources.get(id_)
            name, address = _named(source, id_)
            own = source.year if source else None
            links.setdefault(name, address)
            if address:
                self._addresses[address] = None
            years.setdefault(name, set())
            if id_ != OWN:
                years[name].add(str(own or stated or "no year shown"))
        names = list(years) if self.more else list(years)[:MOST_SOURCES]
        parts = []
        for name in names:
            when = f", {', '.join(sorted(years[name]))}" if years[name] else ""
            parts.append(Text.assemble(self.link(name, links[name]), when))
        if left := len(years) - len(names):
            parts.append(Text(f"{left} more"))
        if parts:
            self.beside("Source", [Text("; ").join(parts)], LABELS)

    def addresses(self) -> None:
        """The whole address of every source named so far, each once."""
        if self._addresses:
            self.heading("Addresses")
        for address in self._addresses:
            self.address("", address, 0)


def _named(source: Source | None, id_: str) -> tuple[str, str]:
    """The shorter of publisher and title, or the host of an address; and the address."""
    if id_ == OWN:
        return "our own judgement", ""
    if source is None:
        return host(id_), id_ if urlsplit(id_).scheme else ""
    return min(source.publisher, source.title, key=len), source.url or ""


def span(years: Iterable[int]) -> str:
    """Years in words, those in a row as a span: `2021–2023, 2025`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
