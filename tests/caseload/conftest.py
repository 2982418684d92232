"""A tiny caseload to run, and ways to read what comes out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stempath import api
from stempath.engine.ruleset import RuleSet

TODAY = date(2026, 11, 22)
Rows = list[dict[str, str]]


class Run:
    """One run over a text, a table or a file, and its outputs."""

    def __init__(self, rules: RuleSet, folder: Path) -> None:
        self.rules = rules
        self.source = folder / "clients.csv"
        self.out = folder / "out"

    def __call__(self, text: str | bytes | None = None, **options: Any) -> api.BatchReport:
        if text is not None:
            self.source.write_bytes(text.encode() if isinstance(text, str) else text)
        return api.run_batch(self.rules, self.source, self.out, today=TODAY, **options)

    def rows(self, name: str) -> Rows:
        with (self.out / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @property
    def clients(self) -> list[str]:
        return list(dict.fromkeys(row["client_id"] for row in self.rows("advice")))

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "run.json").read_text())
        return found

    def bytes(self) -> dict[str, bytes]:
        names = ("advice.csv", "reasons.csv", "rejects.csv", "run.json")
        return {name: (self.out / name).read_bytes() for name in names}


@pytest.fixture
def run(small_rules: RuleSet, tmp_path: Path) -> Run:
    """A run with the tiny rulebook."""
    return Run(small_rules, tmp_path)


@pytest.fixture
def rules_with(small_folder: Path) -> Callable[[str], RuleSet]:
    """The tiny rulebook with more rules about offerings."""

    def extended(more: str) -> RuleSet:
        (small_folder / "advice" / "offerings" / "more.toml").write_text(more)
        return api.load_rules(small_folder, cached=False)

    return extended
