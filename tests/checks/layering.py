#!/usr/bin/env python3
"""Holds the tree to its shape: which folder may include which, what the engine may not touch, names that tell nothing,
and folders without a README. Usage: layering.py [ROOT]"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import tree  # noqa: E402

# cli → topology → connectors → src, sdk → src; what is further along the arrow may be used directly.
LAYERS = {
    "cli": {"topology", "connectors", "src"},
    "topology": {"connectors", "src"},
    "connectors": {"src"},
    "sdk": {"src"},
    "src": set(),
}
# Inside the engine. A file directly in src/ is the pipeline, which puts all of them together.
ENGINE = {
    "base": set(),
    "codec": {"base"},
    "detect": {"base", "codec"},
    "redact": {"base", "codec", "detect"},
    "dedup": {"base", "codec"},
    "reuse": {"base", "dedup"},
    "plan": {"base", "codec", "detect", "redact", "dedup"},
}
# The real thing and its stand-ins share io.h, and nothing else.
CONNECTORS = {"kafka", "file", "memory", "rocksdb"}

# The engine is a pure function of (records, plan, view).
ENGINE_HEADERS = {
    "thread": "threads", "mutex": "threads", "shared_mutex": "threads", "condition_variable": "threads",
    "future": "threads", "stop_token": "threads", "semaphore": "threads", "pthread.h": "threads",
    "fstream": "files", "filesystem": "files", "iostream": "files", "fcntl.h": "files", "unistd.h": "files",
    "sys/stat.h": "files", "sys/mman.h": "files", "sys/socket.h": "sockets",
    "ctime": "a clock", "time.h": "a clock", "sys/time.h": "a clock",
}  # fmt: skip
ENGINE_CALLS = [
    (re.compile(r"\b(?:system|steady|high_resolution|utc|file)_clock\b"), "a clock"),
    (re.compile(r"\b(?:clock_gettime|gettimeofday|timespec_get)\s*\("), "a clock"),
    (re.compile(r"\b(?:std::)?time\s*\(\s*(?:nullptr|NULL|0|&)"), "a clock"),
    (re.compile(r"\b(?:fopen|freopen|open|mmap)\s*\("), "files"),
    (re.compile(r"\b(?:getenv|secure_getenv)\s*\("), "the environment"),
    (re.compile(r"\brandom_device\b|\b(?:rand|srand|getrandom|randombytes_\w+)\s*\("), "randomness"),
    (re.compile(r"\bstd::(?:jthread|thread|mutex|async)\b"), "threads"),
]
NAMES_THAT_TELL_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "data", "impl", "misc"}

CODE = {".h", ".hh", ".hpp", ".cc", ".cpp", ".c"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(path: Path) -> str | None:
    return path.parts[0] if len(path.parts) > 1 and path.parts[0] in LAYERS else None


def engine_part(path: Path) -> str | None:
    """base, codec, …; None for a file directly in src/."""
    return path.parts[1] if len(path.parts) > 2 else None


def arrow_problem(source: Path, target: Path) -> str | None:
    here, there = layer_of(source), layer_of(target)
    if here is None or there is None:
        return None
    if here != there:
        if there in LAYERS[here]:
            return None
        allowed = ", ".join(sorted(LAYERS[here])) or "no other layer"
        return f"{here} may not use {there} (it may use: {allowed})"
    if here == "src":
        own, other = engine_part(source), engine_part(target)
        if own is None or own == other:
            return None
        if own not in ENGINE:
            return f"src/{own} is not a part of the engine that {Path(__file__).name} knows; add it with its arrows"
        if other is None:
            return f"src/{own} may not use {target}: the pipeline stands above its parts"
        if other not in ENGINE[own]:
            allowed = ", ".join(sorted(ENGINE[own])) or "nothing else of the engine"
            return f"src/{own} may not use src/{other} (it may use: {allowed})"
    if here == "connectors" and len(source.parts) > 2 and len(target.parts) > 2:
        own, other = source.parts[1], target.parts[1]
        if own != other and {own, other} <= CONNECTORS:
            return f"connectors/{own} may not use connectors/{other}: they share io.h only"
    return None


def strip(text: str) -> str:
    """Without comments and literals, lines kept: a word in them is no use of anything."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    tokens = r"""//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\s\\]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'"""
    return re.sub(tokens, blank, text, flags=re.S)


def check_code(root: Path, path: Path) -> list[str]:
    problems = []
    text = (root / path).read_text(errors="replace")
    layer = layer_of(path)
    stripped = strip(text)
    # A quoted path is blanked like any literal, so includes are read from the text, where the directive survived.
    for number, (line, bare) in enumerate(zip(text.splitlines(), stripped.splitlines(), strict=True), 1):
        where = f"{path}:{number}"
        match = INCLUDE.match(line)
        if match and bare.lstrip().startswith("#"):
            style, name = match.groups()
            target = Path(name)
            if layer_of(target) is not None:
                problem = arrow_problem(path, target)
                if problem:
                    problems.append(f"{where}: {problem}")
            elif layer is not None and style == '"':
                problems.append(f'{where}: include "{name}" by its path from the root, or a library\'s in <>')
            if layer == "src":
                if name in ENGINE_HEADERS:
                    problems.append(f"{where}: the engine has no {ENGINE_HEADERS[name]} (<{name}>)")
                if "rdkafka" in name:
                    problems.append(f"{where}: the engine knows no Kafka (<{name}>)")
        elif layer == "src":
            for pattern, what in ENGINE_CALLS:
                if found := pattern.search(bare):
                    problems.append(f"{where}: the engine has no {what} ({found[0].strip()})")
    return problems


def wants_readme(folder: Path) -> bool:
    """Every folder explains itself, but mirrors, recorded inputs and the pieces of one thing do not need to."""
    parts = folder.parts
    if not parts or any(part.startswith(".") or part.endswith(".d") for part in parts):
        return False
    if parts[:2] == ("configs", "monitoring") and len(parts) > 2:
        return False
    return not (parts[0] == "tests" and len(parts) > 2 and parts[1] in ("unit", "golden", "fuzz"))


def check(root: Path) -> list[str]:
    files = tree.files(root)
    problems = []
    folders: set[Path] = set()
    for path in files:
        folders.update(folder for folder in path.parents if folder != Path("."))
        if path.suffix in CODE and layer_of(path) is not None:
            problems += check_code(root, path)
    known = set(files)
    for folder in sorted(folders):
        if folder.name.lower() in NAMES_THAT_TELL_NOTHING:
            problems.append(f"{folder}/: the name tells nothing; name the thing that lives there")
        if wants_readme(folder) and folder / "README.md" not in known:
            problems.append(f"{folder}/: no README.md (what lives here, what it may use, where to start reading)")
    return problems


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    sys.exit(tree.report("layering", check(root)))
