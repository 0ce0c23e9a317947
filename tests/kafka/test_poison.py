"""Records that cannot be scanned, or that the broker does not take: told of without content, and nothing else stops."""

from __future__ import annotations

import json
import random

import pytest

from harness import Stage, assert_exactly_once, place_of_letter, planted, read_topic, seq_of, tag

STOPPED = "aegis_partition_stopped"


def wrapped(seq: int, body: bytes) -> bytes:
    return b'{"id":"' + tag(seq).encode() + b'","mail":"mary.shelley@example.net"' + body


POISON = {
    "broken": (lambda seq: wrapped(seq, b',"x":'), "invalid_json"),
    "invalid UTF-8": (lambda seq: wrapped(seq, b',"x":"\xc3\x28"}'), "invalid_utf8"),
    "too deep": (lambda seq: wrapped(seq, b',"x":' + b"[" * 600 + b"]" * 600 + b"}"), "too_deep"),
    "too large": (lambda seq: wrapped(seq, b',"x":"' + b"y" * 20000 + b'"}'), "too_large"),
    "trailing bytes": (lambda seq: wrapped(seq, b"} {"), "invalid_json"),
}
LETTER_KEYS = {"version", "route", "topic", "partition", "offset", "timestamp", "error", "error_at", "key_size",
               "value_size", "headers"}  # fmt: skip


def letters_of(s: Stage) -> dict[tuple[str, int, int], dict]:
    return {place_of_letter(letter): json.loads(letter.value) for letter in read_topic(s.broker.bootstrap, s.dead)}


def test_poison_is_told_of_without_its_content(stage, aegis) -> None:
    s = stage(2)
    expected = {}
    for value, error in POISON.values():
        s.send(10)
        for record in s.send(3, value=value, headers=lambda seq: [("h", b"mary.shelley@example.net")]):
            expected[record.place] = (record, error)
    s.send(10)
    process = aegis(s.config(limits={"record": "16KiB"})).start().wait_admin()
    s.wait_done(process)
    assert process.metrics().total("aegis_records_total", outcome="quarantine") == len(expected)
    assert process.stop() == 0
    s.check(process)
    letters = letters_of(s)
    assert set(letters) == set(expected)
    for place, body in letters.items():
        record, error = expected[place]
        assert set(body) == LETTER_KEYS and body["route"] == "main" and body["timestamp"] == record.timestamp_ms
        assert (body["error"], body["key_size"], body["value_size"], body["headers"]) == (
            error, len(record.key), len(record.value), 1), place  # fmt: skip
    for letter in read_topic(s.broker.bootstrap, s.dead):
        assert letter.key is None and letter.headers == [] and b"seq-" not in letter.value and b"yyy" not in letter.value


def test_a_record_that_the_broker_refuses_goes_alone(stage, aegis) -> None:
    """The limit of the output is below the record's size; random letters, so that no compression saves it."""
    s = stage(2, max_message_bytes=4000)
    chance = random.Random(4)

    def large(seq: int) -> bytes:
        return json.dumps({"id": tag(seq), "x": "".join(chance.choices("ghjkmnpqrstvwxyz", k=9000))}).encode()

    s.send(100)
    refused = s.send(1, value=large)
    s.send(100)
    refused += s.send(2, value=large)
    s.send(100)
    process = aegis(s.config(kafka={"brokers": [s.broker.bootstrap], "properties": {"compression.type": "none"}}))
    process.start().wait_admin()
    s.wait_done(process)
    s.send(50)  # and it goes on as before
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)
    letters = letters_of(s)
    assert set(letters) == {record.place for record in refused}
    assert {body["error"] for body in letters.values()} <= {"broker_refused", "too_large"}


def test_many_refused_records_in_one_transaction_are_found_one_after_another(stage, aegis) -> None:
    """Each that is found costs an abort, with those found before in it: that is no reason to give up."""
    s = stage(2, max_message_bytes=4000)
    chance = random.Random(5)

    def large(seq: int) -> bytes:
        return json.dumps({"id": tag(seq), "x": "".join(chance.choices("ghjkmnpqrstvwxyz", k=9000))}).encode()

    refused = []
    for _ in range(4):
        s.send(10)
        refused += s.send(2, value=large)
    properties = {"compression.type": "none"}
    process = aegis(s.config(kafka={"brokers": [s.broker.bootstrap], "properties": properties},
                             transaction={"timeout": "6s", "interval": "2s"})).start().wait_admin()  # fmt: skip
    s.wait_done(process)
    aborted = process.metrics().total("aegis_transactions_total", result="aborted")
    assert process.stop() == 0
    s.check(process)
    assert set(letters_of(s)) == {record.place for record in refused}
    # A record that is larger than a batch was alone in its own: nothing has to be replayed to find it.
    assert 1 <= aborted <= len(refused), process.stderr


def test_a_receipt_that_the_broker_refuses_makes_transactions_smaller(stage, aegis) -> None:
    """Forwarded and quarantined in turn: every record makes the receipt longer. No record is blamed for it."""
    s = stage(1)
    s.broker.set_topic_config(s.receipts, max_message_bytes=2500)
    for _ in range(60):
        s.send(1)
        s.feed.send(s.source, 1, partition=0, value=POISON["broken"][0])
    s.feed.flush()
    process = aegis(s.config(kafka={"brokers": [s.broker.bootstrap], "properties": {"compression.type": "none"}}))
    process.start().wait_admin()
    s.wait_done(process)
    assert process.stop() == 0
    assert "transactions get smaller" in process.stderr, "nothing was refused: nothing is proven"
    s.check(process)
    assert {body["error"] for body in letters_of(s).values()} == {"invalid_json"}
    sizes = [len(receipt.value) for receipt in read_topic(s.broker.bootstrap, s.receipts)]
    assert len(sizes) >= 2 and max(sizes) < 2500, sizes


def test_a_finding_in_the_key_is_quarantined(stage, aegis) -> None:
    s = stage(2)
    s.send(20)
    guilty = s.send(4, key=lambda seq: f"mary.shelley@example.net/{tag(seq)}".encode())
    s.send(20)
    process = aegis(s.config(route={"key": "check"})).start()
    s.wait_done(process)
    s.check(process)
    assert {place: body["error"] for place, body in letters_of(s).items()} == {
        record.place: "finding_in_key" for record in guilty
    }


def stops(s: Stage, process, partition: int, *words: str) -> None:
    """The partition stands still, and the log, the metrics and readiness or the page say so."""
    process.wait_admin()
    process.wait_metric(STOPPED, 1, 30, topic=s.source, partition=str(partition))
    said = [line for line in process.stderr.splitlines() if f"{s.source} [{partition}] stopped" in line]
    assert len(said) == 1 and " error " in said[0], process.stderr
    for word in words:
        assert word in said[0], said[0]


@pytest.mark.parametrize("when", ["stopped", "running"])
def test_input_that_was_deleted_unread_is_not_skipped(stage, aegis, when: str) -> None:
    """DeleteRecords does what retention does. Its partition stops; the other one goes on."""
    s = stage(2)
    s.send(40)
    process = aegis(s.config(receipts=None)).start().wait_admin()
    s.wait_done(process)
    before = s.broker.committed(s.name)[s.source, 1].offset
    if when == "stopped":
        assert process.stop() == 0
    else:
        process.pause()
        s.send(2)  # the answer to the fetch that waits at the broker, which holds no more than this
    s.send(40)
    log_start = before + 15
    s.broker.delete_records(s.source, 1, log_start)
    if when == "stopped":
        process = aegis(s.config(receipts=None)).start()
        stops(s, process, 1, "out of range", str(before), str(log_start))
    else:
        process.resume()
        stops(s, process, 1, "out of range")
    process.wait_while_running(lambda: s.broker.committed(s.name)[s.source, 0].offset >= 40, "partition 0 goes on")
    assert process.stop() == 0
    position = s.broker.committed(s.name)[s.source, 1].offset
    assert before <= position <= before + (when == "running"), "it went over the gap"
    kept = [record for record in s.feed.sent if record.partition == 0 or record.offset < position]
    assert_exactly_once(kept, read_topic(s.broker.bootstrap, s.target))


def test_a_route_without_dead_letter_stops_at_the_record(stage, aegis) -> None:
    s = stage(2)
    s.send(40)
    bad = s.feed.send(s.source, 1, partition=1, value=POISON["broken"][0])[0]
    s.feed.flush()
    rest = s.send(40)
    process = aegis(s.config(route={"dead_letter": None}, receipts=None)).start()
    stops(s, process, 1, "no dead letter", str(bad.offset))
    process.wait_while_running(lambda: s.broker.committed(s.name)[s.source, 0].offset == 40, "partition 0 goes on")
    process.wait_while_running(lambda: s.broker.committed(s.name)[s.source, 1].offset == bad.offset, "all before it")
    process.wait_while_running(lambda: process.metrics().total("aegis_consumer_lag_records", partition="1") == 21, "lag")
    assert process.stop() == 0
    held = {bad.place, *(record.place for record in rest if record.partition == 1)}
    assert_exactly_once([record for record in s.feed.sent if record.place not in held],
                        read_topic(s.broker.bootstrap, s.target))  # fmt: skip
    drain = aegis(s.config(route={"dead_letter": None}, receipts=None), arguments=("--drain",)).start()
    assert drain.wait_exit(30) == 1 and "stands still" in drain.stderr
    # Somebody adds a dead letter: it goes on where it stood.
    fixed = aegis(s.config(receipts=None)).start()
    s.wait_done(fixed)
    assert_exactly_once(s.feed.sent, read_topic(s.broker.bootstrap, s.target), read_topic(s.broker.bootstrap, s.dead),
                        origin=place_of_letter)  # fmt: skip


@pytest.mark.parametrize("missing", ["dead", "out", "receipts"])
def test_a_missing_topic_is_said_and_nothing_is_read_past_it(stage, aegis, missing: str) -> None:
    s = stage(1)
    s.send(20)
    name = {"dead": s.dead, "out": s.target, "receipts": s.receipts}[missing]
    s.broker.delete_topics([name])
    process = aegis(s.config()).start()
    stops(s, process, 0, name)
    assert s.broker.committed(s.name).get((s.source, 0)) is None or s.broker.lag(s.name, s.source) == 20
    # Somebody makes it: no restart is needed.
    s.broker.create_topic(name, 1)
    s.wait_done(process)
    assert process.metrics().total(STOPPED) == 0
    said = [line for line in process.stderr.splitlines() if f"{s.source} [0]" in line]
    assert len(said) == 2 and "goes on" in said[1], said
    assert process.stop() == 0
    s.check(process)


@pytest.mark.parametrize("how", ["by hand", "match"])
def test_an_output_with_too_few_partitions_stops_those_it_lacks(stage, aegis, how: str) -> None:
    s = stage(3)
    s.send(30, value=planted)
    narrow = s.broker.create_topic(f"{s.name}.narrow", 2)
    process = aegis(s.config(route={"to": {"topic": narrow}})).start()
    stops(s, process, 2, narrow, "partitions")
    process.wait_metric("aegis_records_total", 20)
    assert_exactly_once([record for record in s.feed.sent if record.partition < 2],
                        read_topic(s.broker.bootstrap, narrow))  # fmt: skip
    if how == "by hand":
        s.broker.add_partitions(narrow, 3)
        s.wait_done(process)
    assert process.stop() == 0
    grown = aegis(s.config(route={"to": {"topic": narrow, "create_topics": "match"}})).start()
    s.wait_done(grown)
    assert s.broker.topics()[narrow] == 3
    outputs = read_topic(s.broker.bootstrap, narrow)
    assert_exactly_once(s.feed.sent, outputs)
    assert all(record.partition == seq_of(record) % 3 for record in outputs)
