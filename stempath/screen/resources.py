"""Where to turn beyond courses, kind by kind; what is reserved for a group comes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from rich.text import Text

from stempath.engine.words import NOT_STATED, shown_value
from stempath.model.resource import Resource
from stempath.model.vocabulary import Vocabulary
from stempath.screen.addressed import AddressedPage

INSET = 2  # columns


class ResourceScreen(AddressedPage):
    """Resources as a list to read or to call from."""

    def __init__(
        self, vocabularies: Mapping[str, Vocabulary], today: date, *, plain: bool = False
    ) -> None:
        super().__init__(plain=plain)
        self.vocabularies, self.today = vocabularies, today

    def all(self, resources: Sequence[Resource]) -> None:
        """Every resource under the heading of its kind; the reserved ones under the last."""
        kinds = self.vocabularies["resource-kinds"]
        for kind, heading in kinds.names.items():
            open_ = [one for one in resources if one.kind == kind and not one.reserved_for]
            self._section(heading, open_)
        self._section("Only for some", [one for one in resources if one.reserved_for])
        if not resources:
            self.say("Nothing for that. Try it without --sector or --state.")

    def _section(self, heading: str, resources: Sequence[Resource]) -> None:
        if resources:
            self.heading(heading)
        for number, resource in enumerate(resources):
            if number:
                self.console.print()
            self._one(resource)

    def _one(self, one: Resource) -> None:
        name = f"{one.name} (past: it ended on {_day(one.ends)})" if self._past(one) else one.name
        title = Text(name, style="bold")
        if one.phone:
            title.append(f"  {one.phone}")
        self.row("", title, indent=0, hang=INSET)
        self._line(one.about)
        self._line(f"For: {one.whom}")
        if one.reserved_for:
            self._line(f"Only for: {self._names('situations', one.reserved_for)}")
        where = "all of Australia" if self._everywhere(one) else self._names("states", one.states)
        facts = [f"Where: {', '.join(filter(None, (one.place, where)))}"]
        if one.sectors:
            facts.append(f"Area: {self._names('sectors', one.sectors)}")
        if one.free is not None:
            facts.append("free" if one.free else "not free")
        if one.ends and not self._past(one):
            facts.append(f"until {_day(one.ends)}")
        self._line(self.joined(facts))
        if one.url:
            self.address("", one.url, INSET)
        self._line(self._source(one))

    def _source(self, one: Resource) -> str:
        """Where that was read, and when; then its status, where that is not the usual one."""
        own = _host(one.url or "")
        hosts = dict.fromkeys(_host(source) for source in one.source.split(";"))
        read = shown_value(tuple("its own page" if host == own else host for host in hosts))
        statuses = self.vocabularies["statuses"]
        usual = next(iter(statuses.names))  # the first of the list
        status = "" if one.status == usual else f" {statuses.name_of(one.status)}."
        seen = f", {one.year}" if one.year else "; no year shown"
        return f"Read on {read}{seen}.{status}"

    def _line(self, words: str) -> None:
        self.row("", Text(words), indent=INSET)

    def _past(self, one: Resource) -> bool:
        return one.past(self.today)

    def _everywhere(self, one: Resource) -> bool:
        return one.states is not None and set(one.states) == set(self.vocabularies["states"].names)

    def _names(self, vocabulary: str, ids: tuple[str, ...] | None) -> str:
        return shown_value(ids, self.vocabularies[vocabulary]) if ids else NOT_STATED


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else NOT_STATED
