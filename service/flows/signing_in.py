"""Signing in and out: a password of ours or an issuer's word becomes a session that can be ended at any time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from features.profiles import Employer
from service import passwords
from service.access import Caller, Role, hash_of
from service.flows.services import Services
from service.problems import Problem
from service.store import Account, Attempt

if TYPE_CHECKING:
    from service.issuer import Issuer


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


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody on the way to an issuer: the address, and the state that only this browser may come back with."""

    url: str
    state: str


def leave(services: Services, issuer: Issuer, tenant: str, back: str) -> Leaving:
    """Send somebody to an issuer; ``back`` is the page they asked for.

    Raises:
        Problem: ``issuer_unavailable``.
    """
    state, attempt = secrets.token_urlsafe(32), Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(32), back)
    url = issuer.leave(state, attempt.nonce, attempt.verifier)
    services.store.begin_attempt(tenant, hash_of(state), attempt)
    return Leaving(url, state)


def come_back(services: Services, issuer: Issuer, tenant: str, state: str, code: str) -> tuple[str, str]:
    """(token of a new session, page that was asked for) of somebody an issuer has sent back; a state is good for once.

    Raises:
        Problem: ``sign_in_failed``, ``issuer_unavailable``.
    """
    attempt = services.store.end_attempt(hash_of(state)) if state and code else None
    if attempt is None:
        raise Problem("sign_in_failed")
    claims = issuer.come_back(code, attempt.nonce, attempt.verifier)
    account = _account_of(services, issuer, tenant, claims)
    return begin_session(services, account, "oidc"), attempt.back


def _account_of(services: Services, issuer: Issuer, tenant: str, claims: Mapping[str, Any]) -> Account:
    """The account of an issuer's subject, made or brought up to date; role and employer are the issuer's to say."""
    role, employer = issuer.role_of(claims), issuer.employer_of(claims)
    bound = employer if role == Role.RECRUITER else None
    if role is None or (role == Role.RECRUITER and not _is_there(services, tenant, bound)):
        raise Problem("sign_in_failed")
    name = str(claims.get("name") or claims.get("preferred_username") or claims["sub"])[:100]
    who = {"issuer": issuer.url, "subject": str(claims["sub"])}
    about = {"role": role.value, "name": name, "employer_id": bound}
    known = services.store.account_of_subject(**who)
    if known is None:
        return services.store.create_account(tenant=tenant, **who, **about)  # type: ignore[arg-type]
    if known.revoked_at is not None:
        raise Problem("sign_in_failed")
    services.store.change_account(known.id, **about)  # type: ignore[arg-type]
    return known


def _is_there(services: Services, tenant: str, employer_id: str | None) -> bool:
    with services.store.reader(tenant) as reader:
        return employer_id is not None and reader.get(Employer, employer_id) is not None
