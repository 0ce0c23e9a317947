"""Secrets: what their values look like, from what providers publish. Drawn when they are needed, so that no file
holds one."""

from __future__ import annotations

import base64
import json
import zlib

from drawing import Draw
from personal import Kind

KINDS: dict[str, Kind] = {}
FRAMES: dict[str, list[str]] = {}  # texts in which alone a value of the entity is one
ALIKE = {"SECRET_PASSWORD_IN_URL": {"URL_CREDENTIALS"}, "URL_CREDENTIALS": {"SECRET_PASSWORD_IN_URL"}}


def add(entity: str, shape, labels: str = "token|secret|credentials", **more) -> None:
    KINDS[entity] = Kind(entity, labels.split("|"), shape, **more)


_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def checked(prefix: str):
    """Thirty characters and their CRC32 in base 62, as GitHub and npm write it."""

    def make(d: Draw) -> str:
        body = d.like(r"\w{30}")
        rest, tail = zlib.crc32(body.encode()), ""
        for _ in range(6):
            rest, digit = divmod(rest, 62)
            tail = _BASE62[digit] + tail
        return prefix + body + tail

    return make


for _name, _prefix in (("PAT", "ghp_"), ("OAUTH_TOKEN", "gho_"), ("USER_TO_SERVER_TOKEN", "ghu_"), ("SERVER_TO_SERVER_TOKEN", "ghs_"), ("REFRESH_TOKEN", "ghr_")):
    add(f"SECRET_GITHUB_{_name}", checked(_prefix), "github token|GITHUB_TOKEN|token")
add("SECRET_NPM_TOKEN", checked("npm_"), "npm token|NPM_TOKEN")


def _aws_key_id(d: Draw) -> str:
    """Sixteen characters of base 32, with an account's twelve digits in them."""
    number = (d.randrange(10**12) << 7 | d.randrange(128)).to_bytes(6, "big") + d.randbytes(4)
    return d.choice(["AKIA", "ASIA"]) + base64.b32encode(bytes([number[0] | 0x80]) + number[1:]).decode()


add("SECRET_AWS_ACCESS_KEY_ID", _aws_key_id, "aws_access_key_id|AWS access key|key id")
add("SECRET_AWS_SECRET_ACCESS_KEY", lambda d: base64.b64encode(d.randbytes(30)).decode(), "aws_secret_access_key|AWS secret access key|aws secret key")
add("SECRET_STRIPE_SECRET_KEY", r"sk_(live|test)_\w{24}", "stripe key|STRIPE_SECRET_KEY")
add("SECRET_SLACK_BOT_TOKEN", r"xoxb-\d{12}-\d{12}-\w{24}", "slack token|SLACK_BOT_TOKEN")


def _jwt(d: Draw) -> str:
    def part(content: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    head = part({"alg": d.one("HS256|RS256|ES256"), "typ": "JWT"})
    return f"{head}.{part({'sub': str(d.randrange(10**8)), 'iat': 1700000000 + d.randrange(10**6)})}.{d.like('[A-Za-z0-9_-]{43}')}"


add("SECRET_JWT", _jwt, "token|jwt|session token")
