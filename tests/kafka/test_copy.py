"""From input to output: what is redacted, what stays to the byte, where it goes, and that lag comes to nothing."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter

from harness import Producer, assert_exactly_once, planted, read_topic, redacted, seq_of, tag, wait_for

LAG = "aegis_consumer_lag_records"


def murmur2(key: bytes) -> int:
    """As Java clients hash keys, written from the algorithm's description."""
    mask, m, length = 0xFFFFFFFF, 0x5BD1E995, len(key)
    h = (0x9747B28C ^ length) & mask
    for at in range(0, length - length % 4, 4):
        k = int.from_bytes(key[at : at + 4], "little") * m & mask
        h = (h * m & mask) ^ ((k ^ k >> 24) * m & mask)
    tail = key[length - length % 4 :]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def test_the_hash_is_the_one_of_java() -> None:
    """The values that Apache Kafka's own UtilsTest has."""
    known = {b"21": -973932308, b"foobar": -790332482, b"a-little-bit-long-string": -985981536,
             b"a-little-bit-longer-string": -1486304829, b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
             b"abc": 479470107}  # fmt: skip
    assert {key: (h := murmur2(key)) - (h >> 31 << 32) for key in known} == known


def test_records_are_redacted_and_else_untouched(stage, aegis) -> None:
    s = stage()
    headers = [("trace", b"\x00\xff not text"), ("mail", b"mary.shelley@example.net"), ("empty", b""), ("null", None),
               ("trace", b"again")]  # fmt: skip
    s.send(300, headers=lambda seq: headers, timestamp_ms=1_700_000_000_123)
    s.send(20, value=lambda seq: None)
    s.send(8, key=lambda seq: None)
    s.feed.send(s.source, 4, partition=3, key=lambda seq: b"\x00\xff" + tag(seq).encode(), value=lambda seq: b"")
    s.feed.flush()
    process = aegis(s.config()).start().wait_ready()
    s.wait_done(process)
    outputs = read_topic(s.broker.bootstrap, s.target)
    letters = read_topic(s.broker.bootstrap, s.dead)
    assert letters == []
    assert_exactly_once(s.feed.sent, outputs)
    sent = {seq_of(record): record for record in s.feed.sent}
    for output in outputs:
        origin = sent[seq_of(output)]
        assert (output.key, output.timestamp_ms, output.partition) == (origin.key, origin.timestamp_ms, origin.partition)
        assert output.value == redacted(origin.value)
        assert output.headers == [(name, redacted(value)) for name, value in origin.headers]
    assert sum(output.value is None for output in outputs) == 20
    assert sum(output.value == b"" for output in outputs) == 4
    s.check_nothing_planted(outputs + letters, process)
    process.wait_while_running(
        lambda: len(process.metrics().series(LAG)) == 4 and process.metrics().total(LAG) == 0, "lag is 0 in /metrics"
    )
    metrics = process.metrics()
    assert metrics.total("aegis_records_total", route="main") == len(s.feed.sent)
    assert metrics.total("aegis_records_total", outcome="forward") == len(outputs)
    for entity in ("EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE"):
        assert metrics.total("aegis_findings_total", entity=entity) >= 100
    assert process.stop() == 0


def test_empty_values_are_kept_as_text(stage, aegis) -> None:
    s = stage(1)
    s.send(5, value=lambda seq: b"")
    s.send(5, value=lambda seq: f"call mary.shelley@example.net, {tag(seq)}".encode())
    process = aegis(s.config(route={"format": "text"})).start()
    s.wait_done(process)
    outputs = s.check(process)
    assert [output.value for output in outputs[:5]] == [b""] * 5


def test_values_that_come_again_are_worked_on_once(stage, aegis) -> None:
    s = stage(2)

    def again(seq: int) -> bytes:
        return planted(seq % 3).replace(tag(seq % 3).encode(), b"the same for all")

    s.send(240, value=again, headers=lambda seq: [("trace", tag(seq).encode())])
    s.send(6, value=lambda seq: b'{"broken":"' + b"." * 100)
    s.send(30)
    process = aegis(s.config(route={"reuse": True}, limits={"reuse": "1MiB"})).start().wait_ready()
    s.wait_done(process)
    s.check(process)
    process.wait_metric("aegis_records_total", 276)
    metrics = process.metrics()
    # Two different values and a broken one come again, and thirty do not. What was replayed may have been known then.
    misses = metrics.total("aegis_reuse_misses_total", route="main")
    assert misses <= 33
    assert metrics.total("aegis_reuse_hits_total", route="main") == 276 - misses
    process.wait_metric("aegis_reuse_bytes", 33 * 128)
    assert process.stop() == 0


def test_several_routes_for_one_topic(stage, aegis, topic) -> None:
    s = stage(2)
    raw, second_dead = topic("audit", 2), topic("audit.dead")
    config = s.config()
    config["policies"]["mails"] = {"detect": ["EMAIL_ADDRESS"], "actions": {"default": {"mask": {}}}}
    config["routes"].append({"name": "audit", "from": {"topics": [s.source]}, "to": {"topic": raw}, "format": "json",
                             "policy": "mails", "provenance": True, "dead_letter": {"topic": second_dead}})  # fmt: skip
    s.send(200)
    broken = s.send(3, value=lambda seq: b'{"id":"' + tag(seq).encode())
    process = aegis(config).start().wait_admin()
    s.wait_done(process)
    assert process.stop() == 0
    outputs, audits = read_topic(s.broker.bootstrap, s.target), read_topic(s.broker.bootstrap, raw)
    dead = [seq_of(record) for record in broken]
    for found in (outputs, audits):
        assert_exactly_once(s.feed.sent, found, dead)
    for letters in (read_topic(s.broker.bootstrap, s.dead), read_topic(s.broker.bootstrap, second_dead)):
        assert len(letters) == 3
    card = b"4111 1111 1111 1111"
    assert sum(card in record.value for record in audits) == sum(card in r.value for r in s.feed.sent) > 0
    assert not any(b"mary" in record.value for record in audits + outputs)
    sent = {seq_of(record): record for record in s.feed.sent}
    for record in audits:
        origin = sent[seq_of(record)]
        said = [value for name, value in record.headers if "provenance" in name]
        assert said == [f"{s.source}/{origin.partition}/{origin.offset}".encode()]


def test_a_pattern_picks_up_a_new_topic_while_running(broker, stage, aegis, topic, unique) -> None:
    s = stage(1)
    names = {team: (topic(f"{team}.raw", 2), topic(f"{team}.clean", 2)) for team in ("red", "blue")}
    escaped = unique.replace(".", "\\.")
    config = s.config(route={"from": {"pattern": f"^{escaped}\\.([a-z]+)\\.raw$"}, "to": {"topic": unique + ".${1}.clean"}})
    feed = Producer(broker.bootstrap)
    for source, _ in names.values():
        feed.send(source, 50, partitions=2, value=planted)
    feed.flush()
    process = aegis(config).start().wait_ready()

    def done(source: str) -> bool:
        return broker.lag(unique, source) == 0

    for source, _ in names.values():
        process.wait_while_running(lambda source=source: done(source), f"{source} is read")
    names["green"] = topic("green.raw", 2), topic("green.clean", 2)
    feed.send(names["green"][0], 50, partitions=2, value=planted)
    feed.flush()
    process.wait_while_running(lambda: done(names["green"][0]), "the new topic is read", 30)
    assert process.stop() == 0
    for source, target in names.values():
        outputs = read_topic(broker.bootstrap, target)
        assert_exactly_once([record for record in feed.sent if record.topic == source], outputs)
        s.check_nothing_planted(outputs, process)


def test_drain_stops_at_the_ends_seen_at_start(stage, aegis) -> None:
    s = stage()
    s.send(500)
    process = aegis(s.config(), arguments=("--drain",)).start()
    assert process.wait_exit(30) == 0, process.output_end()
    assert len(s.check(process)) == 500
    again = aegis(s.config(), arguments=("--drain",)).start()
    assert again.wait_exit(30) == 0, again.output_end()
    s.check(process, again)


def test_a_drain_that_cannot_be_whole_fails(stage, aegis, unique) -> None:
    s = stage()
    s.send(500)
    for source, why in (({"topics": [s.source, f"{unique}-no"]}, rf"there is no topic {unique}-no, which route \S+ reads"),
                        ({"pattern": f"^{unique}-no.*"}, "no topic matches what the routes read")):  # fmt: skip
        process = aegis(s.config(route={"from": source}), arguments=("--drain",)).start()
        assert process.wait_exit(30) == 1, process.output_end()
        assert re.search(f"aegis: error: cannot drain: {why}", process.stderr), process.stderr
    process = aegis(s.config(), arguments=("--drain",)).start().wait_admin()
    assert process.stop() == 1, "it was stopped before it had joined its group"
    assert "stopped before" in process.stderr, process.stderr


def test_a_second_signal_does_not_wait_for_what_hangs(stage, aegis) -> None:
    s = stage()
    s.send(10)
    process = aegis(s.config(), failpoint="before_commit").start()
    process.wait_failpoint()  # where its worker stays
    begun = time.monotonic()
    process.signal(signal.SIGTERM)
    process.wait_while_running(lambda: "SIGTERM: stopping" in process.stderr, "it is stopping", 5)
    process.signal(signal.SIGTERM)
    assert process.wait_exit(10) == 1, process.output_end()
    assert "not stopped in time: ending as it is" in process.stderr, process.stderr
    assert time.monotonic() - begun < 4, "it waited for the deadline"
    after = aegis(s.config(), arguments=("--drain",)).start()
    assert after.wait_exit(60) == 0, after.output_end()
    assert len(s.check(process, after)) == 10


def test_a_stop_that_hangs_ends_at_its_deadline(stage, aegis) -> None:
    s = stage()
    s.send(10)
    process = aegis(s.config(), failpoint="before_commit").start()
    process.wait_failpoint()
    begun = time.monotonic()
    assert process.stop() == 1, process.output_end()
    assert 3 < time.monotonic() - begun < 8
    assert "could not finish before the deadline" in process.stderr, process.stderr


def test_lag_comes_to_nothing_behind_markers_and_one_after_another(broker, stage, aegis, topic, unique) -> None:
    """The input's last offset is a marker, and so is that of the first one's output, which a second Aegis reads."""
    s = stage(2)
    feed = s.feed = Producer(broker.bootstrap, f"{unique}-feed")
    for _ in range(3):
        with feed.transaction():
            feed.send(s.source, 40, partitions=2, value=planted)
        with feed.transaction(abort=True):
            feed.send(s.source, 10, partitions=2, value=planted)
    last = topic("last", 2)
    then = s.config(route={"from": {"topics": [s.target]}, "to": {"topic": last}}, name=f"{unique}-then", receipts=None)
    processes = [aegis(s.config()).start().wait_admin(), aegis(then).start().wait_admin()]
    s.wait_done(*processes)
    for process in processes:
        # The second one's input was empty when it came: its lag was nothing before there was anything to read, too.
        process.wait_metric("aegis_records_total", 120)
        process.wait_while_running(
            lambda p=process: len(p.metrics().series(LAG)) == 2 and p.metrics().total(LAG) == 0, "lag 0 in /metrics", 20
        )
        assert process.metrics().total("aegis_consumer_lag_seconds") == 0
    # What /metrics knows of the end may be a moment old: the first one's last marker can still be on its way to the second.
    wait_for(lambda: broker.lag(f"{unique}-then", s.target) == 0, "the second one passes the first one's last marker", 20)
    for process in processes:
        assert process.stop() == 0
    s.check(*processes)
    finals = read_topic(broker.bootstrap, last)
    assert_exactly_once(feed.sent, finals)
    assert Counter(record.value for record in finals) == Counter(redacted(record.value) for record in feed.sent)


def test_partition_by_key_follows_the_original_key(broker, stage, aegis) -> None:
    s = stage(2)
    target = broker.create_topic(f"{s.name}.keyed", 5)
    keyless = s.send(6, key=lambda seq: None)
    s.send(120)
    s.send(30, key=lambda seq: f"mary.shelley@example.net {tag(seq)}".encode())
    config = s.config(route={"to": {"topic": target, "partition": "key"}, "key": "redact"})
    process = aegis(config).start()
    s.wait_done(process)
    assert process.stop() == 0
    outputs = read_topic(broker.bootstrap, target)
    assert_exactly_once(s.feed.sent, outputs)
    sent = {seq_of(record): record for record in s.feed.sent}
    for output in outputs:
        origin = sent[seq_of(output)]
        assert output.key == redacted(origin.key)
        expected = origin.partition % 5 if origin.key is None else (murmur2(origin.key) & 0x7FFFFFFF) % 5
        assert output.partition == expected, f"{origin.key!r}"
    assert len({output.partition for output in outputs}) == 5 and len(keyless) == 6
    s.check_nothing_planted(outputs, process)
