"""The description of the API. ``python -m service.api.openapi docs/openapi.json`` writes the committed snapshot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter

from features.profiles import Agreed, Employer, Ended, FollowedUp, Participant, Vacancy
from service.api.imports import ImportGiven
from service.api.shapes import ProblemAnswer
from service.flows.changing import IfGiven, VacancyIfGiven
from service.flows.companies import ContactGiven
from service.flows.fairness import AdvertGiven
from service.flows.needs import ClosingGiven
from service.flows.people import StatusGiven
from service.flows.reading_notes import DecidedGiven, NotesGiven
from service.flows.suggesting import Asked, ReviewGiven

BODIES: Final[tuple[type[BaseModel], ...]] = (
    Participant,
    Employer,
    Vacancy,
    StatusGiven,
    NotesGiven,
    DecidedGiven,
    ClosingGiven,
    ContactGiven,
    Asked,
    ReviewGiven,
    IfGiven,
    VacancyIfGiven,
    ImportGiven,
    AdvertGiven,
    Agreed,
    FollowedUp,
    Ended,
)
_REF: Final = "#/components/schemas/{model}"
_SECURITY: Final = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_LANG: Final = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "The language of sentences; before Accept-Language. Danish when neither says.",
    "schema": {"type": "string", "enum": ["da", "en"]},
}


def described(app: FastAPI, plain: dict[str, Any]) -> dict[str, Any]:
    """FastAPI's description with what only we know: bodies read by us, problems, keys, languages."""
    schemas = plain.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _add(schemas, "Problem", TypeAdapter(ProblemAnswer).json_schema(ref_template=_REF))
    for kind in BODIES:
        _add(schemas, f"{kind.__name__}Body", _body(kind))
    plain["components"]["securitySchemes"] = _SECURITY
    plain["security"] = [{name: []} for name in _SECURITY]
    for methods in plain["paths"].values():
        for operation in methods.values():
            if "security" not in operation:
                operation.setdefault("parameters", []).append(_LANG)
    return plain


def _body(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema of a body: of a record, without tenant (the key says it) and with ``id`` left to us if wished."""
    schema = kind.model_json_schema(ref_template=_REF)
    schema["properties"].pop("tenant", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    return schema


def _add(schemas: dict[str, Any], name: str, schema: dict[str, Any]) -> None:
    schemas |= {child: part for child, part in schema.pop("$defs", {}).items() if child not in schemas}
    schemas[name] = schema


def main(target: str) -> None:
    """Write the description of the app as it is in the code."""
    from service.app import description

    text = orjson.dumps(description(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    Path(target).write_bytes(text + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
