"""What a run over a caseload did."""

from __future__ import annotations

from pathlib import Path

from stempath.record import record


@record(frozen=True, slots=True)
class BatchReport:
    """Counts of one run. `clients` were read; `advised` and `rejected` sum to them.

    `needs_review` of the advised had an answer that was not understood and is taken as unknown.
    `files` were written; `notes` say what the run assumed or left out.
    """

    clients: int
    advised: int
    rejected: int
    needs_review: int
    files: tuple[Path, ...]
    notes: list[str]
