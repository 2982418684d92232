"""The object that --json prints: its keys, its sums, and the schema that it is published with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from stempath import api
from stempath.engine import cases
from stempath.engine.ruleset import RuleSet
from stempath.export import schema
from stempath.export.face_records import AdviceFace
from stempath.model.fact import Value
from stempath.problem import ExitCode, StempathError

ROOT = Path(__file__).resolve().parents[2]
OFFERING = (
    "id title provider kind sectors score reasons cautions weeks hours cost_aud paid on_the_job "
    "mode states aqf min_aqf credit_points credit_towards closes url year"
)
EVERY = ("advice", "moves", "compare", "person", "profile", "rule", "offering", "design", "case")


@pytest.fixture
def face(small_rules: RuleSet, facts: dict[str, Value]) -> dict[str, Any]:
    return api.advice_json(api.advise(small_rules, facts), small_rules)


def test_its_keys_are_those_that_are_documented(face: dict[str, Any]) -> None:
    assert list(face) == [
        "schema_version", "rulebook", "person", "offerings", "moves", "notes",
    ]  # fmt: skip
    assert all(list(offering) == OFFERING.split() for offering in face["offerings"])
    for reason in (
        reason for one in face["offerings"] + face["moves"] for reason in one["reasons"]
    ):
        assert list(reason) == ["rule", "points", "why", "source"]
    assert list(face["moves"][0])[:3] == ["occupation", "osca", "title"]


def test_scores_are_the_sums_of_their_reasons(face: dict[str, Any]) -> None:
    for one in face["offerings"] + face["moves"]:
        assert one["score"] == sum(reason["points"] for reason in one["reasons"])


def test_what_is_not_stated_is_null(face: dict[str, Any]) -> None:
    badge = next(one for one in face["offerings"] if one["id"] == "bridge-paid-year")
    assert badge["cost_aud"] is None and badge["credit_points"] is None
    assert face["person"]["sector"] is None and face["person"]["goals"] == ["refresh-skills"]
    for one in face["offerings"]:
        assert one["url"] is None or one["url"].startswith("https://")
    design = next(one for one in face["offerings"] if one["id"].startswith("design-"))
    assert design["url"] is None and design["cost_aud"] == 0


def test_the_person_sees_their_private_reasons(face: dict[str, Any]) -> None:
    rules = {reason["rule"] for one in face["offerings"] for reason in one["reasons"]}
    assert "support-when-strained" in rules


def test_notes_tell_what_stands_apart(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    alone = {name: value for name, value in facts.items() if name != "groups"}
    alone["field_of_study"] = "map-drawing"
    face = api.advice_json(api.advise(small_rules, alone), small_rules)
    notes: Any = face["notes"]
    assert {"bring", "reserved"} <= {note["slot"] for note in notes}
    (reserved,) = [note for note in notes if note["slot"] == "reserved"]
    assert (reserved["rule"], reserved["count"]) == ("reserved", 1)
    (gated,) = [note for note in notes if note["slot"] == "needs-registration"]
    assert gated["rule"] == "registered" and gated["occupation"] and gated["title"]


def test_it_is_the_same_every_time(small_rules: RuleSet, facts: dict[str, Value]) -> None:
    texts = {
        json.dumps(api.advice_json(api.advise(small_rules, facts), small_rules)) for _ in range(3)
    }
    assert len(texts) == 1


def test_it_is_what_its_schema_says(shipped_rules: RuleSet, face: dict[str, Any]) -> None:
    adapter = TypeAdapter(AdviceFace)
    adapter.validate_python(face, strict=False, extra="forbid")
    for path in sorted((ROOT / "profiles").glob("*.toml")):
        person = api.open_profile(shipped_rules, path).facts
        told = api.advice_json(api.advise(shipped_rules, person), shipped_rules)
        again = json.loads(json.dumps(told, ensure_ascii=False))
        assert again == told
        adapter.validate_json(json.dumps(told), extra="forbid")
    published: Any = api.schema("advice")
    definitions = published["$defs"]
    assert list(published["properties"]) == list(face)
    assert list(definitions["OfferingFace"]["properties"]) == list(face["offerings"][0])
    assert definitions["OfferingFace"]["required"] == list(face["offerings"][0])
    assert list(definitions["MoveFace"]["properties"]) == list(face["moves"][0])
    assert list(definitions["NoteFace"]["properties"]) == list(face["notes"][0])
    with pytest.raises(ValidationError):
        adapter.validate_python({**face, "offerings": [{"id": "x"}]})


# --- published schemas -------------------------------------------------------------------------


@pytest.mark.parametrize("of", EVERY)
def test_each_schema_is_plain_json_and_closed(of: str) -> None:
    found: Any = api.schema(of)
    assert json.loads(json.dumps(found)) == found
    assert found["$schema"].startswith("https://json-schema.org/")
    if of not in ("advice", "moves", "compare"):
        assert found["additionalProperties"] is False


def test_an_unknown_schema_names_the_known() -> None:
    with pytest.raises(StempathError) as caught:
        api.schema("plan")
    assert caught.value.exit_code == ExitCode.USAGE
    assert all(of in str(caught.value) for of in EVERY)


@pytest.mark.parametrize(
    ("of", "pattern"),
    [
        ("rule", "rules/advice/*/*.toml"),
        ("offering", "rules/catalogue/offerings/*.toml"),
        ("design", "rules/catalogue/designs/*.toml"),
        ("case", "tests/small/cases/*.toml"),
        ("person", "profiles/*.toml"),
        ("profile", "profiles/*.toml"),
    ],
)
def test_shipped_files_fit_their_schema(
    of: str, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    models: list[Any] = []
    monkeypatch.setattr(schema, "_file", lambda name, fields: models.append(
        schema._model(name, fields)
    ) or {})  # fmt: skip
    api.schema(of)
    for path in sorted(ROOT.glob(pattern)):
        models[0].model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_the_case_schema_knows_every_key_of_a_case() -> None:
    known: Any = api.schema("case")
    assert set(known["$defs"]["Case"]["properties"]) == set(cases._KEYS)


def test_the_warm_path_loads_nothing_heavy() -> None:
    """`advise --answers F --no-input --json` must start fast."""
    code = (
        "import sys; from stempath import api; from stempath.export import face\n"
        "heavy = {'pydantic', 'rich', 'questionary', 'prompt_toolkit', 'rapidfuzz', 'tempfile',"
        " 'filelock'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "[]\n"
