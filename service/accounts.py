"""Local accounts: who may have one, and the people a demonstration can be signed in as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from features.profiles import Employer
from service import passwords
from service.access import Role
from service.pseudonyms import INVENTED
from service.store import AlreadyDone

if TYPE_CHECKING:
    from service.store import Account, Store

_LOGIN: Final = re.compile(r"[\w.@\-]{3,64}")
_DEMO: Final = "demo-"
DEMO_PEOPLE: Final = {
    "demo-konsulent": (Role.CONSULTANT, "Kirsten Konsulent"),
    "demo-virksomhed": (Role.RECRUITER, "Viggo fra virksomheden"),
    "demo-data": (Role.DATA_ANALYST, "Dina Data"),
    "demo-administrator": (Role.ADMIN, "Anders Administrator"),
    "demo-revisor": (Role.AUDITOR, "Rita Revisor"),
}
"""Whom a demonstration can be signed in as: login, role and name. No other account has a login that begins so."""


class AccountFault(Exception):
    """Why an account cannot be made: a code with its sentence in ``accounts.fault`` and the parameters of it."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def create_account(
    store: Store, tenant: str, login: str, password: str, *, name: str, role: str, employer_id: str | None = None
) -> Account:
    """Keep a new local account.

    Raises:
        AccountFault: the login, password, role or employer cannot be used, or the login is taken.
    """
    _check(store, tenant, login, role, employer_id)
    try:
        kept = passwords.hash_of(password)
    except ValueError as error:
        raise AccountFault("password", least=passwords.SHORTEST, most=passwords.LONGEST) from error
    try:
        return store.create_account(
            tenant=tenant, role=role, name=name, login=login.casefold(), password_hash=kept, employer_id=employer_id
        )
    except AlreadyDone as error:
        raise AccountFault("taken", login=login) from error


def _check(store: Store, tenant: str, login: str, role: str, employer_id: str | None) -> None:
    if not _LOGIN.fullmatch(login) or login.casefold().startswith(_DEMO):
        raise AccountFault("login")
    if role not in tuple(Role):
        raise AccountFault("role", role=role, known=[item.value for item in Role])
    if (role == Role.RECRUITER) != (employer_id is not None):
        raise AccountFault("recruiter" if role == Role.RECRUITER else "not_recruiter")
    with store.reader(tenant) as reader:
        if employer_id is not None and reader.get(Employer, employer_id) is None:
            raise AccountFault("employer", id=employer_id)


def _spoken_for(store: Store, tenant: str) -> str | None:
    """An employer for the recruiter: an invented one rather than a real one whose old adverts were imported."""
    with store.reader(tenant) as reader:
        pages = (reader.page(Employer, after=after, limit=1).items for after in (INVENTED, None))
        return next((kept.record.id for items in pages for kept in items), None)


def demo_people(store: Store, tenant: str) -> tuple[Mapping[str, Role], str]:
    """Accounts of every role by login, made where they are missing, and their password: another at every start.

    The recruiter speaks for the first invented employer, else for the first; without any there is no recruiter.
    """
    first = _spoken_for(store, tenant)
    password = passwords.new_password()
    kept, there = passwords.hash_of(password), {account.login: account for account in store.accounts(tenant)}
    people = {login: role for login, (role, _) in DEMO_PEOPLE.items() if first or role != Role.RECRUITER}
    for login, role in people.items():
        if login in there:
            store.set_password(there[login].id, kept)
            continue
        employer = first if role == Role.RECRUITER else None
        about = {"tenant": tenant, "role": role.value, "name": DEMO_PEOPLE[login][1], "employer_id": employer}
        store.create_account(login=login, password_hash=kept, **about)  # type: ignore[arg-type]
    return people, password
