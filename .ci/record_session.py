"""Draw the pictures of README.md: an interview answered with keys, and a first page of advice.

Run by hand, where the package is installed with its test extra, and pyte (`pip install pyte`):

    python .ci/record_session.py
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

HERE = Path(__file__).resolve().parent
COLUMNS, LINES = 80, 40
WHOLE = 400  # lines of a screen that a whole page fits
DOWN, ENTER, SPACE = "\x1b[B", "\r", " "
PROFILE = "profiles/nurse.toml"
# What the program says -> the keys that answer it. The person is that of profiles/nurse.toml.
KEYS = (
    ("highest qualification", ["nursing degree", ENTER]),
    ("Understood", [ENTER]),
    ("In which year", [ENTER]),
    ("In which country", [ENTER]),
    ("What do you most want", [SPACE, DOWN, DOWN, SPACE, ENTER]),
    ("Which areas", ["health", ENTER, "leadership", ENTER, ENTER]),
    ("What is your job", ["medical nurse"]),
)


class Recorder:
    """A program in a terminal whose screen can be looked at."""

    def __init__(self, home: str, arguments: list[str], lines: int = LINES) -> None:
        self.title = " ".join(["stempath", *arguments])
        self.screen = pyte.Screen(COLUMNS, lines)
        self.stream = pyte.Stream(self.screen)
        env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        env |= {f"XDG_{name}_HOME": home for name in ("DATA", "STATE", "CACHE")}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "stempath", *arguments],
            env={**env, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
            dimensions=(lines, COLUMNS),
            encoding="utf-8",
            timeout=30,
        )
        self.child.logfile_read = self
        self.child.delaybeforesend = 0.3

    def write(self, text: str) -> None:
        self.stream.feed(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def settle(self) -> None:
        """Wait until nothing more is printed."""
        while self.child.expect([r".+", pexpect.TIMEOUT, pexpect.EOF], timeout=1) == 0:
            pass

    def answer(self, words: str, keys: list[str]) -> None:
        if not re.search(words, "\n".join(self.screen.display)):
            self.child.expect(words)
        for key in keys:
            self.settle()
            self.child.send(key)
        self.settle()

    def draw(self, path: Path) -> None:
        """The first lines of the screen, as an SVG without fonts from elsewhere."""
        rows = [self._row(number) for number in range(LINES)]
        while rows and not rows[-1].plain.strip():
            rows.pop()
        console = Console(record=True, width=COLUMNS, file=io.StringIO())
        for row in rows:
            console.print(row)
        svg = console.export_svg(title=self.title, theme=DIMMED_MONOKAI)
        svg = re.sub(r"\s*@font-face \{.*?\}\n", "\n", svg, flags=re.DOTALL)
        path.write_text(svg.replace("Fira Code", "ui-monospace, Menlo, Consolas"), "utf-8")

    def _row(self, number: int) -> Text:
        row, line = Text(), self.screen.buffer[number]
        for column in range(COLUMNS):
            cell = line[column]
            row.append(cell.data, Style(bold=cell.bold or None, dim=None))
        row.rstrip()
        return row


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        asked = Recorder(home, ["advise"])
        for words, keys in KEYS:
            asked.answer(words, keys)
        asked.draw(HERE / "interview.svg")
        asked.child.close(force=True)
        shown = Recorder(home, ["advise", "--answers", PROFILE, "--no-input"], WHOLE)
        shown.settle()
        shown.draw(HERE / "advice.svg")


if __name__ == "__main__":
    main()
