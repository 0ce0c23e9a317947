"""Reads configs/rules: the part of YAML that rules are written in, without a library."""

from __future__ import annotations

import re
from pathlib import Path

_PLAIN = re.compile(r"[^,\]}]*")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "/": "/", '"': '"', "\\": "\\", "e": "\x1b", "a": "\a"}


def _double(text: str, at: int) -> tuple[str, int]:
    out = []
    while text[at] != '"':
        if text[at] != "\\":
            out.append(text[at])
            at += 1
            continue
        kind = text[at + 1]
        width = {"x": 2, "u": 4, "U": 8}.get(kind, 0)
        out.append(chr(int(text[at + 2 : at + 2 + width], 16)) if width else _ESCAPED.get(kind, kind))
        at += 2 + width
    return "".join(out), at + 1


def _single(text: str, at: int) -> tuple[str, int]:
    out = []
    while True:
        end = text.index("'", at)
        out.append(text[at:end])
        if text[end + 1 : end + 2] != "'":
            return "".join(out), end + 1
        out.append("'")
        at = end + 2


def _flow(text: str, at: int):
    """A value inside [] or {}, or a quoted one."""
    while text[at] in " \n":
        at += 1
    if text[at] == '"':
        return _double(text, at + 1)
    if text[at] == "'":
        return _single(text, at + 1)
    if text[at] in "[{":
        closing = "]" if text[at] == "[" else "}"
        items: list = []
        at += 1
        while True:
            while text[at] in " \n,":
                at += 1
            if text[at] == closing:
                return (items if closing == "]" else dict(items)), at + 1
            if closing == "]":
                item, at = _flow(text, at)
            else:
                end = text.index(":", at)
                key = text[at:end].strip().strip("\"'")
                value, at = _flow(text, end + 1)
                item = (key, value)
            items.append(item)
    plain = _PLAIN.match(text, at)
    return _scalar(plain[0]), plain.end()


def _scalar(text: str):
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}|0", text) else text


def _value(text: str):
    text = text.strip()
    if text[:1] in "\"'[{" and text:
        return _flow(text, 0)[0]
    return _scalar(re.split(r"\s#", text)[0])


def _lines(text: str) -> list[tuple[int, str]]:
    """(indent, text) of each line that says something; flow values over several lines become one."""
    out: list[tuple[int, str]] = []
    open_brackets = 0
    for line in text.split("\n"):
        if not line.strip() or (line.lstrip().startswith("#") and open_brackets <= 0):
            continue
        if open_brackets > 0:
            out[-1] = (out[-1][0], out[-1][1] + " " + line.strip())
        else:
            out.append((len(line) - len(line.lstrip()), line.strip()))
        bare = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", "", out[-1][1])
        begins = re.search(r"(?:^|: |- )([\[{])", bare)
        open_brackets = (sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))) if begins else 0
    return out


_KEY = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?$")


def _block(lines: list[tuple[int, str]], at: int):
    indent = lines[at][0]
    if lines[at][1].startswith("- ") or lines[at][1] == "-":
        items = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("-"):
            rest = lines[at][1][1:].lstrip()
            if _KEY.match(rest):
                lines[at] = (indent + 2, rest)
                item, at = _block(lines, at)
            else:
                item, at = _value(rest), at + 1
            items.append(item)
        return items, at
    out = {}
    while at < len(lines) and lines[at][0] == indent:
        found = _KEY.match(lines[at][1])
        if not found:
            raise ValueError(f"not understood: {lines[at][1]!r}")
        rest = (found[2] or "").split(" #")[0] if (found[2] or "").startswith("#") else (found[2] or "")
        at += 1
        if rest and not rest.startswith("#"):
            out[found[1]] = _value(rest)
        elif at < len(lines) and (lines[at][0] > indent or (lines[at][0] == indent and lines[at][1].startswith("-"))):
            out[found[1]], at = _block(lines, at)
        else:
            out[found[1]] = None
    return out, at


def parse(text: str):
    lines = _lines(text)
    return _block(lines, 0)[0] if lines else None


def rules(folder: Path) -> dict[str, dict]:
    """Every rule of the folder's files by its id, with its pack."""
    out = {}
    for path in sorted(folder.glob("**/*.yaml")):
        content = parse(path.read_text()) or {}
        for rule in content.get("rules") or []:
            out[rule["id"]] = {**rule, "pack": content["pack"], "file": path.name}
    return out
