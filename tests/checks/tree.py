"""The files of the checkout that belong to the project: tracked, or new and not ignored."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# Where there is no git (an unpacked archive), these are not the project's.
NOT_OURS = {".git", "build", ".deps", "__pycache__"}


def files(root: Path) -> list[Path]:
    """Relative to `root`, sorted."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=False)  # fmt: skip
    if listed.returncode == 0:
        names = {Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name}
        return sorted(name for name in names if (root / name).is_file() or (root / name).is_symlink())
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        found += [(Path(folder) / name).relative_to(root) for name in names]
    return sorted(found)


def report(check: str, problems: list[str]) -> int:
    """Prints each problem; the exit status."""
    for problem in problems:
        print(problem)
    print(f"{check}: {len(problems)} problems" if problems else f"{check}: fine")
    return 1 if problems else 0
