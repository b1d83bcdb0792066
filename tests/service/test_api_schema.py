"""The API is what it says: the committed description is current, documented, and holds under odd requests."""

import json
import os
import re
from pathlib import Path

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.api import ENDPOINTS
from service.app import description
from service.problems import STATUS
from service.texts import LANGUAGES, texts
from tests.service.api_house import API, open_house

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "20"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KNOWN = {"participant_id": "p1", "employer_id": "e1", "vacancy_id": "v1"}
OPERATIONS = [(item.method, item.path) for item in ENDPOINTS]
BOUNDED = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("schema")) as house:
        house.fill(house.caller())
        house.keys = {role: house.key(role) for role in ("consultant", "recruiter", "auditor")}
        yield house


@pytest.fixture(scope="module")
def schema(house):
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", house.app)


def test_the_committed_description_is_current():
    committed = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))
    assert committed == description(), "docs/openapi.json is out of date: run `make docs`"


def test_every_endpoint_and_problem_is_documented():
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    for method, path in OPERATIONS:
        assert f"`{method} {path}`" in page, f"docs/api.md lacks {method} {path}"
    documented = re.findall(r"^\| `([A-Z]+) (/[^`]*)`", page, re.MULTILINE)
    assert sorted(documented) == sorted(OPERATIONS)
    for code, status in STATUS.items():
        assert f"| `{code}` | {status} |" in page, f"docs/api.md lacks the problem {code}"


def test_every_problem_has_its_sentences_in_both_languages():
    for language in LANGUAGES:
        for code in STATUS:
            assert f"problems.{code}.title" in texts(language)
            assert f"problems.{code}.detail" in texts(language)


def test_the_description_names_a_policy_and_problems_for_every_operation():
    for methods in description()["paths"].values():
        for operation in methods.values():
            assert operation["x-policy"]
            assert {"500", "503"} <= set(operation["responses"])


@pytest.mark.parametrize("role", ["consultant", "recruiter", "auditor"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{method} {path}" for method, path in OPERATIONS])
def test_no_request_breaks_it_and_every_answer_has_the_described_form(house, schema, role, method, path):
    operation = schema[path][method]
    headers = {"Authorization": f"Bearer {house.keys[role]}"}

    @BOUNDED
    @hypothesis.given(case=operation.as_strategy())
    def knock(case):
        case.path_parameters = {name: KNOWN.get(name, value) for name, value in (case.path_parameters or {}).items()}
        case.call_and_validate(headers=headers, checks=CHECKS)

    knock()
