"""The smallest honest issuer: it checks the code, the verifier against the challenge, and the address to come back to.

``lie`` changes the ID token it signs, so that every way of not telling the truth can be tried.
"""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

URL = "https://login.viborg.example"
CLIENT = "companytrack"
REDIRECT = "https://testserver/log-ind/tilbage"


class FakeIssuer:
    """Speaks through ``transport``; ``asked`` is the question of the last browser that came."""

    def __init__(self, now):
        self.now = now
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256", "use": "sig"})
        self.strange_key = RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256", "use": "sig"})
        self.claims = {"sub": "u1", "name": "Kirsten Konsulent", "role": ["Jobcenter-K"]}
        self.lie = dict
        self.signer = lambda claims: jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.key)
        self.name = URL
        self.asked = {}
        self.away = False
        self.transport = httpx2.MockTransport(self._answer)

    def sign_in(self, url):
        """What the issuer does with a browser that comes: a code, and the address to send it back to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert self.asked["response_type"] == "code"
        assert self.asked["redirect_uri"] == REDIRECT
        assert self.asked["code_challenge_method"] == "S256"
        return {"code": "c1", "state": self.asked["state"]}

    def _answer(self, request):
        if self.away:
            raise httpx2.ConnectError("away", request=request)
        path = request.url.path
        if path == "/.well-known/openid-configuration":
            return httpx2.Response(200, json=self._told())
        if path == "/jwks":
            return httpx2.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        return self._token(request)

    def _told(self):
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.name, **{name: f"{URL}/{path}" for name, path in names.items()}}

    def _token(self, request):
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        basic = base64.b64encode(f"{CLIENT}:hemmeligt".encode()).decode()
        good = (
            request.headers["authorization"] == f"Basic {basic}"
            and (form["grant_type"], form["code"], form["redirect_uri"]) == ("authorization_code", "c1", REDIRECT)
            and challenge == self.asked.get("code_challenge")
        )
        if not good:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        now = int(self.now().timestamp())
        claims = {"iss": URL, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.asked["nonce"], **self.claims}
        token = self.signer({name: value for name, value in self.lie(claims).items() if value is not None})
        return httpx2.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": token})


def unsigned(claims):
    """An ID token nobody has signed."""
    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def signed_with_the_secret(claims):
    """An ID token signed with the client's secret, as an attacker who knows it might."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("hemmeligt-hemmeligt-hemmeligt-hemmeligt"))
