"""How long it takes until records are committed again: a restart beside that of a bare librdkafka client, and a takeover."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "kafka"))

from harness import Aegis, Broker, Stage, wait_for  # noqa: E402
from harness.broker import kafka  # noqa: E402

TIMES = 3
RESTART_S = 2.0  # more than the bare client's, at most
TIMEOUT_S = 6.0  # of sessions and of transactions
TAKEOVER_S = TIMEOUT_S + 6.0


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with Broker(properties={"transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000"}) as started:
        yield started


def bare_restart(stage: Stage, target: str) -> float:
    """From the start of the process to its first commit; it is killed afterwards, inside a transaction more often than not."""
    command = [sys.executable, "-B", HERE / "bare_client.py", stage.broker.bootstrap, f"{stage.name}-bare", stage.source, target]
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=kafka.end_with_parent)
    try:
        assert process.stdout.readline() == "committed\n", f"the bare client ended with {process.wait()}"
        took = time.monotonic() - begun
        time.sleep(0.5)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    return took


def aegis_restart(config: dict) -> float:
    begun = time.monotonic()
    with Aegis(config) as process:
        process.wait_admin()
        process.wait_metric("aegis_records_total", 1)
        took = time.monotonic() - begun
        time.sleep(0.5)
        process.kill()
    return took


def test_a_restart_takes_hardly_longer_than_a_bare_clients(broker) -> None:
    stage = Stage(broker, "restart", 4)
    bare_output = broker.create_topic("restart.bare", 4)
    config = stage.config(transaction={"timeout": "6s", "interval": "100ms"})
    bare, ours = [], []
    with stage.load(batch=10):
        bare_restart(stage, bare_output), aegis_restart(config)  # the first start joins a new group
        for _ in range(TIMES):
            bare.append(bare_restart(stage, bare_output))
            ours.append(aegis_restart(config))
    print("\nrestart after kill -9, seconds to the first commit: bare client", [round(x, 2) for x in bare], "aegis", [round(x, 2) for x in ours])
    assert statistics.median(ours) <= statistics.median(bare) + RESTART_S
    with Aegis(config) as last:
        stage.wait_done(last)
        assert last.stop() == 0
    stage.check(last)


def test_a_takeover_waits_for_the_timeouts_and_little_more(broker) -> None:
    """Every partition of the one that was killed, with its transaction open."""
    stage = Stage(broker, "takeover", 4)
    transaction = {"timeout": "6s", "interval": "300ms"}
    took = []
    with stage.load(batch=10):
        heir = Aegis(stage.config(instance="heir", transaction=transaction)).start().wait_admin()
        for number in range(2):
            victim = Aegis(stage.config(instance=f"victim{number}", transaction=transaction)).start().wait_admin()
            victim.wait_metric("aegis_records_total", 200)
            mine = f"takeover.victim{number}.0"
            wait_for(lambda name=mine: name in broker.open_transactions("takeover"), "its transaction is open", 20, 0.002)
            orphans = [(one.topic, one.partition) for member in broker.members("takeover") if member.group_instance_id == mine
                       for one in member.assignment.topic_partitions]  # fmt: skip
            assert len(orphans) == 2, orphans
            victim.kill()
            begun, before = time.monotonic(), broker.committed("takeover")

            def taken_over(orphans: list = orphans, before: dict = before) -> bool:
                now = broker.committed("takeover")
                return all(now[place].offset > before[place].offset for place in orphans)

            wait_for(taken_over, "every partition of the killed one goes on", 60, 0.1)
            took.append(time.monotonic() - begun)
            victim.close()
    print("\ntakeover after kill -9, seconds until each of its partitions is committed again:", [round(x, 1) for x in took])
    assert max(took) <= TAKEOVER_S
    stage.wait_done(heir)
    assert heir.stop() == 0
    stage.check(heir)
    heir.close()
