"""A person with every private fact, and what is exported of them."""

from __future__ import annotations

from datetime import date

import pytest

from stempath.model.fact import Value

TODAY = date(2026, 11, 22)


@pytest.fixture
def facts() -> dict[str, Value]:
    """Facts of the tiny rulebook, private ones among them."""
    return {
        "label": "zzlabelzz",
        "qualification": "bachelor",
        "field_of_study": "bridge-building",
        "occupation": "100001",
        "years_experience": 6,
        "goals": ("refresh-skills",),
        "target_sectors": ("maps", "bridges"),
        "state": "VIC",
        "weeks_available": 20,
        "budget_aud": 4321,
        "groups": ("women",),
        "strain": "high",
        "values": ("security",),
    }
