"""Nobody sees what is not theirs: every route has a policy, and every role × tenant × route is knocked at."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from features.profiles import Agreed, Employer, Ended, FollowedUp, Participant, Vacancy
from service.access import Limiter, Policy, Role, caller_of, hash_of, new_secret
from service.api import ENDPOINTS
from service.api.endpoint import add, policy_of, unguarded
from service.api.imports import ImportGiven
from service.flows.changing import IfGiven, VacancyIfGiven
from service.flows.companies import ContactGiven
from service.flows.countering import CarvingGiven
from service.flows.fairness import AdvertGiven
from service.flows.needs import ClosingGiven
from service.flows.people import StatusGiven
from service.flows.reading_notes import DecidedGiven, NotesGiven
from service.flows.suggesting import Asked, ReviewGiven
from service.problems import Problem
from tests.service.api_house import AMAL, API, BAKER, KITCHEN, ROLES, open_house

GUARDED = [item for item in ENDPOINTS if item.policy.roles is not None]
BODIES = {
    NotesGiven: {"text": "Kan løfte 10 kg"},
    DecidedGiven: {"decisions": [{"field": "hours_max", "value": 20}]},
    Participant: {k: v for k, v in AMAL.items() if k != "id"},
    Employer: {k: v for k, v in BAKER.items() if k != "id"},
    Vacancy: {k: v for k, v in KITCHEN.items() if k != "id"},
    StatusGiven: {"status": "active"},
    ClosingGiven: {"reason": "filled"},
    Agreed: {"start": "2026-11-02", "hours": 10, "proof": "contract"},
    FollowedUp: {"week": 1},
    Ended: {"on": "2026-11-16", "reason": "moved"},
    AdvertGiven: {"title": "Opvasker"},
    CarvingGiven: {"participant_id": "p1"},
    ContactGiven: {"kind": "email", "outcome": "replied"},
    Asked: {"k": 2},
    IfGiven: {"changes": {"hours_max": 25}},
    VacancyIfGiven: {"changes": {"hours_max": 25}},
    ReviewGiven: {"party": "consultant", "answer": "yes"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("access")) as house:
        owner = house.caller()
        house.fill(owner)
        run = owner.post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()
        suggestion = run["suggestions"][0]["id"]
        placement = owner.post(f"{API}/suggestions/{suggestion}/placement", json=BODIES[Agreed]).json()
        house.ids = {
            "placement_id": placement["id"],
            "participant_id": "p1",
            "employer_id": "e1",
            "vacancy_id": "v2",
            "run_id": run["run_id"],
            "suggestion_id": suggestion,
        }
        yield house


def knock(client, item, ids):
    """One good request to a route."""
    headers = {"If-Match": '"v1"'} if item.method in ("PUT", "PATCH") else {}
    path = item.path.format(**ids)
    if item.body is ImportGiven:
        return client.post(path, files={"file": ("x.csv", "id;titel;vilkår\nv9;Gartner;løntilskud\n")})
    body = BODIES[item.body] if item.body else None
    return client.request(item.method, path, json=body, headers=headers)


def name_of(item):
    return f"{item.method} {item.path}"


def test_every_route_of_the_app_has_a_policy(house):
    assert unguarded(house.app) == []
    assert {policy_of(route).name for route in house.app.routes} >= {"public", "read people", "change people"}


def test_a_route_without_a_policy_is_found():
    app = FastAPI(openapi_url=None)
    add(app, ENDPOINTS[:1])
    app.add_api_route("/open", lambda: None)
    assert unguarded(app) == ["/open"]


def test_only_four_routes_answer_everybody_and_they_tell_nothing_of_anybody():
    public = [item.path for item in ENDPOINTS if item.policy.roles is None]
    assert public == ["/healthz", "/readyz", "/metrics", f"{API}/openapi.json"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("item", GUARDED, ids=name_of)
def test_a_role_gets_through_where_the_policy_names_it_and_nowhere_else(house, item, role):
    answer = knock(house.caller(role), item, house.ids)
    if Role(role) in item.policy.roles:
        assert answer.status_code in (200, 201, 409, 412), answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("item", [item for item in GUARDED if "{" in item.path], ids=name_of)
def test_what_another_tenant_has_looks_like_what_is_not_there(house, item, role):
    stranger = house.caller(role, tenant="skive")
    foreign = knock(stranger, item, house.ids)
    missing = knock(stranger, item, dict.fromkeys(house.ids, "nothing"))
    allowed = Role(role) in item.policy.roles
    assert foreign.status_code == missing.status_code == (404 if allowed else 403), foreign.text
    assert without_ids(foreign.json()) == without_ids(missing.json())


def without_ids(problem):
    return {name: value for name, value in problem.items() if name not in ("request_id", "instance")}


@pytest.mark.parametrize("kind", ["participants", "employers", "vacancies"])
def test_a_list_holds_nothing_of_another_tenant(house, kind):
    listed = house.caller("admin", tenant="holstebro").get(f"{API}/{kind}").json()
    assert listed == {"items": [], "next": None}


def test_two_tenants_may_use_the_same_ids_and_their_lists_stay_apart(house):
    stranger = house.caller(tenant="randers")
    house.fill(stranger)
    stranger.post(f"{API}/vacancies", json={**KITCHEN, "id": "only-here", "title": "Køkkenhjælp i Randers"})
    mine = house.caller().post(f"{API}/participants/p1/suggestions", json={"k": 50}).json()
    assert "only-here" not in [item["vacancy_id"] for item in mine["suggestions"] + mine["near"]]
    theirs = stranger.post(f"{API}/participants/p1/suggestions", json={"k": 50}).json()
    assert "only-here" in [item["vacancy_id"] for item in theirs["suggestions"] + theirs["near"]]


def test_a_body_cannot_name_another_tenant(house):
    answer = house.caller().post(f"{API}/employers", json={"name": "X", "tenant": "skive"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "other_tenant"


def test_a_recruiter_bound_to_an_employer_sees_that_one_only(house):
    bound = house.caller("recruiter", employer_id="e1")
    assert [item["id"] for item in bound.get(f"{API}/employers").json()["items"]] == ["e1"]
    assert bound.get(f"{API}/employers/e1").status_code == 200
    assert bound.get(f"{API}/employers/e2").status_code == 404
    house.caller().post(f"{API}/vacancies", json={**KITCHEN, "id": "of-e2", "employer_id": "e2"})
    assert bound.get(f"{API}/vacancies/of-e2").status_code == 404
    assert bound.post(f"{API}/vacancies/of-e2/close", json={"reason": "filled"}).status_code == 404
    assert bound.get(f"{API}/vacancies?employer_id=e2").json()["items"] == []
    assert {item["employer_id"] for item in bound.get(f"{API}/vacancies").json()["items"]} == {"e1"}
    posted = bound.post(f"{API}/vacancies", json={**KITCHEN, "id": None, "employer_id": "e2"})
    missing = bound.post(f"{API}/vacancies", json={**KITCHEN, "id": None, "employer_id": "nobody"})
    assert posted.status_code == missing.status_code == 422
    assert posted.json()["faults"][0]["code"] == missing.json()["faults"][0]["code"] == "unknown_employer"
    assert bound.post(f"{API}/employers", json={"name": "Ny"}).status_code == 403
    contact = {"kind": "call", "outcome": "replied"}
    assert bound.post(f"{API}/employers/e2/contacts", json=contact).status_code == 404


def test_every_look_at_a_participant_is_noted_with_who_and_why(house):
    secret = new_secret()
    key = house.store.create_api_key(tenant="viborg", role="auditor", label="x", key_hash=hash_of(secret)).id
    reader = TestClient(house.app, headers={"X-API-Key": secret})
    reader.get(f"{API}/participants/p1")
    reader.get(f"{API}/participants?limit=200")
    reader.get(f"{API}/participants/p1/why-not/v1")
    with house.store.reader("viborg") as seen:
        looks = [item.purpose for item in seen.accesses("p1") if item.actor == f"key:{key}"]
    assert looks == ["read_profile", "list_profiles", "why_not"]


def test_a_missing_an_unknown_and_a_revoked_key_are_refused(house):
    assert house.client.get(f"{API}/employers").json()["code"] == "no_key"
    wrong = house.client.get(f"{API}/employers", headers={"X-API-Key": "ct_wrong"})
    assert (wrong.status_code, wrong.json()["code"], wrong.headers["www-authenticate"]) == (
        401,
        "unknown_key",
        "Bearer",
    )
    secret = new_secret()
    key = house.store.create_api_key(tenant="viborg", role="admin", label="x", key_hash=hash_of(secret))
    assert house.client.get(f"{API}/employers", headers={"X-API-Key": secret}).status_code == 200
    house.store.revoke_api_key("viborg", key.id)
    assert house.client.get(f"{API}/employers", headers={"X-API-Key": secret}).status_code == 401


def test_a_key_with_a_role_that_is_not_ours_is_unknown(house):
    secret = new_secret()
    house.store.create_api_key(tenant="viborg", role="owner", label="x", key_hash=hash_of(secret))
    with pytest.raises(Problem, match="unknown_key"):
        caller_of(house.store, secret)


def test_a_policy_that_names_nobody_lets_nobody_in(house):
    secret = house.key("admin")
    with pytest.raises(Problem, match="not_allowed"):
        Policy("nobody", frozenset()).check(caller_of(house.store, secret))


def test_who_asks_too_often_waits(tmp_path):
    with open_house(tmp_path, limiter=Limiter("3/minute", "2/minute")) as house:
        client = house.caller()
        answers = [client.get(f"{API}/employers") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        stranger = TestClient(house.app, headers={"X-API-Key": "ct_guess"})
        assert [stranger.get(f"{API}/employers").status_code for _ in range(3)] == [401, 401, 429]
