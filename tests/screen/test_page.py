"""A page on different terminals: bars, links, encodings, widths; nothing by colour alone."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.engine.ruleset import RuleSet
from stempath.screen.characters import plainer
from stempath.screen.page import Page
from stempath.screen.skills import CELLS

ROOT = Path(__file__).parents[2]
PROFILE = "profiles/nurse.toml"
LINK = "\x1b]8;"


class Terminal(io.TextIOWrapper):
    """What takes the place of stdout: a terminal, or not, with its encoding."""

    def __init__(self, *, encoding: str = "utf-8", tty: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-16color")
    monkeypatch.setenv("COLUMNS", "80")


def on(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, *, plain: bool = False) -> Page:
    monkeypatch.setattr(sys, "stdout", terminal)
    return Page(plain=plain)


def show(page: Page) -> None:
    page.heading("Heading")
    page.bar(40, "4 of the 10 hours")
    page.row("", page.link("example.org, 2026", "https://example.org/a?b=c"))
    page.pairs([("Label", "words")])


@pytest.mark.parametrize("settings", [
    {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"tty": False}, {"tty": False, "FORCE_COLOR": "1"},
    {"plain": True},
], ids=str)  # fmt: skip
def test_no_link_where_none_can_be_followed(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str | bool]
) -> None:
    tty, plain = bool(settings.pop("tty", True)), bool(settings.pop("plain", False))
    for name, value in settings.items():
        monkeypatch.setenv(name, str(value))
    terminal = Terminal(tty=tty)
    page = on(terminal, monkeypatch, plain=plain)
    show(page)
    assert LINK not in terminal.text()
    assert "example.org, 2026" in terminal.text()
    if plain or settings.get("TERM") == "dumb":
        assert "\x1b" not in terminal.text()


def test_a_link_where_it_can_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    show(on(terminal, monkeypatch))
    assert re.search(r"\x1b\]8;[^;]*;https://example\.org/a\?b=c\x1b\\", terminal.text())


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "own", "https://a b", "file:///etc", "https://x/\x1b]8;;evil",
])  # fmt: skip
def test_only_addresses_of_the_web_are_linked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    terminal = Terminal()
    page = on(terminal, monkeypatch)
    page.row("", page.link("words", address))
    assert "words" in terminal.text()
    assert "\x1b]8;;evil" not in terminal.text()
    if not address.startswith("https://x"):
        assert LINK not in terminal.text()


@given(st.integers(-50, 500), st.text(st.characters(codec="ascii", categories=["L", "N"])))
def test_a_bar_always_has_its_words_and_its_width(share: int, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        page = on(Terminal(), patch)
        drawn, _, said = page.barred(share, words).plain.partition(" ")
        assert said == words
        assert len(drawn) == 20
        assert drawn.count("█") == (max(min(share, 100) // 5, 1) if share > 0 else 0)
        assert on(Terminal(), patch, plain=True).barred(share, words).plain == words


def test_a_bar_of_closeness_tells_its_words_apart(shipped_rules: RuleSet) -> None:
    page = Page()
    words = shipped_rules.listing.closeness_words
    drawn = {share: page.barred(share, "", CELLS).plain for share in range(101)}
    for less, more in pairwise(range(101)):
        assert words(less) == words(more) or drawn[less] != drawn[more]


def test_headings_end_together(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    page = on(terminal, monkeypatch)
    page.heading("Short")
    page.heading("A heading that is a good deal longer than the other one")
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in terminal.text().split("\n") if line]
    assert {len(line) for line in lines} == {80}


@pytest.mark.parametrize(("encoding", "bar", "line"), [
    ("utf-8", "████████░░░░░░░░░░░░", "─"),
    ("cp437", "████████░░░░░░░░░░░░", "─"),
    ("cp1252", "########------------", "-"),
    ("ascii", "########------------", "-"),
])  # fmt: skip
def test_what_the_encoding_lacks_is_drawn_plainer(
    monkeypatch: pytest.MonkeyPatch, encoding: str, bar: str, line: str
) -> None:
    terminal = Terminal(encoding=encoding, tty=False)
    show(on(terminal, monkeypatch))
    assert bar in terminal.text()
    assert f"Heading {line * 3}" in terminal.text()


@given(st.text())
def test_plainer_words_are_ascii_and_never_empty(words: str) -> None:
    found = plainer(words)
    assert found.isascii()
    assert len(found) >= len(words)
    assert plainer(found) == found


def test_plainer_words_stay_readable() -> None:
    assert plainer("Māori – “five” · 3 × 2…") == 'Maori - "five" - 3 x 2...'


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii"])
def test_the_whole_advice_on_a_windows_code_page(encoding: str, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "stempath", "advise", "--answers", PROFILE, "--no-input"],
        cwd=ROOT, env=env, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    text = done.stdout.decode(encoding)
    assert "\\u" not in text and "\\x" not in text
    dash = "–" if encoding == "cp1252" else "-"  # the others lack it
    assert f"2021{dash}2025" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("width", [1, 20, 39, 60, 80, 120, 200])
@pytest.mark.parametrize("plain", [False, True])
def test_lines_keep_to_the_width_and_to_a_readable_measure(
    monkeypatch: pytest.MonkeyPatch, width: int, plain: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    terminal = Terminal(tty=False)
    page = on(terminal, monkeypatch, plain=plain)
    page.heading("A heading of some length")
    page.say("word " * 60)
    page.item("word " * 60)
    page.pairs([("Label", "word " * 60), ("Left open", "word " * 60)])
    page.bar(50, "5 of the 10 hours")
    longest = max(map(len, terminal.text().splitlines()))
    if width >= 39:
        assert longest <= min(width, 100)


def test_a_dumb_terminal_tells_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "60")
    terminal = Terminal()
    on(terminal, monkeypatch).say("word " * 60)
    assert max(map(len, terminal.text().splitlines())) <= 60
