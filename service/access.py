"""Who is asking, what they may do, and how often.

A caller is an API key or a person who has signed in: one role in one tenant, perhaps bound to one employer. Every
route carries a ``Policy`` that names the roles it answers to; a role that is not named is refused, and a route without
a policy cannot be declared. Whatever lies in another tenant, or belongs to another employer than the caller's, looks
like something that is not there.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from service.problems import Problem
from service.store import Store

PER_KEY: Final = "30000/minute"
WRONG_KEYS: Final = "60/minute"
WRONG_PASSWORDS: Final = "10/15 minutes"
"""Wrong passwords from one address, and wrong ones for one name, before both have to wait."""
_PREFIX: Final = "ct_"
_LONGEST_SECRET: Final = 200


class Role(StrEnum):
    """What a key or an account may do. A recruiter never sees a participant or a suggestion; an auditor only reads."""

    CONSULTANT = "consultant"
    RECRUITER = "recruiter"
    DATA_ANALYST = "data_analyst"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Caller:
    """One who asks: key or account, its tenant and role, and the employer it is bound to (None: all of the tenant)."""

    id: str
    tenant: str
    role: Role
    employer_id: str | None = None
    kind: Literal["key", "user"] = "key"

    @property
    def actor(self) -> str:
        """How the caller is named in every log of the store."""
        return f"{self.kind}:{self.id}"

    def sees_employer(self, employer_id: str) -> bool:
        """Whether an employer and its vacancies are within the key's bounds."""
        return self.employer_id is None or self.employer_id == employer_id


@dataclass(frozen=True, slots=True)
class Policy:
    """The roles a route answers to; ``roles`` is None for the few that answer everybody and tell nothing."""

    name: str
    roles: frozenset[Role] | None

    def check(self, caller: Caller) -> None:
        """Refuse a role that is not named.

        Raises:
            Problem: ``not_allowed``.
        """
        if self.roles is not None and caller.role not in self.roles:
            raise Problem("not_allowed", role=caller.role)


PUBLIC: Final = Policy("public", None)
READ_PEOPLE: Final = Policy("read people", frozenset({Role.CONSULTANT, Role.ADMIN, Role.AUDITOR}))
COUNT_PEOPLE: Final = Policy("count people", frozenset({Role.CONSULTANT, Role.ADMIN, Role.AUDITOR, Role.RECRUITER}))
"""Answers that tell how many; to those who may not read people never who, and in fives."""
CHANGE_PEOPLE: Final = Policy("change people", frozenset({Role.CONSULTANT, Role.ADMIN}))
READ_COMPANIES: Final = Policy("read companies", frozenset(Role))
CHANGE_COMPANIES: Final = Policy("change companies", frozenset({Role.CONSULTANT, Role.RECRUITER, Role.ADMIN}))
READ_CONTACTS: Final = Policy("read contacts", frozenset({Role.CONSULTANT, Role.ADMIN, Role.AUDITOR}))
SIGNED_IN: Final = Policy("signed in", frozenset(Role))
IMPORT: Final = Policy("import", frozenset({Role.CONSULTANT, Role.ADMIN}))


def new_secret() -> str:
    """A secret for a new key: 256 random bits. Show it once; only ``hash_of`` it is kept."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """The SHA-256 (hex) a key is kept by. The secret is random, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def caller_of(store: Store, secret: str) -> Caller:
    """Who a secret speaks for.

    Raises:
        Problem: ``unknown_key`` for a secret that is not in force, or whose role is not one of ours.
    """
    key = store.api_key(hash_of(secret)) if len(secret) <= _LONGEST_SECRET else None
    if key is None or key.role not in tuple(Role):
        raise Problem("unknown_key", headers={"WWW-Authenticate": "Bearer"})
    return Caller(key.id, key.tenant, Role(key.role), key.employer_id)


class Limiter:
    """How often a caller may ask, and how often an address may try keys and passwords that are wrong."""

    def __init__(
        self, per_key: str = PER_KEY, wrong_keys: str = WRONG_KEYS, wrong_passwords: str = WRONG_PASSWORDS
    ) -> None:
        self._per_key, self._wrong_keys = parse(per_key), parse(wrong_keys)
        self._wrong_passwords = parse(wrong_passwords)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def count(self, caller: Caller) -> None:
        """Count one request of a key.

        Raises:
            Problem: ``too_many_requests``, with ``Retry-After``.
        """
        if not self._limiter.hit(self._per_key, caller.actor):
            raise self._refusal(self._per_key, caller.actor)

    def may_try(self, address: str) -> None:
        """Let an address try a key.

        Raises:
            Problem: ``too_many_requests`` when it has tried too many wrong ones.
        """
        if not self._limiter.test(self._wrong_keys, "wrong", address):
            raise self._refusal(self._wrong_keys, "wrong", address)

    def wrong_key(self, address: str) -> None:
        """Count one wrong key from an address."""
        self._limiter.hit(self._wrong_keys, "wrong", address)

    def may_sign_in(self, address: str, login: str) -> None:
        """Let somebody try a password.

        Raises:
            Problem: ``too_many_sign_ins`` after too many wrong ones from this address or for this name.
        """
        for names in (("address", address), ("login", login)):
            if not self._limiter.test(self._wrong_passwords, *names):
                raise self._refusal(self._wrong_passwords, *names, code="too_many_sign_ins")

    def wrong_password(self, address: str, login: str) -> None:
        """Count one wrong password from an address, for a name."""
        self._limiter.hit(self._wrong_passwords, "address", address)
        self._limiter.hit(self._wrong_passwords, "login", login)

    def _refusal(self, item: RateLimitItem, *names: str, code: str = "too_many_requests") -> Problem:
        reset = self._limiter.get_window_stats(item, *names).reset_time
        seconds = max(1, round(reset - time.time()))
        minutes = -(-seconds // 60)
        return Problem(code, headers={"Retry-After": str(seconds)}, seconds=seconds, minutes=minutes)
