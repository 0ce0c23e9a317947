#!/usr/bin/env python3
"""Keeps out what does not belong in the project: paths of somebody's machine, addresses of package registries (setup uses
their ordinary clients), large files, copyleft code, scripts that cannot be run. Usage: hygiene.py [ROOT]"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import tree  # noqa: E402

LARGEST = 1_000_000
# Written in pieces, so that this file does not contain what it looks for.
MACHINE = re.compile(r"(?<![\w.$}{~\-/])/(?:work|root|farm|home/(?!aegis\b|nonexistent\b)\w+|Users/\w+)/")
REGISTRY = re.compile(
    "|".join(
        re.escape(name).replace("ORG", "org")
        for name in ("registry.npmjs.ORG", "repo.maven.apache.ORG", "repo1.maven.ORG", "pypi.ORG/simple",
                     "files.pythonhosted.ORG", "static.crates.io/", "index.crates.io/", "proxy.golang.ORG",
                     "deb.debian.ORG", "security.debian.ORG")  # fmt: skip
    )
)
COPYLEFT = re.compile(r"GNU (?:\w+ )?General" + r" Public License|SPDX-License-Identifier:[^\n]*GPL")


def check(root: Path) -> list[str]:
    problems = []
    for path in tree.files(root):
        full = root / path
        if full.is_symlink():
            target = os.readlink(full)
            if os.path.isabs(target):
                problems.append(f"{path}: a link to the absolute path {target}")
            continue
        size = full.stat().st_size
        if size > LARGEST:
            problems.append(f"{path}: {size} bytes; files over {LARGEST} bytes are generated or fetched, not kept")
            continue
        data = full.read_bytes()
        problems += check_mode(path, data, executable=bool(full.stat().st_mode & 0o100))
        if b"\0" in data or path == Path("tests/checks/hygiene.py"):
            continue
        for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
            for pattern, what in ((MACHINE, "a path of somebody's machine"), (REGISTRY, "the address of a registry"),
                                  (COPYLEFT, "a copyleft notice")):  # fmt: skip
                if found := pattern.search(line):
                    problems.append(f"{path}:{number}: {what}: {found[0]}")
    return problems


def check_mode(path: Path, data: bytes, *, executable: bool) -> list[str]:
    script = data.startswith(b"#!")
    if executable and not script:
        return [f"{path}: executable, and no script: chmod -x, or begin it with #!"]
    if script and not executable and path.parts[0] in ("scripts", ".ci"):
        return [f"{path}: a script that is not executable: chmod +x"]
    return []


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    sys.exit(tree.report("hygiene", check(root)))
