"""A provider of OpenID Connect on loopback: discovery, keys and tokens, with PKCE checked; nobody is shown a form.

A test sends the browser's part itself: `authorize` gives the code that a person would come back with.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey


@dataclass
class Provider:
    """The provider: what it puts into tokens can be changed by a test."""

    issuer: str = ""
    calls_itself: str = ""
    """What its metadata names as the issuer, where that is another."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    signs_with: RSAKey | OctKey | None = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> tuple[str, str]:
        """What the browser brings back for the address that it was sent to: a code and the state."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return code, query["state"]

    def tokens(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, or None where it or its verifier is wrong."""
        asked = self.asked.pop(form.get("code", ""), None)
        if asked is None:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": "pairwise-1",
            "oid": "person-1",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        header = {"alg": self.algorithm, "kid": "one"}
        signed = jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.algorithm])
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers while the test lasts."""
    stands = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            documents: dict[str, Any] = {
                "/.well-known/openid-configuration": {
                    "issuer": stands.calls_itself or stands.issuer,
                    "authorization_endpoint": f"{stands.issuer}/authorize",
                    "token_endpoint": f"{stands.issuer}/token",
                    "jwks_uri": f"{stands.issuer}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                },
                "/keys": {"keys": [stands.key.as_dict(private=False)]},
            }
            self._say(documents.get(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(stands.tokens({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, document: dict[str, Any] | None) -> None:
            content = json.dumps(document or {"error": "invalid_grant"}).encode()
            self.send_response(200 if document else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    stands.issuer = f"http://127.0.0.1:{serving.server_port}"
    thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stands
    finally:
        serving.shutdown()
        thread.join()
        serving.server_close()
