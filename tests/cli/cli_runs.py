"""What the tests of the commands share: a person's answers, and one run of a command."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SMALL = Path(__file__).resolve().parent.parent / "small"
ANSWERS = """\
qualification = "certificate-iii"
field_of_study = "Bridge building"
occupation = "100001"
years_experience = 12
goals = ["refresh-skills", "progression"]
target_sectors = ["bridges"]
state = "QLD"
budget_aud = 800
employed = true
strain = "high"
"""


@dataclass(frozen=True)
class Ran:
    """What one run of a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


class Typed(io.TextIOWrapper):
    """A standard input that holds text, and is no terminal."""

    def __init__(self, text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        super().__init__(io.BytesIO(data), encoding="utf-8")
