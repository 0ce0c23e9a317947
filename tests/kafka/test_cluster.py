"""Three brokers, three replicas of everything, two of them in sync at least: one broker dies or hangs under load."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from confluent_kafka import ElectionType, TopicPartition
from harness import Aegis, Broker, Producer, Stage, wait_for
from harness.broker import protocol

NODES = 3
# Leaders move when the test says so.
PROPERTIES = {"auto.leader.rebalance.enable": "false"}
# Of a broker that is gone: the controller notices after 6 s, others take over, and what was in flight times out.
GO_ON_S = 30.0
TRANSACTION_TOPIC, GROUP_TOPIC = "__transaction_state", "__consumer_offsets"


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with Broker(nodes=NODES, properties=PROPERTIES) as three:
        yield three


def partitions(broker: Broker, *topics: str) -> dict[tuple[str, int], object]:
    """As the brokers see them; without names, all."""
    found = broker.admin.list_topics(timeout=20).topics
    return {(name, number): partition for name, topic in found.items() if not topics or name in topics
            for number, partition in topic.partitions.items()}  # fmt: skip


def coordinator_of_transactions(broker: Broker, prefix: str) -> int:
    """The node that has the worker's transactional id."""
    for node in broker.cluster.nodes:
        if node.alive and any(name.startswith(prefix) for name in protocol.list_transactions(("127.0.0.1", node.port))):
            return node.number
    raise AssertionError(f"no broker has a transactional id {prefix}…")


def wait_in_sync(broker: Broker) -> None:
    """All replicas of everything: the next broker may go."""

    def in_sync() -> bool:
        return all(len(partition.isrs) == NODES for partition in partitions(broker).values())

    wait_for(in_sync, f"{NODES} replicas of all partitions are in sync", 60, 0.1)


def wait_going_on(process: Aegis, records: int = 200) -> float:
    """Until so many more are committed; returns how long that took."""
    begun = time.monotonic()
    done = process.metrics().total("aegis_records_total")
    process.wait_metric("aegis_records_total", done + records, GO_ON_S)
    return time.monotonic() - begun


def check_settings(s: Stage) -> None:
    """The cluster is the one that the test is about."""
    for topic in (s.source, s.target, s.dead, s.receipts, TRANSACTION_TOPIC, GROUP_TOPIC):
        found = partitions(s.broker, topic)
        assert found and all(len(partition.replicas) == NODES for partition in found.values()), topic
    for node in s.broker.cluster.nodes:
        text = (s.broker.cluster.node_directory(node) / "server.properties").read_text()
        assert "\nmin.insync.replicas=2\n" in text and "\ntransaction.state.log.min.isr=2\n" in text


def leaders(s: Stage) -> dict[tuple[str, int], int]:
    return {place: partition.leader for place, partition in partitions(s.broker, s.source, s.target).items()}


def test_a_broker_is_killed_and_comes_back_under_load(broker, stage, aegis) -> None:
    """The coordinator of the transactions, which leads inputs and outputs as well; then leaders move back."""
    s = stage()
    with s.load(pause_s=0.05):
        process = aegis(s.config()).start().wait_admin()
        process.wait_metric("aegis_records_total", 500)
        check_settings(s)
        victim = coordinator_of_transactions(broker, s.name)
        led = [place for place, leader in leaders(s).items() if leader == victim]
        assert {topic for topic, _ in led} == {s.source, s.target}, f"node {victim} leads {led}"
        broker.kill(victim)
        print(f"\nnode {victim} killed, leader of {len(led)}: 200 records more after {wait_going_on(process):.1f} s")
        moved = leaders(s)
        assert all(moved[place] not in (victim, -1) for place in led)
        assert coordinator_of_transactions(broker, s.name) != victim
        broker.start(victim)
        wait_in_sync(broker)
        before = leaders(s)
        wanted = {place: partition.replicas[0] for place, partition in partitions(broker, s.source, s.target).items()}
        assert before != wanted, "the leaders are back already: nothing is left to move"
        preferred = [TopicPartition(topic, number) for topic, number in before]
        broker.admin.elect_leaders(ElectionType.PREFERRED, preferred).result(20)
        wait_for(lambda: leaders(s) == wanted, "leaders are back", 20)
        print(f"leaders moved back: 200 records more after {wait_going_on(process):.1f} s")
    s.wait_done(process)
    assert process.stop() == 0
    print(f"{len(s.check(process))} records")


def test_a_broker_hangs_and_wakes_up_under_load(broker, stage, aegis) -> None:
    """Its connections stay open and nobody answers; meanwhile others lead, and when it wakes up it believes that it does."""
    s = stage()
    # The load waits for the frozen broker, too, and by default for a minute.
    s.feed = Producer(broker.bootstrap, socket_timeout_ms=3000)
    with s.load(pause_s=0.05):
        process = aegis(s.config()).start().wait_admin()
        process.wait_metric("aegis_records_total", 500)
        victim = coordinator_of_transactions(broker, s.name)
        led = [place for place, leader in leaders(s).items() if leader == victim]
        broker.pause(victim)
        try:
            took = wait_going_on(process)
            print(f"node {victim} frozen, leader of {len(led)}: 200 records more after {took:.1f} s")
        finally:
            broker.resume(victim)
        wait_in_sync(broker)
        print(f"awake again: 200 records more after {wait_going_on(process):.1f} s")
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)
