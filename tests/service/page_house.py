"""Visitors for the house of the pages: a browser that has not signed in, and one that has."""

from uuid import uuid4

from starlette.testclient import TestClient

from service.flows.signing_in import begin_session
from service.pages import cookies

PASSWORD = "fire små ord herfra"


def browser(house):
    """Somebody with a browser."""
    headers = {"accept": "text/html", "origin": "https://testserver"}
    return TestClient(house.app, base_url="https://testserver", headers=headers, follow_redirects=False)


def signed_in(house, role, *, tenant="viborg", name="Kirsten", employer_id=None):
    """Somebody who has signed in."""
    about = {"tenant": tenant, "role": role, "name": name, "employer_id": employer_id}
    account = house.store.create_account(login=uuid4().hex, **about)
    client = browser(house)
    token = begin_session(house.app.state.services, account, "password")
    client.cookies.set(cookies.SESSION, token, domain="testserver.local")
    return client
