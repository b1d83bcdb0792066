"""Walking the table of pages: what stands for each name in an address, and which addresses a role may open."""

import re
from itertools import product

import httpx2

from features.vocabulary import ParticipantStatus
from service.access import Role, hash_of, new_secret
from service.flows.signing_in import begin_session
from service.pages import PAGES, cookies
from service.pages.profile_edit import SECTIONS

ELSEWHERE = ("/log-ind/organisation", "/log-ind/tilbage")
"""The way out to an issuer and back: no pages."""
ASKED = {
    "/sagsstamme/naeste": ["?efter={participant_id}"],
    "/deltagere/{participant_id}/hvorfor-ikke": ["", "?ord=a", "?ord=zzzz", "?stilling={vacancy_id}"],
    "/deltagere/{participant_id}/hvad-hvis": ["", "?hours_max=37&minutes=90&danish=C1&licence=B"],
    "/virksomheder": ["", "?ord=a", "?ord=zzzz"],
}
"""What is asked of a page in its address, where that makes another page of it."""
ROLES = tuple(role.value for role in Role)
API = "/api/v1"


def known(server):
    """Something of everything, by the names that stand in addresses; a list with an answer, a job that has begun."""
    person = next(one for one in server.world.participants if one.status == ParticipantStatus.ACTIVE).id
    with api(server) as caller:
        run = caller.post(f"{API}/participants/{person}/suggestions", json={"k": 5}).raise_for_status().json()
        first, second = [item["id"] for item in (run["suggestions"] + run["near"])[:2]]
        no = {"party": "participant", "answer": "no", "reason": "too_far"}
        caller.post(f"{API}/suggestions/{second}/reviews", json=no).raise_for_status()
        agreed = {"start": run["created_at"][:10], "hours": 10, "proof": "contract"}
        placement = caller.post(f"{API}/suggestions/{first}/placement", json=agreed).raise_for_status().json()["id"]
    job = next(one for one in server.world.vacancies if one.employer_id == server.world.employers[0].id)
    return {
        "participant_id": [person],
        "employer_id": [server.world.employers[0].id],
        "vacancy_id": [job.id],
        "run_id": [run["run_id"]],
        "suggestion_id": [second],
        "placement_id": [placement],
        "section": [section.slug for section in SECTIONS],
    }


def api(server):
    """A caller of the API who may do everything."""
    secret = new_secret()
    server.store.create_api_key(tenant="viborg", key_hash=hash_of(secret), role="admin", label="walk", employer_id=None)
    return httpx2.Client(base_url=server.url, headers={"Authorization": f"Bearer {secret}"}, timeout=60)


def addresses(role, names, method="GET"):
    """Every address of the table that a role may open, with something real in it."""
    for page in PAGES:
        may = page.policy.roles is None or Role(role) in page.policy.roles
        if page.method == method and may and page.path not in ELSEWHERE:
            for asked in ASKED.get(page.path, [""]):
                yield from filled(page.path + asked, names)


def filled(path, names):
    """An address for each thing that may stand in it."""
    blanks = re.findall(r"\{(\w+)\}", path)
    unknown = set(blanks) - set(names)
    assert not unknown, f"{path}: tell tests/pages/walking.py what may stand for {sorted(unknown)}"
    return [path.format(**dict(zip(blanks, each, strict=True))) for each in product(*(names[name] for name in blanks))]


def token(server, role):
    """A session of somebody of a role; the recruiter speaks for the first employer."""
    return begin_session(server.app.state.services, server.account(role), "password")


def visitor(server, role, language):
    """A browser without a window: what it gets is read, not looked at."""
    jar = {cookies.SESSION: token(server, role), cookies.LANGUAGE: language}
    headers = {
        "accept": "text/html",
        "sec-fetch-site": "same-origin",
        "cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
    }
    return httpx2.Client(base_url=server.url, headers=headers, timeout=60)
