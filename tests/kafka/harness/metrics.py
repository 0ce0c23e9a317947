"""Prometheus' text format, as far as tests need it."""

from __future__ import annotations

import re

LINE = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$")
LABEL = re.compile(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(.)")


class Metrics(dict):
    """(name, frozenset of (label, value)) → value, as scraped at one moment."""

    def total(self, name: str, **labels: str) -> float:
        """The sum of the series of that name that have these labels; 0 where there is none."""
        wanted = set(labels.items())
        return sum(value for (series, has), value in self.items() if series == name and wanted <= has)

    def series(self, name: str) -> dict[frozenset[tuple[str, str]], float]:
        return {labels: value for (series, labels), value in self.items() if series == name}


def parse(text: str) -> Metrics:
    """A line that is neither a comment nor a sample is an AssertionError: a scraper would refuse all of it."""
    found = Metrics()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.match(line)
        assert match, f"not a line of the exposition format: {line!r}"
        name, labels, value = match.groups()
        pairs = frozenset((key, ESCAPED.sub(unescape, text)) for key, text in LABEL.findall(labels or ""))
        assert (name, pairs) not in found, f"the series appears twice: {line!r}"
        found[name, pairs] = float(value)
    return found


def unescape(match: re.Match[str]) -> str:
    return {"n": "\n"}.get(match[1], match[1])
