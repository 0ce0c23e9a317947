#!/usr/bin/env python3
"""What recognising duplicates costs: records a second, and client CPU-seconds per GB, with dedup off, exact, and exact and near.

Starts a broker of its own on loopback, fills a topic with 1 KB JSON records of which 30 % repeat an earlier one of their
partition, the others having texts of their own, and runs `aegis run --drain` in each mode in turn over the same topic, each with a new group, a new output and an empty
state. Duplicates are tagged, so that all modes write the same records. Broker and client are kept on different cores. Prints
each round and the medians of the ratios to the run without dedup. With --crowded the texts are those of `ladder.py`, all slices
of one sentence: nearly all are much alike, the worst that a search for similar ones can meet.

  scripts/setup && cmake --preset release && cmake --build --preset release
  .deps/venv/bin/python bench/ladder/dedup.py --records 150000 --rounds 3
"""
import argparse
import json
import random
import statistics
import subprocess
import tempfile
from pathlib import Path

import ladder

REPEATED = 0.3
EXACT = """
    dedup: {{key: ids, exact: {{of: value}}, window: 24h, on_duplicate: tag}}
keys: {{ids: {{file: {keyset}}}}}
state: {{dir: {state}}}"""
NEAR = EXACT.replace("window", "near: {{of: $.note, threshold: 0.8}}, window")
MODES = {"off": "", "exact": EXACT, "near": NEAR}


def vocabulary(rng):
    syllables = [first + vowel + last for first in "bdfgklmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "s")]
    return ["".join(rng.choice(syllables) for _ in range(rng.choice((1, 2, 2, 3)))) for _ in range(5000)]


def with_own_texts(records, rng):
    """Each note as long as it was, of drawn words behind what it says of a payment."""
    words = vocabulary(rng)
    for record in records:
        value = json.loads(record)
        note = value["note"]
        payment = note[: note.find(". ") + 2] if note.startswith("paid with") else ""
        drawn = " ".join(rng.choices(words, k=len(note) // 3))
        value["note"] = payment + drawn[: len(note) - len(payment)]
        yield json.dumps(value).encode()


def values(count, seed, crowded):
    """Distinct records, and repeats of one that went to the same partition."""
    rng = random.Random(seed)
    fresh = iter(ladder.records(count, seed))
    if not crowded:
        fresh = with_own_texts(fresh, rng)
    written = []
    for seq in range(count):
        earlier = range(seq % ladder.PARTITIONS, seq, ladder.PARTITIONS)
        written.append(written[rng.choice(earlier)] if earlier and rng.random() < REPEATED else next(fresh))
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=150_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--modes", default=",".join(MODES), help="of off, exact and near (default: all)")
    parser.add_argument("--crowded", action="store_true", help="texts that are nearly all alike")
    parser.add_argument("--compression", choices=["none", "lz4"], default="lz4")
    parser.add_argument("--build", default=str(ladder.ROOT / "build/release"))
    arguments = parser.parse_args()
    modes = ["off", *(mode for mode in arguments.modes.split(",") if mode != "off")]
    if unknown := set(modes) - set(MODES):
        parser.error(f"no such mode: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="aegis-dedup-") as directory, ladder.cluster(directory) as (brokers, client):
        here = Path(directory)
        subprocess.run([f"{arguments.build}/aegis", "keys", "new", str(here / "ids.keyset")], check=True, stdout=subprocess.DEVNULL)
        ladder.create(brokers, "bench.in", "bench.dead")
        size = ladder.fill(brokers, "bench.in", values(arguments.records, 11, arguments.crowded), arguments.compression)
        print(f"{arguments.records} records, {size / 1e6:.0f} MB, {REPEATED:.0%} repeated, {ladder.PARTITIONS} partitions, "
              f"{arguments.compression}", flush=True)
        speeds = {mode: [] for mode in modes}
        costs = {mode: [] for mode in modes}
        for number in range(arguments.rounds + 1):
            line = f"round {number}:"
            for mode in modes:
                name = f"dedup-{mode}-{number}"
                ladder.create(brokers, f"bench.{name}")
                more = MODES[mode].format(keyset=here / "ids.keyset", state=here / name)
                config = here / f"{name}.yaml"
                config.write_text(ladder.CONFIG.format(name=name, brokers=brokers, source="bench.in", target=f"bench.{name}",
                                                       dead="bench.dead", compression=arguments.compression, detect="pii,secrets",
                                                       more=more))
                cpu, wall = ladder.timed([f"{arguments.build}/aegis", "run", "-c", str(config), "--drain"], client)
                line += f"   {mode} {arguments.records / wall:,.0f}/s, {cpu / size * 1e9:.2f} CPU s/GB"
                if number:
                    speeds[mode].append(arguments.records / wall)
                    costs[mode].append(cpu / size * 1e9)
                ladder.delete(brokers, f"bench.{name}")
            print(line + ("" if number else "   (warm-up, not counted)"), flush=True)
        for mode in modes[1:]:
            speed = statistics.median(one / off for one, off in zip(speeds[mode], speeds["off"], strict=True))
            cost = statistics.median(one / off for one, off in zip(costs[mode], costs["off"], strict=True))
            print(f"{mode} against off: {speed:.2f} of its records a second, {cost:.2f} times its CPU")


if __name__ == "__main__":
    main()
