"""Members that come, go, freeze and come back; topics that grow."""

from __future__ import annotations

import re
import time

import pytest
from confluent_kafka import Consumer

from harness import Aegis, Broker, Producer, assert_exactly_once, read_topic, show_transactions, wait_for

ASSIGNED = re.compile(r"assigned (\d+) partitions in generation (\d+)")


def generations(process: Aegis) -> list[tuple[int, int]]:
    """(partitions, generation) of each assignment that the process told of."""
    return [(int(count), int(number)) for count, number in ASSIGNED.findall(process.stderr)]


def members(broker: Broker, group: str) -> dict[str, int]:
    """Partitions by member, as the coordinator has it."""
    return {one.group_instance_id or one.member_id: len(one.assignment.topic_partitions)
            for one in broker.members(group)}  # fmt: skip


def show_group(broker: Broker, group: str, when: str) -> dict[str, int]:
    found = members(broker, group)
    print(f"\n{time.strftime('%H:%M:%S')} {when}: {found}")
    return found


@pytest.mark.parametrize("identity", ["static", "dynamic"])
def test_a_second_instance_joins_and_leaves(broker, stage, aegis, unique, identity: str) -> None:
    s = stage(4)
    leave = {"timeout": "6s", "stop": "leave"}

    def one(name: str) -> Aegis:
        return aegis(s.config(instance=name if identity == "static" else None, session=leave)).start().wait_admin()

    with s.load():
        first = one("a")
        first.wait_metric("aegis_records_total", 200)
        second = one("b")
        second.wait_metric("aegis_records_total", 200)
        assert sorted(show_group(broker, unique, "both").values()) == [2, 2]
        # A revoked partition's series vanish.
        first.wait_while_running(lambda: len(first.metrics().series("aegis_consumer_lag_records")) == 2, "two series")
        begun = time.monotonic()
        assert second.stop() == 0, second.output_end()
        assert time.monotonic() - begun < 10
        assert len(show_group(broker, unique, "after leaving")) == 1, "it did not leave"
        first.wait_while_running(lambda: members(broker, unique).popitem()[1] == 4, "the first has all", 6)
        before = first.metrics().total("aegis_records_total")
        first.wait_metric("aegis_records_total", before + 200)
    s.wait_done(first)
    assert first.stop() == 0
    assert members(broker, unique) == {}
    s.check(first, second)


def test_a_static_member_that_restarts_gets_its_partitions_back_at_once(broker, stage, aegis, unique) -> None:
    s = stage(4)
    with s.load():
        a = aegis(s.config(instance="a")).start().wait_admin()
        b = aegis(s.config(instance="b")).start().wait_admin()
        for process in (a, b):
            process.wait_while_running(lambda p=process: generations(p)[-1:] and generations(p)[-1][0] == 2, "two each")
            process.wait_metric("aegis_records_total", 100)
        before = generations(a)
        assert b.stop() == 0
        assert len(show_group(broker, unique, "after the stop")) == 2, "the default stop must not leave"
        begun = time.monotonic()
        again = aegis(s.config(instance="b")).start().wait_admin()
        again.wait_metric("aegis_records_total", 1)
        took = time.monotonic() - begun
        print(f"first record {took:.1f} s after the restart")
        assert took < 5, "it waited for the session to time out"
        assert generations(a) == before, "the restart cost a rebalance"
        assert generations(again) == generations(b)[-1:]
    s.wait_done(a, again)
    assert (a.stop(), again.stop()) == (0, 0)
    s.check(a, b, again)


def freeze_in_transaction(broker: Broker, process: Aegis, name: str) -> None:
    for _ in range(50):
        process.wait_while_running(lambda: broker.open_transactions(name), "a transaction is open", 20)
        process.pause()
        if broker.open_transactions(name):
            break
        process.resume()
    states = show_transactions(broker, name, "frozen by SIGSTOP")
    assert any(state.is_open for state in states.values())


def test_a_zombie_that_others_replaced_is_fenced(broker, stage, aegis, unique) -> None:
    """Frozen inside a transaction for longer than the session's and the transaction's timeouts."""
    s = stage(4)
    with s.load(batch=10):
        zombie = aegis(s.config(instance="a", transaction={"timeout": "6s", "interval": "500ms"})).start().wait_admin()
        zombie.wait_metric("aegis_records_total", 50)
        freeze_in_transaction(broker, zombie, unique)
        old = generations(zombie)[-1]
        heir = aegis(s.config(instance="b")).start().wait_admin()
        heir.wait_metric("aegis_records_total", 100, 40)
        # The state after everything has timed out, and before SIGCONT.
        new = generations(heir)[-1]
        group = show_group(broker, unique, f"before SIGCONT, generation {new[1]} after {old[1]}")
        assert group == {f"{unique}.b.0": 4} and new[0] == 4 and new[1] > old[1]
        wait_for(lambda: f"{unique}.a.0" not in broker.open_transactions(unique), "its transaction is aborted", 20)
        show_transactions(broker, unique, "before SIGCONT")
        lines = len(zombie.stderr.splitlines())
        zombie.resume()
        wait_for(lambda: not zombie.running or zombie.metrics().total("aegis_transactions_total", result="aborted")
                 + zombie.metrics().total("aegis_transactions_total", result="unknown") > 0
                 or "transaction not committed" in zombie.stderr, "the zombie notices that it is fenced", 20)  # fmt: skip
        print("the zombie said after SIGCONT:", *zombie.stderr.splitlines()[lines:], sep="\n  ")
        # It is a member like any other again, and both go on.
        if zombie.running:
            wait_for(lambda: len(members(broker, unique)) == 2, "it has joined again", 20)
        before = heir.metrics().total("aegis_records_total")
        heir.wait_metric("aegis_records_total", before + 50)
    running = [process for process in (zombie, heir) if process.running]
    assert running == [zombie, heir], zombie.output_end()
    s.wait_done(*running)
    assert [process.stop() for process in running] == [0, 0]
    s.check(zombie, heir)


def test_a_zombie_whose_id_was_taken_ends(broker, stage, aegis, unique) -> None:
    """The same instance started elsewhere: the first is fenced, as member and as producer, and says so."""
    s = stage(4)
    with s.load(batch=10):
        zombie = aegis(s.config(instance="a", transaction={"timeout": "6s", "interval": "500ms"})).start().wait_admin()
        zombie.wait_metric("aegis_records_total", 50)
        freeze_in_transaction(broker, zombie, unique)
        epoch = broker.transactions(unique)[f"{unique}.a.0"].producer_epoch
        heir = aegis(s.config(instance="a")).start().wait_admin()
        heir.wait_metric("aegis_records_total", 50)
        state = show_transactions(broker, unique, "before SIGCONT")[f"{unique}.a.0"]
        assert state.producer_epoch > epoch
        zombie.resume()
        assert zombie.wait_exit(30) == 1, zombie.output_end()
        assert re.search(r"(?i)fenced", zombie.stderr), zombie.output_end()
        before = heir.metrics().total("aegis_records_total")
        heir.wait_metric("aegis_records_total", before + 50)
    s.wait_done(heir)
    assert heir.stop() == 0
    s.check(zombie, heir)


def test_a_member_whose_id_nobody_keeps_alive_joins_again(broker, stage, aegis, unique) -> None:
    """As after its own join that got no answer: the broker knows its id as another member's, which is never heard of."""
    s = stage(4)
    with s.load():
        process = aegis(s.config(instance="a")).start().wait_admin()
        process.wait_metric("aegis_records_total", 100)
        ghost = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": s.name, "group.instance.id": f"{s.name}.a.0",
                          "session.timeout.ms": 6000, "enable.auto.commit": False,
                          "partition.assignment.strategy": "range,roundrobin"})  # fmt: skip
        ghost.subscribe([s.source])
        wait_for(lambda: ghost.poll(0.05) is not None or ghost.assignment(), "the ghost has joined", 20)
        ghost.close()  # a static member says nothing
        process.wait_while_running(lambda: "fenced: " in process.stderr, "it was fenced", 10)
        begun = time.monotonic()
        process.wait_while_running(lambda: "joining again" in process.stderr, "it joins again", 30)
        print(f"joined again {time.monotonic() - begun:.1f} s after it was fenced")
        before = process.metrics().total("aegis_records_total")
        process.wait_metric("aegis_records_total", before + 200)
        assert members(broker, unique) == {f"{unique}.a.0": 4}
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)


def test_a_topic_gains_partitions(broker, stage, aegis, unique) -> None:
    s = stage(2)
    s.send(100)
    process = aegis(s.config()).start()
    s.wait_done(process)
    broker.add_partitions(s.target, 5)
    broker.add_partitions(s.source, 5)
    s.partitions = 5
    # The old producer would learn of them only after minutes.
    s.feed, before = Producer(broker.bootstrap), s.feed
    s.feed.next_seq, s.feed.sent = before.next_seq, before.sent
    s.send(100)
    s.wait_done(process, deadline_s=30)
    assert generations(process)[-1][0] == 5
    assert process.stop() == 0
    outputs = s.check(process)
    assert_exactly_once(s.feed.sent, outputs)
    assert {record.partition for record in read_topic(broker.bootstrap, s.target)} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("by", ["name", "pattern"])
def test_a_topic_gains_partitions_while_a_static_member_restarts(broker, stage, aegis, unique, by: str) -> None:
    """The broker hands the group's leader its old partitions without a rebalance, and nobody would look at the new ones."""
    s = stage(2)
    read = {"topics": [s.source]} if by == "name" else {"pattern": f"^{re.escape(s.source)}$"}
    config = s.config(instance="a", route={"from": read}, session={"timeout": "30s"})
    s.send(100)
    first = aegis(config).start()
    s.wait_done(first)
    assert first.stop() == 0
    assert members(broker, unique) == {f"{unique}.a.0": 2}, "the default stop must not leave"
    broker.add_partitions(s.target, 5)
    broker.add_partitions(s.source, 5)
    s.partitions = 5
    s.feed, before = Producer(broker.bootstrap), s.feed
    s.feed.next_seq, s.feed.sent = before.next_seq, before.sent
    s.send(100)
    again = aegis(config).start().wait_admin()
    again.wait_while_running(lambda: generations(again)[-1:] and generations(again)[-1][0] == 5, "it has all five", 30)
    print("it said:", *(line for line in again.stderr.splitlines() if "no member of" in line), sep="\n  ")
    s.wait_done(again, deadline_s=30)
    assert again.stop() == 0
    s.check(first, again)
