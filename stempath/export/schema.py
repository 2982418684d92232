"""JSON Schemas of what goes in and comes out, published for editors and for other programs.

Each describes a whole file, or the one object that a command prints. Files are described from the
declarations that also read them, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from stempath.engine.cases import LISTS, PAIRS, TABLES
from stempath.export.face_records import AdviceFace
from stempath.export.moves_records import CompareFace, MovesFace
from stempath.model.fact import Fact, declared
from stempath.model.offering import Design, Offering
from stempath.model.person import Person
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

if TYPE_CHECKING:
    from pydantic import BaseModel

Fields = dict[str, Any]
_SINGLE: Mapping[str, Any] = {
    "text": str,
    "id": str,
    "integer": int,
    "number": float,
    "yes-no": bool,
}
_MANY: Mapping[str, Any] = {
    "text": list[str],
    "id": list[str],
    "integer": list[int],
    "number": list[float],
    "yes-no": list[bool],
    "ratings": dict[str, int] | list[str],
}


def schema_of(of: str) -> dict[str, object]:
    """See `api.schema`."""
    if of not in SCHEMAS:
        raise StempathError(
            Problem(
                "schema",
                Place("command line", key="of"),
                shown(of),
                "one of " + ", ".join(SCHEMAS),
                "say --of advice",
            ),
            ExitCode.USAGE,
        )
    schema = SCHEMAS[of]()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _advice() -> dict[str, object]:
    from pydantic import TypeAdapter

    return TypeAdapter(AdviceFace).json_schema()


def _moves() -> dict[str, object]:
    from pydantic import TypeAdapter

    return TypeAdapter(MovesFace).json_schema()


def _compare() -> dict[str, object]:
    from pydantic import TypeAdapter

    return TypeAdapter(CompareFace).json_schema()


def _person() -> dict[str, object]:
    return _file("Answers", {"schema_version": (int, 1), "person": _person_model()})


def _profile() -> dict[str, object]:
    from datetime import date

    head = _model(
        "Head", {"saved": (date | None, None), "rulebook": (str, ""), "as_of": (date | None, None)}
    )
    reason = _model("Reason", {"points": int, "why": str, "rule": str, "source": str})
    entry = _model(
        "Entry",
        {
            "id": str,
            "title": str,
            "score": int,
            "reasons": list[reason],  # type: ignore[valid-type]  # made at run time
            "cautions": (list[str], []),
        },
    )
    note = _model("Note", {"slot": str, "rule": str, "words": str})
    advice = _model(
        "Advice",
        {
            "notes": (list[note], []),  # type: ignore[valid-type]  # made at run time
            "offerings": (list[entry], []),  # type: ignore[valid-type]  # made at run time
            "moves": (list[entry], []),  # type: ignore[valid-type]  # made at run time
        },
    )
    return _file(
        "Profile",
        {
            "schema_version": int,
            "profile": (head | None, None),
            "person": _person_model(),
            "advice": (advice | None, None),
        },
    )


def _rule() -> dict[str, object]:
    from datetime import date
    from typing import Literal

    clauses: Any = (list[str], [])
    rule = _model(
        "Rule",
        {
            "id": str,
            "about": Literal["offering", "move", "person"],
            "when": clauses,
            "unless": clauses,
            "points": (int | None, None),
            "times": (Literal["move.closeness", "move.held"] | None, None),
            "why": (str, ""),
            "neutral": (str, ""),
            "require": clauses,
            "why_not": (str, ""),
            "if_unknown": (str, ""),
            "hold": (bool, False),
            "closed": (bool, False),
            "apart": (Literal["registration", "reserved"] | None, None),
            "note": (str, ""),
            "slot": (str, ""),
            "lift": (int | None, None),
            "source": str,
            "reviewed": date,
        },
    )
    return _file("Rules", {"rule": list[rule]})  # type: ignore[valid-type]  # made at run time


def _case() -> dict[str, object]:
    checks: Fields = {name: (list[str], []) for name in LISTS}
    checks |= {name: (dict[str, list[str] | str], {}) for name in TABLES}
    checks |= {name: (list[list[str]], []) for name in PAIRS}
    told: Any = (dict[str, Any], {})
    case = _model(
        "Case",
        {
            "id": str,
            "about": str,
            "person": told,
            "like": (str, ""),
            "change": told,
            "other_first_than": (str, ""),
            **checks,
        },
    )
    return _file("Cases", {"case": list[case]})  # type: ignore[valid-type]  # made at run time


def _catalogue(name: str, record: type) -> dict[str, object]:
    return _file(f"{name}s", {name.lower(): list[_record(name, record)]})  # type: ignore[misc]  # made at run time


SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {
    "advice": _advice,
    "moves": _moves,
    "compare": _compare,
    "person": _person,
    "profile": _profile,
    "rule": _rule,
    "offering": lambda: _catalogue("Offering", Offering),
    "design": lambda: _catalogue("Design", Design),
    "case": _case,
}


def _person_model() -> type[BaseModel]:
    return _record("Person", Person)


def _record(name: str, record: type) -> type[BaseModel]:
    """A table whose keys are the facts that a record declares."""
    from pydantic import Field

    fields: Fields = {}
    for fact in declared(record).values():
        default = ... if fact.required else None
        bounds: dict[str, Any] = {}
        if fact.is_number:
            bounds = {"ge": fact.least, "le": fact.most}
        if fact.many and fact.most_items is not None:
            bounds["max_length"] = fact.most_items
        fields[fact.name] = (_type(fact), Field(default, description=_about(fact), **bounds))
    return _model(name, fields)


def _type(fact: Fact) -> Any:
    return (_MANY if fact.many else _SINGLE)[fact.type]


def _about(fact: Fact) -> str | None:
    words = [fact.unit] if fact.unit else []
    if fact.vocabulary:
        words.append(f"an id, name or alias of the list {fact.vocabulary}")
    if fact.private:
        words.append("private")
    return "; ".join(words) or None


def _model(name: str, fields: Fields) -> type[BaseModel]:
    """A closed table: keys that nothing reads are refused, as the readers refuse them."""
    from pydantic import ConfigDict, create_model

    whole: Fields = {
        key: value if isinstance(value, tuple) else (value, ...) for key, value in fields.items()
    }
    model: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid"), **whole)
    return model


def _file(name: str, fields: Fields) -> dict[str, object]:
    return _model(name, fields).model_json_schema()
