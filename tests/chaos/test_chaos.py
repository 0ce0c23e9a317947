"""The short form of tests/chaos/run: some minutes with a seed that found something once; nothing is left behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MINUTES = os.environ.get("AEGIS_TEST_CHAOS_MINUTES") or "0.7"
# The same for everybody who asks whether a change may land; seeds that nobody has run belong to the long form.
# This one adds partitions while the leader of the group is about to be replaced.
SEED = os.environ.get("AEGIS_TEST_CHAOS_SEED") or "1518310406"
# What a run takes besides its minutes: three brokers start, the last action ends, all is drained and verified.
DEADLINE_S = 700 + 60 * float(MINUTES)


def chaos(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-B", HERE / "run", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=DEADLINE_S, check=False)  # fmt: skip
    print(done.stdout)
    return done.returncode, done.stdout


def test_a_run_passes() -> None:
    """The machine may be busy: nothing here is about how fast it goes on. Three brokers are for the long form."""
    brokers = os.environ.get("AEGIS_TEST_CHAOS_BROKERS") or "1"
    status, said = chaos("--minutes", MINUTES, "--seed", SEED, "--brokers", brokers, "--rate", "100",
                         "--patience", "3")  # fmt: skip
    assert status == 0, said[-2000:]
    summary = said.splitlines()[-1]
    assert re.match(rf'seed {SEED}, {brokers} brokers, dedup (?:on|off), [1-9]\d* actions, \{{"verdict": "passed"', summary), summary


def test_it_says_2_when_it_could_not_be_made() -> None:
    status, said = chaos("--minutes", "1", "--mutation", "no-such-mutation")
    assert status == 2 and "no mutation" in said.splitlines()[-1]


def test_mutations_have_bare_names() -> None:
    status, said = chaos("--list-mutations")
    assert status == 0
    for name in said.splitlines():
        assert re.fullmatch(r"[a-z0-9_]+", name), name
