"""An OpenID Connect issuer, such as a municipality's own sign-in: authorization code flow with PKCE (RFC 7636).

The issuer says who somebody is in an ID token. It counts only when signed by a key of the issuer with an algorithm
below, meant for us, not too old, and an answer to the question of this very browser (``state``, ``nonce``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import BaseTransport, HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from service.access import Role
from service.problems import Problem
from service.settings import Settings

ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
SCOPE: Final = "openid profile"
LEEWAY: Final = 60
"""Seconds that two clocks may differ."""
TIMEOUT: Final = 10.0
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
log = structlog.get_logger(__name__)


class Issuer:
    """The issuer the settings name. Nothing is asked of it before somebody signs in.

    Raises:
        ValueError: the settings lack a client id or an address to come back to, or name a role that is not ours.
    """

    def __init__(self, settings: Settings, now: Callable[[], datetime], transport: BaseTransport | None = None) -> None:
        self._settings, self._now, self._transport = settings, now, transport
        self.url = (settings.oidc_issuer or "").rstrip("/")
        if not settings.oidc_client_id or not settings.oidc_redirect:
            raise ValueError(
                "COMPANYTRACK_OIDC_ISSUER needs COMPANYTRACK_OIDC_CLIENT_ID and COMPANYTRACK_OIDC_REDIRECT"
            )
        if odd := sorted(set(settings.oidc_roles.values()) - set(Role)):
            raise ValueError(f"COMPANYTRACK_OIDC_ROLES: {', '.join(odd)}; known: {', '.join(Role)}")
        if not _safe(self.url):
            raise ValueError("COMPANYTRACK_OIDC_ISSUER must begin with https:// (http:// only on this machine)")

    def leave(self, state: str, nonce: str, verifier: str) -> str:
        """Where the browser goes to sign in.

        Raises:
            Problem: ``issuer_unavailable``.
        """
        with self._client() as client:
            at = self._told(client)["authorization_endpoint"]
            url, _ = client.create_authorization_url(at, state=state, code_verifier=verifier, nonce=nonce)
        return str(url)

    def come_back(self, code: str, nonce: str, verifier: str) -> Mapping[str, Any]:
        """What the issuer says of the person a code stands for.

        Raises:
            Problem: ``issuer_unavailable``, or ``sign_in_failed`` when what it says cannot be believed.
        """
        with self._client() as client:
            told = self._told(client)
            try:
                token = client.fetch_token(
                    told["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier
                )
                keys = KeySet.import_key_set({"keys": self._get(client, told["jwks_uri"])["keys"]})
                return self._believed(token["id_token"], keys, nonce)
            except HTTPError as error:
                raise _away(error) from error
            except (OAuthError, JoseError, KeyError, ValueError) as error:
                log.warning("id_token_refused", error=type(error).__name__)
                raise Problem("sign_in_failed") from error

    def role_of(self, claims: Mapping[str, Any]) -> Role | None:
        """The first of the settings' roles that the issuer gives somebody, or None."""
        said = claims.get(self._settings.oidc_role_claim)
        given = set(map(str, said)) if isinstance(said, list) else {str(said)}
        return next((Role(ours) for theirs, ours in self._settings.oidc_roles.items() if theirs in given), None)

    def employer_of(self, claims: Mapping[str, Any]) -> str | None:
        """The employer the issuer binds somebody to, or None."""
        said = claims.get(self._settings.oidc_employer_claim)
        return str(said) if said else None

    def _believed(self, id_token: str, keys: KeySet, nonce: str) -> Mapping[str, Any]:
        settings = self._settings
        claims: dict[str, Any] = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.url},
            aud={"essential": True, "value": settings.oidc_client_id},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
        ).validate(claims)
        if claims.get("azp", settings.oidc_client_id) != settings.oidc_client_id:
            raise ValueError("azp")
        return claims

    def _told(self, client: OAuth2Client) -> Mapping[str, Any]:
        """What the issuer says of itself; it must call itself what the settings call it."""
        told = self._get(client, f"{self.url}/.well-known/openid-configuration")
        parts = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if str(told.get("issuer", "")).rstrip("/") != self.url or not all(_safe(str(told.get(part))) for part in parts):
            log.error("issuer_is_another", issuer=self.url)
            raise Problem("issuer_unavailable")
        return told

    def _get(self, client: OAuth2Client, url: str) -> Mapping[str, Any]:
        try:
            answer = client.request("GET", url, withhold_token=True)
            answer.raise_for_status()
            told = answer.json()
        except (HTTPError, ValueError) as error:
            raise _away(error) from error
        if not isinstance(told, dict):
            raise _away(ValueError(url))
        return told

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret.get_secret_value(),
            redirect_uri=self._settings.oidc_redirect,
            scope=SCOPE,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            transport=self._transport,
        )


def _safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _away(error: Exception) -> Problem:
    log.warning("issuer_unavailable", error=type(error).__name__)
    return Problem("issuer_unavailable", headers={"Retry-After": "30"})
