"""Values of an entity that has no generator of its own, drawn from what its rules say of their shape."""

from __future__ import annotations

import itertools
import re

from drawing import Draw

_LAYOUT = {"L": "[A-Z]", "D": r"\d", "A": "[A-Z0-9]", "X": "[0-9A-F]"}


def examples(rule: dict) -> list[tuple[str, str]]:
    """(whole text, value) of a rule's `matches` that have one value."""
    out = []
    for text in rule.get("matches") or []:
        text = str(text).replace("~~", "")
        if text.count("<<") == 1 and ">>" in text:
            out.append((text, text[text.index("<<") + 2 : text.rindex(">>")]))
    return out


def drawn(draw: Draw, rule: dict) -> str | None:
    """A value of one of the rule's shapes; None where a check or C++ code decides what is one."""
    if rule.get("validator"):
        return None
    find = rule["find"] if isinstance(rule["find"], list) else [rule["find"]]
    shape = draw.choice(find)
    kind, given = next(iter(shape.items()))
    if kind == "digits":
        return _digits(draw, given)
    if kind == "word":
        return _word(draw, given)
    if kind == "prefix":
        return draw.choice(_listed(given["prefixes"])) + draw.like(str(given["body"]))
    return None


def _listed(value) -> list[str]:
    return [str(v) for v in (value if isinstance(value, list) else [value])]


def _digits(draw: Draw, given: dict) -> str:
    groups = [str(g) for g in given.get("groups") or [""]]
    lengths = given.get("lengths") or []
    lengths = lengths if isinstance(lengths, list) else [lengths]
    group = draw.choice(groups)
    sizes = [int(n) for n in group.split("-")] if group else [int(draw.choice(lengths))]
    digits = draw.like(r"[1-9]\d{%d}" % (sum(sizes) - 1)) if sum(sizes) > 1 else draw.like(r"\d")
    if starts := given.get("starts"):
        first, _, last = draw.choice(_listed(starts)).partition("-")
        begin = str(draw.randint(int(first), int(last or first))).zfill(len(first))
        digits = begin + digits[len(begin) :]
    at = [0, *itertools.accumulate(sizes)]
    separator = draw.choice(str(given.get("separators", " -"))) if len(sizes) > 1 else ""
    plus = "+" if given.get("plus") is True else ""
    return plus + separator.join(digits[a:b] for a, b in zip(at, at[1:]))


def _word(draw: Draw, given: dict) -> str:
    layout = draw.choice(_listed(given["layouts"]))
    separators = str(given.get("separators", " "))
    gap = draw.choice([*separators, ""])
    out = []
    for piece in re.findall(r"\[[^\]]*\]|.", layout):
        if piece in _LAYOUT:
            out.append(draw.like(_LAYOUT[piece]))
        elif piece.startswith("["):
            out.append(draw.like(piece))
        else:
            out.append(gap if piece == " " else piece)
    return "".join(out)
