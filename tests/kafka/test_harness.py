"""The harness is what every delivery test believes, so it is shown to notice what it must notice."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness import Aegis, Broker, Record, assert_exactly_once, json_value, read_topic, seq_of, tag, tags_in, wait_for
from harness.broker import kafka
from harness.metrics import parse

GROUP_TIMEOUT_S = 30


def made(count: int, partitions: int = 2, topic: str = "in") -> list[Record]:
    return [
        Record(topic, seq % partitions, seq // partitions, tag(seq).encode(), json_value(seq), [], 1)
        for seq in range(count)
    ]


def copied(records: list[Record], topic: str = "out") -> list[Record]:
    return [dataclasses.replace(record, topic=topic, offset=record.offset * 3 + 7) for record in records]


# --- pairing


def test_a_faithful_copy_passes() -> None:
    inputs = made(40)
    assert_exactly_once(inputs, copied(inputs))


def test_every_outcome_counts_once() -> None:
    inputs = made(6)
    outputs = copied([inputs[0], inputs[1], inputs[4]])
    places = [dataclasses.replace(inputs[2], topic="dead", key=None, value=b"in 0 1")]
    assert_exactly_once(inputs, outputs, places, [3, 5], origin=lambda record: ("in", 0, 1))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda out: out.pop(7), r"1 of 20 inputs lost: 7 from in\[1\]@3"),
        (lambda out: out.append(out[3]), r"1 inputs with more than one outcome: 3 \(2x output\)"),
        (lambda out: out.insert(2, out.pop(6)), r"outputs of in\[0\] out of order in out\[0\], 1 times: 2 after 6"),
        (lambda out: out.append(made(21)[20]), r"a output at .* belongs to no input \(sequence number 20\)"),
        (lambda out: setattr(out[4], "value", json_value(5)), r"mixes the sequence numbers \[4, 5\]"),
        (lambda out: (setattr(out[4], "value", None), setattr(out[4], "key", None)), r"1 of 20 inputs lost: 4"),
    ],
    ids=["lost", "repeated", "reordered", "unknown", "mixed", "unnumbered"],
)
def test_damage_is_noticed(damage, said: str) -> None:
    inputs = made(20)
    outputs = copied(inputs)
    damage(outputs)
    with pytest.raises(AssertionError, match=said):
        assert_exactly_once(inputs, outputs)


def test_two_outcomes_of_different_kinds_are_noticed() -> None:
    inputs = made(4)
    with pytest.raises(AssertionError, match=r"2 \(1x output, 1x dead letter\); 3 \(1x output, 1x drop\)"):
        assert_exactly_once(inputs, copied(inputs), [2], [3])


def test_records_of_different_partitions_may_overtake_each_other() -> None:
    inputs = made(20)
    outputs = copied(inputs)
    assert_exactly_once(inputs, outputs[1::2] + outputs[0::2])


def test_order_is_noticed_when_partitions_merge_into_one() -> None:
    inputs = made(20)
    merged = [dataclasses.replace(record, partition=0) for record in copied(inputs)]
    assert_exactly_once(inputs, merged)
    merged[4], merged[6] = merged[6], merged[4]
    with pytest.raises(AssertionError, match="out of order"):
        assert_exactly_once(inputs, merged)


def test_an_unconfirmed_input_is_no_input() -> None:
    inputs = made(3)
    inputs[1].offset = -1
    with pytest.raises(AssertionError, match="input 1 was never confirmed"):
        assert_exactly_once(inputs, copied(inputs))


def test_numbers_are_spelled_so_that_nothing_finds_them() -> None:
    assert tag(1203456789) == "seq-bcadefghij"
    assert tags_in(b'{"id":"seq-bcd","x":"seq-"}') == [123]
    assert seq_of(Record("t", 0, 0, None, b"no number", [], 0)) is None


# --- a real broker


def test_topics_come_grow_and_go(broker: Broker, unique: str) -> None:
    name = broker.create_topic(f"{unique}.t", 2, cleanup_policy="compact", max_message_bytes=2000)
    assert broker.topics()[name] == 2
    broker.add_partitions(name, 5)
    assert broker.topics()[name] == 5
    broker.delete_topics([name, f"{unique}.never"])
    assert name not in broker.topics()


def test_max_message_bytes_holds(broker: Broker, topic, producer) -> None:
    small = topic(max_message_bytes=2000)
    feed = producer()
    feed.send(small, value=lambda seq: json_value(seq, body="x" * 5000))
    with pytest.raises(AssertionError, match="records refused"):
        feed.flush()
    assert read_topic(broker.bootstrap, small) == []


def test_records_come_back_as_they_were_sent(broker: Broker, topic, producer) -> None:
    name = topic(partitions=3)
    feed = producer()
    feed.send(name, 9, partitions=3, headers=lambda seq: [("n", str(seq).encode()), ("empty", b""), ("null", None)])
    feed.send(name, 1, partition=1, value=lambda seq: None, timestamp_ms=1_700_000_000_000)
    feed.send(name, 1, partition=2, key=lambda seq: None)
    feed.flush()
    found = read_topic(broker.bootstrap, name)
    assert sorted(found, key=lambda r: r.place) == sorted(feed.sent, key=lambda r: r.place)
    tombstone = next(record for record in found if record.value is None)
    assert tombstone.timestamp_ms == 1_700_000_000_000 and tombstone.partition == 1
    assert_exactly_once(feed.sent, found)


def test_isolation_tells_aborted_records_apart(broker: Broker, topic, producer, unique: str) -> None:
    """The control of every kill test: read_uncommitted has to show more than read_committed."""
    name = topic(partitions=2)
    feed = producer(f"{unique}.feed")
    with feed.transaction():
        feed.send(name, 10, partitions=2)
    with feed.transaction(abort=True):
        feed.send(name, 6, partitions=2)
    with feed.transaction():
        feed.send(name, 4, partitions=2)
    committed = read_topic(broker.bootstrap, name)
    everything = read_topic(broker.bootstrap, name, "read_uncommitted")
    assert (len(committed), len(everything)) == (14, 20)
    assert_exactly_once(feed.sent, committed)
    assert_exactly_once(feed.sent + feed.aborted, everything)
    with pytest.raises(AssertionError, match="belongs to no input"):
        assert_exactly_once(feed.sent, everything)


def test_an_open_transaction_shows(broker: Broker, topic, producer, consumer, unique: str) -> None:
    name = topic()
    feed = producer(f"{unique}.feed")
    with feed.transaction():
        feed.send(name, 3)
    reader = consumer(name)
    with feed.transaction():
        feed.send(name, 5)
        feed.flush()
        state = broker.open_transactions(unique)[f"{unique}.feed"]
        assert state.state == "Ongoing" and state.partitions == ((name, 0),)
        # Three records and the marker of their transaction.
        assert broker.end_offsets(name, "read_committed") == {0: 4}
        assert broker.end_offsets(name, "read_uncommitted") == {0: 9}
        assert len(reader.read_to_end()) == 3
        assert len(reader.read_to_end()) == 3
    wait_for(lambda: not broker.open_transactions(unique), "the transaction is complete")
    assert len(reader.read_to_end()) == 8
    assert broker.end_offsets(name) == {0: 10}


def test_a_second_producer_of_the_same_id_raises_the_epoch(broker: Broker, topic, producer, unique: str) -> None:
    name = topic()
    epochs = []
    for _ in range(2):
        feed = producer(unique)
        with feed.transaction():
            feed.send(name)
        epochs.append(broker.transactions(unique)[unique].producer_epoch)
    assert epochs[1] > epochs[0]


def test_a_transactional_copy_is_counted(broker: Broker, topic, producer, unique: str) -> None:
    """A copy by a plain client whose first attempt aborts: offsets, lag and pairing say what happened."""
    from confluent_kafka import Consumer as Client
    from confluent_kafka import Producer as Sender

    name, out = topic("in", 2), topic("out", 2)
    feed = producer()
    feed.send(name, 200, partitions=2)
    feed.flush()
    assert broker.committed(unique) == {} and broker.lag(unique, name) == 200
    source = Client({"bootstrap.servers": broker.bootstrap, "group.id": unique, "auto.offset.reset": "earliest",
                     "enable.auto.commit": False, "isolation.level": "read_committed"})  # fmt: skip
    sink = Sender({"bootstrap.servers": broker.bootstrap, "transactional.id": f"{unique}.copy"})
    sink.init_transactions(GROUP_TIMEOUT_S)
    source.subscribe([name])
    batch = []
    wait_for(lambda: batch.extend(source.consume(200, 0.5)) or len(batch) == 200, "all inputs")
    assert all(message.error() is None for message in batch)
    assert len(broker.members(unique)) == 1
    for commit in (False, True):
        sink.begin_transaction()
        for message in batch:
            sink.produce(out, message.value(), message.key(), partition=message.partition())
        if not commit:
            sink.flush(GROUP_TIMEOUT_S)
            sink.abort_transaction(GROUP_TIMEOUT_S)
            continue
        sink.send_offsets_to_transaction(source.position(source.assignment()), source.consumer_group_metadata())
        sink.commit_transaction(GROUP_TIMEOUT_S)
    source.close()
    assert broker.lag(unique, name) == 0
    assert broker.committed(unique)[name, 0].offset == 100
    outputs = read_topic(broker.bootstrap, out)
    assert_exactly_once(feed.sent, outputs)
    everything = read_topic(broker.bootstrap, out, "read_uncommitted")
    assert len(everything) == 400
    with pytest.raises(AssertionError, match="200 inputs with more than one outcome"):
        assert_exactly_once(feed.sent, everything)


def test_records_survive_a_killed_and_a_restarted_broker(broker: Broker, topic, producer) -> None:
    name = topic(partitions=2)
    feed = producer()
    feed.send(name, 50, partitions=2)
    feed.flush()
    port = broker.cluster.nodes[0].port
    broker.kill()
    assert not broker.cluster.nodes[0].alive
    broker.start()
    assert broker.cluster.nodes[0].port == port
    feed.send(name, 50, partitions=2)
    feed.flush()
    broker.restart()
    assert_exactly_once(feed.sent, read_topic(broker.bootstrap, name))
    assert len(feed.sent) == 100


def test_a_broker_dies_with_whoever_started_it(tmp_path: Path) -> None:
    script = (
        "import sys, os, time; sys.path.insert(0, sys.argv[1]); from harness import Broker; b = Broker(); b.start();"
        "n = b.cluster.nodes[0]; print(n.pid, n.began, b.directory, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(Path(__file__).parent)], stdout=subprocess.PIPE,
                          text=True) as starter:  # fmt: skip
        pid, began, directory = starter.stdout.readline().split()
        assert kafka.started_at(int(pid)) == began
        starter.kill()
    wait_for(lambda: kafka.started_at(int(pid)) != began, "the broker is gone", 10)
    subprocess.run(["rm", "-rf", directory], check=True)


# --- the process wrapper, shown on a script that behaves as the binary does

STANDIN = """#!{python}
import http.server, os, signal, sys, time
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'# HELP x y\\naegis_records_total{{route="a",outcome="forward"}} 3\\naegis_records_total{{route="b"}} 4\\n'
        self.send_response(200 if self.path != "/missing" else 404)
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
print("failpoint", os.environ.get("AEGIS_FAILPOINT"), "config", open(sys.argv[3]).read(), file=sys.stderr, flush=True)
if os.environ.get("AEGIS_FAILPOINT"):
    print("failpoint", os.environ["AEGIS_FAILPOINT"].split(":")[0], "reached", file=sys.stderr, flush=True)
    signal.pause()
if "broken" in open(sys.argv[3]).read(): sys.exit(2)
signal.signal(signal.SIGTERM, lambda *_: os._exit(7))
server = http.server.HTTPServer(("127.0.0.1", 0), Page)
print(f"admin http://127.0.0.1:{{server.server_address[1]}}", flush=True)
server.serve_forever()
"""


@pytest.fixture
def standin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "standin"
    program.write_text(STANDIN.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("AEGIS_BIN", str(program))


def test_a_process_is_started_asked_and_stopped(standin: None, aegis) -> None:
    process: Aegis = aegis({"name": "x"}).start().wait_ready()
    assert process.metrics().total("aegis_records_total") == 7
    assert process.wait_metric("aegis_records_total", 3, route="a") == 3
    assert process.get("/missing")[0] == 404
    assert '"name": "x"' in process.stderr
    process.pause()
    process.resume()
    assert process.stop() == 7
    assert process.get("/metrics")[0] == 0


def test_a_failpoint_holds_it_until_it_is_killed(standin: None, aegis) -> None:
    process: Aegis = aegis("name: x\n", failpoint="after_flush:3").start()
    process.wait_failpoint()
    assert process.running
    process.kill()
    assert process.returncode == -signal.SIGKILL
    with pytest.raises(AssertionError, match="(?s)ended with 2 before: failpoint after_flush.*broken"):
        other = aegis("broken\n", failpoint="after_flush")
        other.environment["AEGIS_FAILPOINT"] = ""
        other.start().environment["AEGIS_FAILPOINT"] = "after_flush"
        other.wait_failpoint()


def test_a_process_that_ends_early_says_why(standin: None, aegis) -> None:
    begun = time.monotonic()
    with pytest.raises(AssertionError, match="(?s)ended with 2 before its admin line.*broken"):
        aegis("broken\n").start().wait_admin(deadline_s=60)
    assert time.monotonic() - begun < 30


def test_a_process_leaves_nothing(standin: None) -> None:
    with Aegis({"name": "x"}) as process:
        process.wait_admin()
        pid, directory = process.pid, process.directory
    assert not directory.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_metrics_that_no_scraper_would_take_are_noticed() -> None:
    assert parse('a{x="q\\"}"} 1e3 1700000000\n# c\nb 2\n').total("a", x='q"}') == 1000
    with pytest.raises(AssertionError, match="not a line"):
        parse("a{x=1} nonsense here\n")
    with pytest.raises(AssertionError, match="twice"):
        parse("a 1\na 2\n")
