"""Passwords of local accounts: kept by argon2, compared in the same time whether the account exists or not."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from pwdlib import PasswordHash

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters; argon2 reads all of them, so there is a bound."""


@cache
def _argon2() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    return _argon2().hash(secrets.token_urlsafe())


def hash_of(password: str) -> str:
    """The argon2id hash a password is kept by.

    Raises:
        ValueError: for fewer than ``SHORTEST`` or more than ``LONGEST`` characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _argon2().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; None (no such account) takes as long and is False."""
    if len(password) > LONGEST:
        return False
    right = _argon2().verify(password, kept or _nobodys())
    return right and kept is not None


def new_password() -> str:
    """A password for somebody who has none yet: four groups that can be read aloud, 80 random bits. Show it once."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789x"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
