"""Ways in which the same value is written so that a plain pattern does not see it."""

from __future__ import annotations

import base64
import html
import json
import quopri
import urllib.parse
from collections.abc import Callable

from carriers import Document
from drawing import Draw

_HOMOGLYPHS = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "A": "А", "B": "В", "E": "Е", "K": "К", "M": "М", "H": "Н", "O": "О", "T": "Т"}


def _digits(zero: str) -> Callable[[Draw, str], str]:
    return lambda d, v: "".join(chr(ord(zero) + int(c)) if c in "0123456789" else c for c in v)


def _full_width(d: Draw, v: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v)


def _between(what: str) -> Callable[[Draw, str], str]:
    def change(d: Draw, v: str) -> str:
        at = d.randrange(1, len(v))
        return v[:at] + what + v[at:]

    return change


def _everywhere(what: str) -> Callable[[Draw, str], str]:
    return lambda d, v: what.join(v)


def _swap(old: str, new: str) -> Callable[[Draw, str], str | None]:
    return lambda d, v: v.replace(old, new) if old in v else None


def _dots_and_at(d: Draw, v: str) -> str | None:
    if "@" not in v:
        return None
    user, _, host = v.partition("@")
    at, dot = d.choice([("(at)", "(dot)"), (" at ", " dot "), ("[at]", "[dot]"), (" [at] ", " [dot] ")])
    return user + at + host.replace(".", dot)


def _homoglyphs(d: Draw, v: str) -> str | None:
    """One letter: in the domain of an address, or in the first three letters of anything else."""
    begin, end = (v.index("@"), len(v)) if "@" in v else (0, 3)
    places = [i for i in range(begin, min(end, len(v))) if v[i] in _HOMOGLYPHS]
    if not places:
        return None
    at = d.choice(places)
    return v[:at] + _HOMOGLYPHS[v[at]] + v[at + 1 :]


def _line_break(d: Draw, v: str) -> str | None:
    places = [i for i, c in enumerate(v) if c in " -"]
    if not places:
        return None
    at = d.choice(places)
    return v[:at] + ("" if v[at] == " " else v[at]) + "\n" + v[at + 1 :]


# name → (value → value, or None where it makes no sense). The value stands in a sentence.
IN_PLACE: dict[str, Callable[[Draw, str], str | None]] = {
    "full-width": _full_width,
    "Arabic-Indic digits": _digits("\u0660"),
    "Persian digits": _digits("\u06f0"),
    "Devanagari digits": _digits("\u0966"),
    "zero-width space": _between("\u200b"),
    "zero-width joiner everywhere": _everywhere("\u200d"),
    "soft hyphen": _between("\u00ad"),
    "word joiner": _between("\u2060"),
    "bidi mark": _between("\u200e"),
    "variation selector": _between("\ufe0f"),
    "no-break space": _swap(" ", "\u00a0"),
    "thin space": _swap(" ", "\u2009"),
    "ideographic space": _swap(" ", "\u3000"),
    "en dash": _swap("-", "\u2013"),
    "non-breaking hyphen": _swap("-", "\u2011"),
    "minus sign": _swap("-", "\u2212"),
    "dots for dashes": _swap("-", "."),
    "underscores for dashes": _swap("-", "_"),
    "slashes for dashes": _swap("-", "/"),
    "(at) and (dot)": _dots_and_at,
    "homoglyph": _homoglyphs,
    "line break": _line_break,
    "percent escapes": lambda d, v: "".join(f"%{b:02X}" if d.random() < 0.4 else chr(b) for b in v.encode()) if v.isascii() else urllib.parse.quote(v),
    "HTML decimal entities": lambda d, v: "".join(f"&#{ord(c)};" for c in v),
    "HTML hexadecimal entities": lambda d, v: "".join(f"&#x{ord(c):x};" if d.random() < 0.5 else html.escape(c) for c in v),
    "quoted-printable": lambda d, v: "".join(f"={b:02X}" if d.random() < 0.4 or b == 0x3D else chr(b) for b in v.encode()),
    "backslash-u": lambda d, v: "".join(f"\\u{ord(c):04x}" for c in v),
    "backslash-x": lambda d, v: "".join(f"\\x{ord(c):02x}" for c in v),
}  # fmt: skip


def _base64(d: Draw, text: str) -> str:
    return base64.b64encode(text.encode()).decode()


# name → whole text → payload; the label is the whole payload.
PAYLOADS: dict[str, Callable[[Draw, str], str]] = {
    "base64": _base64,
    "base64url": lambda d, t: base64.urlsafe_b64encode(t.encode()).decode().rstrip("="),
    "base64 twice": lambda d, t: _base64(d, _base64(d, t)),
    "hex": lambda d, t: t.encode().hex(),
    "JSON in JSON": lambda d, t: json.dumps(json.dumps({"note": t}))[1:-1],
    "JSON in JSON in JSON": lambda d, t: json.dumps(json.dumps(json.dumps({"note": t})))[1:-1],
    "base64 of JSON": lambda d, t: _base64(d, json.dumps({"note": t})),
    "percent-encoded JSON": lambda d, t: urllib.parse.quote(json.dumps({"note": t})),
    "quoted-printable text": lambda d, t: quopri.encodestring(t.encode(), quotetabs=True).decode().replace("=\n", ""),
}


def _around(prefix: str, value: str, suffix: str, entity: str, name: str) -> Document:
    begin = len(prefix.encode())
    return Document(prefix + value + suffix, ((begin, begin + len(value.encode()), entity),), name)


# Here a dash is part of the value, and not what parts its groups.
OWN_DASHES = ("EMAIL_ADDRESS", "SECRET_SLACK_BOT_TOKEN")


def evade(draw: Draw, name: str, value: str, label: str, entity: str) -> Document | None:
    if name.endswith(" for dashes") and entity in OWN_DASHES:
        return None
    if change := IN_PLACE.get(name):
        hidden = change(draw, value)
        if hidden is None or hidden == value:
            return None
        return _around(f"The {label} is: ", hidden, " as agreed.", entity, name)
    payload = PAYLOADS[name](draw, f"The {label} is: {value} as agreed.")
    if name.startswith("JSON in"):
        return _around('{"id": 7, "body": "', payload, '"}', entity, name)
    return _around("payload=", payload, "\n", entity, name)
