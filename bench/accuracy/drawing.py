"""Drawing text from patterns: a seeded source of randomness that knows a small part of regular expressions."""

from __future__ import annotations

import datetime
import random
import string

DIGITS = string.digits
UPPER = string.ascii_uppercase
LOWER = string.ascii_lowercase
_ESCAPES = {"d": DIGITS, "w": UPPER + LOWER + DIGITS, "u": UPPER, "l": LOWER, "x": "0123456789abcdef"}


def _members(text: str, at: int) -> tuple[str, int]:
    """The characters of a class such as [A-Z0-9_-], of which `at` is the first after the bracket."""
    out = []
    while text[at] != "]":
        if text[at] == "\\":
            out.append(_ESCAPES.get(text[at + 1], text[at + 1]))
            at += 2
        elif text[at + 1] == "-" and text[at + 2] != "]":
            out.append("".join(map(chr, range(ord(text[at]), ord(text[at + 2]) + 1))))
            at += 3
        else:
            out.append(text[at])
            at += 1
    return "".join(out), at + 1


def _count(text: str, at: int) -> tuple[int, int, int]:
    if at < len(text) and text[at] == "?":
        return 0, 1, at + 1
    if at < len(text) and text[at] == "{":
        end = text.index("}", at)
        low, _, high = text[at + 1 : end].partition(",")
        return int(low), int(high or low), end + 1
    return 1, 1, at


def _parse(text: str, at: int) -> tuple[list, int]:
    """Alternatives, each a list of (what, least, most), up to the end or an unmatched bracket."""
    alternatives: list[list] = [[]]
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            alternatives.append([])
            at += 1
            continue
        if text[at] == "(":
            what, at = _parse(text, at + 1)
            at += 1
        elif text[at] == "[":
            what, at = _members(text, at + 1)
        elif text[at] == "\\":
            what, at = _ESCAPES.get(text[at + 1], text[at + 1]), at + 2
        else:
            what, at = text[at], at + 1
        low, high, at = _count(text, at)
        alternatives[-1].append((what, low, high))
    return alternatives, at


_PARSED: dict[str, list] = {}


class Draw(random.Random):
    """Everything random comes from one of these, so that a seed tells the whole run."""

    def like(self, pattern: str) -> str:
        """A text of the pattern: literals, classes, \\d \\w (letters and digits), \\u \\l \\x (upper, lower,
        hexadecimal), groups with |, and ? {n} {n,m} behind each of them."""
        if pattern not in _PARSED:
            _PARSED[pattern] = _parse(pattern, 0)[0]
        return self._from(_PARSED[pattern])

    def _from(self, alternatives: list) -> str:
        out = []
        for what, low, high in alternatives[int(self.random() * len(alternatives))]:
            for _ in range(low if low == high else self.randint(low, high)):
                if isinstance(what, list):
                    out.append(self._from(what))
                else:
                    out.append(what[int(self.random() * len(what))])
        return "".join(out)

    def one(self, text: str) -> str:
        """One of the alternatives of a text: "a|b|c"."""
        return self.choice(text.split("|"))

    def day(self, first: int = 1935, last: int = 2006) -> datetime.date:
        return datetime.date(first, 1, 1) + datetime.timedelta(self.randrange((last - first + 1) * 365))

    def written(self, value: str, forms: str) -> str:
        """The value in one of the forms "XXX-XX-XXXX|XXXXXXXXX": each X is its next character. No form: as it is."""
        fitting = [f for f in forms.split("|") if f.count("X") == len(value)]
        if not fitting:
            return value
        rest = iter(value)
        return "".join(next(rest) if c == "X" else c for c in self.choice(fitting))
