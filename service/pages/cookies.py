"""The cookies: who has signed in, the receipt of the last form, the language. None is read by a script.

``__Host-`` makes a browser refuse the cookie unless it is Secure, for the whole site and for this host alone.
"""

from __future__ import annotations

from typing import Final

from fastapi import Request
from fastapi.responses import Response

from service.texts import texts

SESSION: Final = "__Host-session"
ATTEMPT: Final = "__Host-attempt"
RECEIPT: Final = "__Host-receipt"
LANGUAGE: Final = "__Host-language"
_YEAR: Final = 365 * 24 * 3600


def give(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie for ``seconds``, or until the browser closes."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")


def take(response: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def give_language(response: Response, language: str) -> None:
    """Remember the language for a year."""
    give(response, LANGUAGE, language, _YEAR)


def read(request: Request, name: str) -> str:
    """A cookie of the request, empty when it is not there."""
    return request.cookies.get(name, "")


def is_receipt(key: str) -> bool:
    """Whether a key is the key of a receipt; a cookie can say anything, and no other text is shown for it."""
    return key.split(".")[1:2] == ["receipt"] and key in texts("da")
