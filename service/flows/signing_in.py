"""Signing in and out: a password of ours or an issuer's word becomes a session that can be ended at any time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from service import passwords
from service.access import Caller, Role, hash_of
from service.flows.services import Services
from service.problems import Problem
from service.store import Account


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has signed in: what they may do, and what to call them."""

    caller: Caller
    name: str
    account: Account


def sign_in(services: Services, login: str, password: str, address: str) -> str:
    """The token of a new session for a login and its password.

    Raises:
        Problem: ``sign_in_failed`` (the same for a wrong login and a wrong password), ``too_many_sign_ins``.
    """
    login = login.strip().casefold()
    services.limiter.may_sign_in(address, login)
    known = services.store.account_with_login(login)
    right = passwords.fits(password, known[1] if known else None)
    if known is None or not right or known[0].role not in tuple(Role):
        services.limiter.wrong_password(address, login)
        raise Problem("sign_in_failed")
    return begin_session(services, known[0], "password")


def begin_session(services: Services, account: Account, how: str) -> str:
    """The token of a new session; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    services.store.begin_session(account, hash_of(token), how)
    return token


def visitor_of(services: Services, token: str) -> Visitor | None:
    """Who a session's token speaks for, or None when it is not in force."""
    account = services.store.account_in_session(hash_of(token)) if token else None
    if account is None or account.role not in tuple(Role):
        return None
    caller = Caller(account.id, account.tenant, Role(account.role), account.employer_id, "user")
    return Visitor(caller, account.name, account)


def sign_out(services: Services, visitor: Visitor, token: str) -> None:
    """End a session for good."""
    services.store.end_session(visitor.account, hash_of(token))
