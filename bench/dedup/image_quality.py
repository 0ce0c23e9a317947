#!/usr/bin/env python3
"""Which changed pictures are recognised, and which strangers are taken for them: the product's hashes and search beside Python's
imagehash, on the same files. Needs numpy, Pillow and imagehash (a venv of its own), and the program image_quality.

    python3 -m venv /tmp/images && /tmp/images/bin/pip install numpy Pillow imagehash
    cmake --build --preset release --target image_quality
    /tmp/images/bin/python bench/dedup/image_quality.py --program build/release/bench/image_quality
"""

from __future__ import annotations

import argparse
import concurrent.futures
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import image_corpus
import imagehash
import numpy as np
from PIL import Image

RADII = (8, 15, 20, 24, 31)
# Of 64 bits; 8 to 12 are what people use phash with.
PHASH_LIMITS = (4, 8, 10, 12)


def write(image: Image.Image, path: Path, quality: int) -> None:
    image.save(path, "JPEG", quality=quality)


def make(job: tuple[Path, int, bool]) -> None:
    """A picture, and what it becomes when it is not a stranger."""
    folder, number, stranger = job
    last = f"{number}.jpg" if stranger else f"{number}_{len(image_corpus.CHANGES) - 1}.jpg"
    if (folder / last).exists():
        return
    picture = image_corpus.picture(number)
    write(picture, folder / f"{number}.jpg", 90)
    if stranger:
        return
    # What people change is the file that they have.
    picture = Image.open(folder / f"{number}.jpg").convert("RGB")
    for index, name in enumerate(image_corpus.CHANGES):
        changed, quality = image_corpus.changed(picture, name, number)
        write(changed, folder / f"{number}_{index}.jpg", quality)


def found_pictures(folder: Path, to: Path, limit: int) -> list[Path]:
    """Pictures that are on this machine, one of each content."""
    seen, kept = set(), []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".png", ".jpg", ".jpeg", ".webp") or not path.is_file() or len(kept) == limit:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image = Image.open(path)
                if min(image.size) < 128 or max(image.size) > 6 * min(image.size) or max(image.size) > 3000:
                    continue
                ground = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
        except (OSError, ValueError, SyntaxError):
            continue
        phash = str(imagehash.phash(image))
        if phash in seen:
            continue
        seen.add(phash)
        kept.append(to / f"found{len(kept)}.jpg")
        write(image, kept[-1], 90)
        for index, name in enumerate(image_corpus.CHANGES):
            changed, quality = image_corpus.changed(image, name, 10_000 + len(kept))
            write(changed, to / f"{kept[-1].stem}_{index}.jpg", quality)
    return kept


class Answer:
    def __init__(self, line: str) -> None:
        path, self.problem, *rest = line.split("\t")
        self.path = Path(path)
        self.quality, self.turns, self.found = 0, [], []
        if self.problem == "fine":
            self.quality, self.turns, self.found = int(rest[0]), rest[1:9], rest[9:]


def ask(program: Path, lines: list[str]) -> list[Answer]:
    done = subprocess.run([program], input="".join(lines), capture_output=True, text=True, check=True)
    return [Answer(line) for line in done.stdout.splitlines()]


def bits(text: str) -> np.ndarray:
    return np.unpackbits(np.frombuffer(bytes.fromhex(text), dtype=np.uint8)).astype(np.float32)


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.rint(a @ (1 - b).T + (1 - a) @ b.T)


def phash_of(path: Path) -> np.ndarray:
    return imagehash.phash(Image.open(path)).hash.flatten().astype(np.float32)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=300, help="that are in the state, and changed")
    parser.add_argument("--strangers", type=int, default=500, help="that are not")
    parser.add_argument("--first", type=int, default=0, help="number of the first picture: others than the rule was chosen on")
    parser.add_argument("--folder", type=Path, help="pictures of this machine, too")
    parser.add_argument("--files", type=Path, help="keep the files there, and take those that are there already")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    changes = list(image_corpus.CHANGES)
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ProcessPoolExecutor(arguments.workers) as workers:
        folder = arguments.files or Path(name)
        folder.mkdir(exist_ok=True)
        count, strangers, first = arguments.pictures, arguments.strangers, arguments.first
        list(workers.map(make, [(folder, i, i >= first + count) for i in range(first, first + count + strangers)], chunksize=8))
        originals = [folder / f"{i}.jpg" for i in range(first, first + count)]
        if arguments.folder:
            originals += found_pictures(arguments.folder, folder, 200)
        changed = [folder / f"{path.stem}_{i}.jpg" for path in originals for i in range(len(changes))]
        others = [folder / f"{i}.jpg" for i in range(first + count, first + count + strangers)]
        paths = originals + changed + others
        answers = ask(arguments.program, [f"add\t{path}\n" for path in originals] + [f"find\t{path}\n" for path in paths])
        added, found = answers[: len(originals)], answers[len(originals) :]
        queries = found[len(originals) : len(originals) + len(changed)]
        stranger_answers = found[len(originals) + len(changed) :]
        phashes = np.array(list(workers.map(phash_of, paths, chunksize=32)))

    print(f"{count} generated pictures, {len(originals) - count} of this machine, {strangers} strangers")
    without = [answer for answer in added if answer.problem != "fine" or answer.quality < 12]
    print(f"without a hash: {len(without)} of the pictures; they count as missed")
    phash_own = phashes[: len(originals)]
    phash_changed = phashes[len(originals) : len(originals) + len(changed)].reshape(len(originals), len(changes), 64)
    phash_others = phashes[len(originals) + len(changed) :]

    head = ["change".ljust(16)] + [f"r {radius}".rjust(7) for radius in RADII]
    head += [f"phash {limit}".rjust(9) for limit in PHASH_LIMITS]
    groups = [("generated", range(count))]
    if len(originals) > count:
        groups.append(("of this machine", range(count, len(originals))))
    for group, members in groups:
        print(f"\nrecall, {group} (the right picture was found)\n" + " ".join(head))
        for index, change in enumerate(changes):
            row = [change.ljust(16)]
            for r in range(len(RADII)):
                right = sum(queries[i * len(changes) + index].found[r : r + 1] == [str(i)] for i in members)
                row.append(share(right, len(members)).rjust(7))
            far = np.abs(phash_changed[:, index] - phash_own).sum(1)
            row += [share(int((far[list(members)] <= limit).sum()), len(members)).rjust(9) for limit in PHASH_LIMITS]
            print(" ".join(row))

    # Every stranger against every picture, and against the other strangers; eight ways to lay it down.
    known = [answer for answer in [*added[:count], *stranger_answers] if answer.problem == "fine"]
    wide = np.array([bits(answer.turns[0].split(",")[0]) for answer in known])
    narrow = np.array([bits(answer.turns[0].split(",")[1]) for answer in known])
    off = ~np.eye(len(known), dtype=bool)
    near = {radius: np.zeros(off.shape, dtype=bool) for radius in RADII}
    as_it_is = {}
    for turn in range(8):
        d256 = distances(np.array([bits(answer.turns[turn].split(",")[0]) for answer in known]), wide)
        d64 = distances(np.array([bits(answer.turns[turn].split(",")[1]) for answer in known]), narrow)
        for radius in RADII:
            near[radius] |= (d256 <= radius) | ((2 * d64 <= radius) & (d256 <= 3 * radius))
            if turn == 0:
                as_it_is[radius] = near[radius].copy()
    phash_all = np.concatenate([phash_own[:count], phash_others])
    phash_far = distances(phash_all, phash_all)[~np.eye(len(phash_all), dtype=bool)]
    pairs = int(off.sum()) // 2
    print(f"\nfalse rate, of {pairs} pairs of different generated pictures")
    print("any of 8 ways    " + "  ".join(f"r {radius}: {near[radius][off].mean():.1e}" for radius in RADII))
    print("as it lies       " + "  ".join(f"r {radius}: {as_it_is[radius][off].mean():.1e}" for radius in RADII))
    print("imagehash.phash  " + "  ".join(f"{limit}: {(phash_far <= limit).mean():.1e}" for limit in PHASH_LIMITS))
    print(f"\nstrangers of {strangers} for whom search found one of {len(originals)} pictures")
    print("  ".join(f"r {radius}: {sum(a.found[r:r+1] not in ([], ['-']) for a in stranger_answers)}" for r, radius in enumerate(RADII)))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
