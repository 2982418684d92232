"""A page as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from stempath.export.page import Page

SCHEMA_VERSION = 1


def plan_json(page: Page) -> str:
    """The page's own fields, indented for reading."""
    plan = {"schema_version": SCHEMA_VERSION, **asdict(page)}
    return json.dumps(plan, ensure_ascii=False, indent=2) + "\n"
