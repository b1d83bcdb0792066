"""Signing in: sessions that end when they should, passwords, limits, an issuer believed only when it may be."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from service import passwords
from service.access import Limiter, hash_of
from service.accounts import DEMO_PEOPLE, AccountFault, create_account, demo_people
from service.flows.signing_in import begin_session, sign_in, visitor_of
from service.issuer import Issuer
from service.pages import cookies
from service.problems import Problem
from service.settings import Settings
from tests.service.api_house import BAKER, open_house
from tests.service.fake_issuer import CLIENT, REDIRECT, URL, FakeIssuer, signed_with_the_secret, unsigned
from tests.service.page_house import PASSWORD, browser, signed_in

ROLES = {"Jobcenter-K": "consultant", "Firma": "recruiter"}
OIDC = {
    "oidc_issuer": URL,
    "oidc_client_id": CLIENT,
    "oidc_client_secret": SecretStr("hemmeligt"),
    "oidc_redirect": REDIRECT,
    "oidc_roles": ROLES,
}


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path, limiter=Limiter("100000/minute", "100000/minute", "3/15 minutes")) as house:
        house.store.create_account(
            tenant="viborg", role="consultant", name="K", login="kirsten", password_hash=passwords.hash_of(PASSWORD)
        )
        house.services = house.app.state.services
        yield house


def account_of(house):
    return house.store.account_with_login("kirsten")[0]


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────────


def test_a_session_ends_after_half_an_hour_without_use(house):
    token = begin_session(house.services, account_of(house), "password")
    for minutes in (29, 29, 29):
        house.clock.now += timedelta(minutes=minutes)
        assert visitor_of(house.services, token) is not None
    house.clock.now += timedelta(minutes=31)
    assert visitor_of(house.services, token) is None


def test_a_session_ends_after_eight_hours_of_use(house):
    token = begin_session(house.services, account_of(house), "password")
    for _ in range(23):
        house.clock.now += timedelta(minutes=20)
        assert visitor_of(house.services, token) is not None
    house.clock.now += timedelta(minutes=21)
    assert visitor_of(house.services, token) is None


def test_a_revoked_account_is_out_at_once_and_cannot_come_back(house):
    token = begin_session(house.services, account_of(house), "password")
    house.store.revoke_account("viborg", account_of(house).id)
    assert visitor_of(house.services, token) is None
    with pytest.raises(Problem, match="sign_in_failed"):
        sign_in(house.services, "kirsten", PASSWORD, "1.2.3.4")


def test_an_account_of_another_tenant_is_not_revoked(house):
    assert house.store.revoke_account("skive", account_of(house).id) is False
    assert house.store.accounts("skive") == ()


def test_the_store_holds_no_token_and_no_password(house, tmp_path):
    token = sign_in(house.services, "Kirsten ", PASSWORD, "1.2.3.4")
    assert visitor_of(house.services, token).caller.actor == f"user:{account_of(house).id}"
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("house.db*"))
    assert hash_of(token).encode() in kept
    assert token.encode() not in kept
    assert PASSWORD.encode() not in kept
    assert account_of(house).id.encode() in kept


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "é"])
def test_a_token_we_did_not_give_opens_nothing(house, token):
    assert visitor_of(house.services, token) is None


def test_an_account_whose_role_is_not_ours_opens_nothing(house):
    odd = house.store.create_account(tenant="viborg", role="owner", name="X", login="x-x")
    assert visitor_of(house.services, begin_session(house.services, odd, "password")) is None


# ── Passwords ────────────────────────────────────────────────────────────────────────────────────


def test_three_wrong_passwords_and_even_the_right_one_waits(house):
    client = browser(house)
    for _ in range(3):
        assert client.post("/log-ind", data={"login": "kirsten", "password": "forkert kode"}).status_code == 403
    answer = client.post("/log-ind", data={"login": "kirsten", "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 900
    assert "minutter" in answer.text


def test_guessing_one_name_from_many_addresses_waits_too(house):
    for number in range(3):
        with pytest.raises(Problem, match="sign_in_failed"):
            sign_in(house.services, "kirsten", "forkert kode", f"10.0.0.{number}")
    with pytest.raises(Problem, match="too_many_sign_ins"):
        sign_in(house.services, "KIRSTEN", PASSWORD, "10.0.0.99")


def test_a_wrong_name_and_a_wrong_password_are_told_alike(house):
    answers = [
        browser(house).post("/log-ind", data={"login": login, "password": "forkert kode"})
        for login in ("kirsten", "ingenxx")
    ]
    texts = [answer.text.replace("ingenxx", "kirsten") for answer in answers]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert texts[0].replace(ids[0], "") == texts[1].replace(ids[1], "")


def test_a_password_that_is_unknown_short_or_endless_is_not_taken():
    kept = passwords.hash_of(PASSWORD)
    assert passwords.fits(PASSWORD, kept)
    assert not passwords.fits(PASSWORD + "x", kept)
    assert not passwords.fits(PASSWORD, None)
    assert not passwords.fits("x" * 100_000, kept)
    assert kept.startswith("$argon2id$")
    for wrong in ("elleve tegn", "x" * 201):
        with pytest.raises(ValueError, match="12 to 200"):
            passwords.hash_of(wrong)


def test_a_made_password_may_be_used_and_is_never_the_same():
    made = {passwords.new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(one) == 19 for one in made)


# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"login": "k"}, "login"),
        ({"login": "demo-x"}, "login"),
        ({"login": "KIRSTEN"}, "taken"),
        ({"password": "kort"}, "password"),
        ({"role": "owner"}, "role"),
        ({"role": "recruiter"}, "recruiter"),
        ({"employer_id": "e1"}, "not_recruiter"),
        ({"role": "recruiter", "employer_id": "e9"}, "employer"),
    ],
)
def test_an_account_that_cannot_be_made_says_why(house, given, code):
    about = {"login": "mette", "password": PASSWORD, "name": "M", "role": "consultant", **given}
    with pytest.raises(AccountFault, match=f"^{code}$"):
        create_account(house.store, "viborg", about.pop("login"), about.pop("password"), **about)


def test_a_demonstration_has_somebody_of_every_role_and_another_password_at_every_start(house):
    without, first = demo_people(house.store, "viborg")
    assert "demo-virksomhed" not in without
    house.caller().post("/api/v1/employers", json=BAKER)
    people, second = demo_people(house.store, "viborg")
    assert people == {login: role for login, (role, _) in DEMO_PEOPLE.items()}
    assert first != second
    for login, role in people.items():
        visitor = visitor_of(house.services, sign_in(house.services, login, second, "1.2.3.4"))
        assert visitor.caller.role == role
    assert house.store.account_with_login("demo-virksomhed")[0].employer_id == "e1"
    with pytest.raises(Problem, match="sign_in_failed"):
        sign_in(house.services, "demo-konsulent", first, "1.2.3.4")


def test_the_demonstrations_recruiter_speaks_for_an_invented_employer_when_there_is_one(house):
    for id in ("cvr-19596915", "syn-e-0001"):
        house.caller().post("/api/v1/employers", json={**BAKER, "id": id})
    demo_people(house.store, "viborg")
    assert house.store.account_with_login("demo-virksomhed")[0].employer_id == "syn-e-0001"


# ── An issuer ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def issuer(house):
    fake = FakeIssuer(house.clock)
    settings = house.settings.model_copy(update=OIDC)
    house.app.state.settings = settings
    house.app.state.issuer = Issuer(settings, house.clock, fake.transport)
    return fake


def come_back(house, issuer, client=None):
    """The whole way of a browser there and back."""
    client = client or browser(house)
    leaving = client.get("/log-ind/organisation?til=/ordliste")
    assert leaving.status_code == 303, leaving.text
    return client.get("/log-ind/tilbage", params=issuer.sign_in(leaving.headers["location"]))


def test_an_issuer_signs_somebody_in_and_back_to_the_page_they_asked_for(house, issuer):
    client = browser(house)
    assert "Log ind med din arbejdskonto" in client.get("/log-ind").text
    answer = come_back(house, issuer, client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ordliste")
    assert "Kirsten Konsulent" in client.get("/ordliste").text
    (account,) = [one for one in house.store.accounts("viborg") if one.subject]
    assert (account.role, account.issuer, account.subject) == ("consultant", URL, "u1")
    assert house.store.sign_ins("viborg", account.id) == ("oidc",)


def test_the_same_person_is_the_same_account_with_the_role_the_issuer_gives_now(house, issuer):
    come_back(house, issuer)
    house.caller().post("/api/v1/employers", json=BAKER)
    issuer.claims |= {"role": "Firma", "employer_id": "e1", "name": "Kirsten Firma"}
    come_back(house, issuer)
    (account,) = [one for one in house.store.accounts("viborg") if one.subject]
    assert (account.role, account.name, account.employer_id) == ("recruiter", "Kirsten Firma", "e1")


def test_a_person_whose_account_was_revoked_stays_out(house, issuer):
    come_back(house, issuer)
    (account,) = [one for one in house.store.accounts("viborg") if one.subject]
    house.store.revoke_account("viborg", account.id)
    assert come_back(house, issuer).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [{"role": "Ukendt"}, {"role": None}, {"role": "Firma"}, {"role": "Firma", "employer_id": "e9"}],
    ids=str,
)
def test_who_has_no_role_here_or_recruits_for_nobody_is_not_let_in(house, issuer, claims):
    issuer.claims |= claims
    assert come_back(house, issuer).status_code == 403
    assert [one for one in house.store.accounts("viborg") if one.subject] == []


LIES = {
    "another issuer": {"iss": "https://evil.example"},
    "for another client": {"aud": "other"},
    "issued through another client": {"aud": [CLIENT, "other"], "azp": "other"},
    "an old answer": {"nonce": "old"},
    "no nonce": {"nonce": None},
    "too old": {"exp": 1},
    "never too old": {"exp": None},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_an_id_token_that_says_something_wrong_is_not_believed(house, issuer, lie):
    issuer.lie = lambda claims: {**claims, **lie}
    assert come_back(house, issuer).status_code == 403


def test_an_id_token_that_the_issuer_did_not_sign_is_not_believed(house, issuer):
    from joserfc import jwt

    strange = lambda claims: jwt.encode({"alg": "RS256", "kid": "k1"}, claims, issuer.strange_key)  # noqa: E731
    for signer in (unsigned, signed_with_the_secret, strange):
        issuer.signer = signer
        assert come_back(house, issuer).status_code == 403


def test_a_code_is_worth_nothing_without_the_verifier_of_the_browser_that_left(house, issuer):
    leaving = browser(house).get("/log-ind/organisation")
    issuer.sign_in(leaving.headers["location"])
    issuer.asked["code_challenge"] = "another"
    issuer.sign_in = lambda url: {"code": "c1", "state": url.split("state=")[1].split("&")[0]}
    assert come_back(house, issuer).status_code == 403


def test_only_the_browser_that_left_may_come_back_and_only_once(house, issuer):
    client = browser(house)
    back = issuer.sign_in(client.get("/log-ind/organisation").headers["location"])
    assert browser(house).get("/log-ind/tilbage", params=back).status_code == 403
    assert client.get("/log-ind/tilbage", params=back).status_code == 303
    client.cookies.set(cookies.ATTEMPT, back["state"], domain="testserver.local")
    assert client.get("/log-ind/tilbage", params=back).status_code == 403


def test_who_stays_away_too_long_begins_again(house, issuer):
    client = browser(house)
    back = issuer.sign_in(client.get("/log-ind/organisation").headers["location"])
    house.clock.now += timedelta(minutes=11)
    assert client.get("/log-ind/tilbage", params=back).status_code == 403


def test_coming_back_with_an_error_or_nothing_is_told_in_words(house, issuer):
    for params in ({}, {"error": "access_denied"}, {"state": "x"}, {"code": "c1"}):
        answer = browser(house).get("/log-ind/tilbage", params=params)
        assert answer.status_code == 403
        assert "Du blev ikke logget ind" in answer.text


def test_an_issuer_that_is_away_or_is_another_is_told_in_words(house, issuer):
    issuer.away = True
    answer = browser(house).get("/log-ind/organisation")
    assert answer.status_code == 503
    assert "login svarer ikke" in answer.text
    issuer.away, issuer.name = False, "https://evil.example"
    assert browser(house).get("/log-ind/organisation").status_code == 503


def test_without_an_issuer_there_is_no_way_to_one(house):
    assert browser(house).get("/log-ind/organisation").status_code == 404
    assert "arbejdskonto" not in browser(house).get("/log-ind").text


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ({"oidc_client_id": ""}, "CLIENT_ID"),
        ({"oidc_redirect": ""}, "REDIRECT"),
        ({"oidc_roles": {"x": "owner"}}, "owner"),
        ({"oidc_issuer": "http://login.viborg.example"}, "https"),
    ],
)
def test_settings_that_make_no_sense_stop_the_start(wrong, cure):
    with pytest.raises(ValueError, match=cure):
        Issuer(Settings().model_copy(update={**OIDC, **wrong}), lambda: None)


def test_the_client_secret_is_never_shown():
    assert "hemmeligt" not in repr(Settings().model_copy(update=OIDC))


def test_a_signed_in_visitor_who_opens_the_sign_in_goes_on(house):
    answer = signed_in(house, "consultant").get("/log-ind?til=/ordliste")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ordliste")
