"""Changelogs of dedup states over a real broker: made and grown, read behind markers and aborted records, their end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from harness import Broker, Producer, wait_for

PROBE = os.environ.get("AEGIS_CHANGELOG_PROBE")
pytestmark = pytest.mark.skipif(PROBE is None, reason="AEGIS_CHANGELOG_PROBE names no program")


class Probe:
    def __init__(self, bootstrap: str) -> None:
        self.process = subprocess.Popen(
            [str(PROBE), bootstrap], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, command: str) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")


@pytest.fixture
def probe(broker: Broker) -> Iterator[Probe]:
    made = Probe(broker.bootstrap)
    yield made
    made.process.stdin.close()
    assert made.process.wait(30) == 0


def text(prefix: str) -> Callable[[int], bytes]:
    return lambda seq: f"{prefix}{seq}".encode()


def test_makes_a_compacted_topic_and_grows_it(broker: Broker, unique: str, topic, probe: Probe) -> None:
    name = f"{unique}.log"
    assert probe(f"create {name} 2") == "ok"
    wait_for(lambda: broker.topics().get(name) == 2, "the topic has two partitions")
    assert probe(f"create {name} 2") == "ok"
    assert probe(f"create {name} 3") == "ok"
    wait_for(lambda: broker.topics().get(name) == 3, "the topic has three partitions")
    assert probe(f"create {name} 1") == "ok"
    assert broker.topics()[name] == 3


def test_refuses_a_topic_that_deletes(topic, probe: Probe) -> None:
    answer = probe(f"create {topic('log', 1, cleanup_policy='delete')} 1")
    assert answer.startswith("error") and "cleanup.policy=delete" in answer


def test_reads_what_is_committed_and_passes_the_rest(
    topic, producer: Callable[..., Producer], unique: str, probe: Probe
) -> None:
    name = topic("log", 1, cleanup_policy="compact")
    writer = producer(f"{unique}.t")
    with writer.transaction():
        writer.send(name, 2, value=text("a"))
    with writer.transaction(abort=True):
        writer.send(name, 3, value=text("x"))
    with writer.transaction():
        writer.send(name, 1, value=text("b"))
    # 2 + marker, 3 + marker, 1 + marker
    assert probe(f"open {name} 0 0") == "ok"
    assert probe("end") == "end 9"
    assert probe("reach 9") == "at 9 a0 a1 b5"
    assert probe(f"open {name} 0 3") == "ok"
    assert probe("reach 9") == "at 9 b5"
    # Behind an aborted transaction and nothing else.
    with writer.transaction(abort=True):
        writer.send(name, 1, value=text("y"))
    assert probe("reach 11") == "at 11"
    assert probe("end") == "end 11"


def test_the_end_holds_what_is_open(topic, producer: Callable[..., Producer], unique: str, probe: Probe) -> None:
    name = topic("log", 1, cleanup_policy="compact")
    writer = producer(f"{unique}.t")
    with writer.transaction():
        writer.send(name, 1, value=text("a"))
    with writer.transaction():
        writer.send(name, 2, value=text("open"))
        writer.flush()
        assert probe(f"open {name} 0 0") == "ok"
        assert probe("end") == "end 4"
        # The end of what is committed comes in the same batch, or in the next one.
        assert probe("read 1") in ("at 1 a0", "at 2 a0")
        assert probe("reach 2") == "at 2"
    assert probe("reach 5") == "at 5 open1 open2"


def test_says_when_the_log_does_not_reach_the_offset(
    topic, broker: Broker, producer: Callable[..., Producer], probe: Probe
) -> None:
    name = topic("log", 1)
    writer = producer()
    writer.send(name, 5)
    writer.flush()
    assert probe(f"open {name} 0 99") == "ok"
    assert probe("read 1").startswith("error 1 ")  # kNotFound
    broker.delete_records(name, 0, 3)
    assert probe(f"open {name} 0 1") == "ok"
    assert probe("read 1").startswith("error 1 ")


def test_a_reader_is_cheap_to_close(topic, producer: Callable[..., Producer], probe: Probe) -> None:
    name = topic("log", 1)
    writer = producer()
    writer.send(name, 1)
    writer.flush()
    for _ in range(3):
        assert probe(f"open {name} 0 0") == "ok"
        assert probe("reach 1").startswith("at 1 ")
        took = int(probe("close").split()[1])
        assert took < 1000, took
