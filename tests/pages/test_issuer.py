"""Signing in by an issuer that is not ours: a mock provider on this machine, a real browser there and back."""

import oidc_provider_mock as oidc
import pytest

from tests.pages.served import Served


@pytest.fixture(scope="module")
def issuer():
    people = [oidc.User(sub="mette", claims={"name": "Mette fra kommunen", "role": "Jobcenter-K"})]
    with oidc.run_server_in_thread(user_claims=people, require_nonce=True) as provider:
        yield f"http://localhost:{provider.server_port}"


@pytest.fixture(scope="module")
def server(tmp_path_factory, issuer):
    """A server of its own, whose organisation is the mock provider."""
    served = Served(
        tmp_path_factory.mktemp("issuer"),
        participants=1,
        employers=1,
        vacancies=1,
        oidc_issuer=issuer,
        oidc_client_id="companytrack",
        oidc_client_secret="hemmeligt",
        oidc_roles={"Jobcenter-K": "consultant"},
    )
    served.start()
    yield served
    served.stop()


def test_somebody_of_the_municipality_signs_in_with_their_own_account(server, browser):
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/ordliste")
    page.goto("/log-ind?til=/ordliste")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    page.get_by_role("button", name="mette").click()
    page.wait_for_url(f"{server.url}/ordliste")
    assert page.get_by_text("Mette fra kommunen").is_visible()
    assert page.get_by_role("status").inner_text().endswith("Du er logget ind.")
    (account,) = server.store.accounts("viborg")
    assert (account.subject, account.role) == ("mette", "consultant")
    context.close()
