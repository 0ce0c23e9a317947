"""Reads whole topics, under either isolation level."""

from __future__ import annotations

import time
from collections.abc import Callable

from confluent_kafka import Consumer as Client
from confluent_kafka import KafkaError, KafkaException, TopicPartition

from .records import Record

READ_SECONDS = 60.0


class Consumer:
    """Collects the records of a topic from its beginning. Belongs to no group and commits nothing."""

    def __init__(self, bootstrap: str, topic: str, isolation: str = "read_committed") -> None:
        self.topic = topic
        self.records: list[Record] = []
        self.client = Client({"bootstrap.servers": bootstrap, "group.id": "aegis-test-reader", "log_level": 2,
                              "enable.auto.commit": False, "enable.auto.offset.store": False,
                              "enable.partition.eof": True, "auto.offset.reset": "error",
                              "isolation.level": isolation, "fetch.queue.backoff.ms": 2,
                              "fetch.wait.max.ms": 50, "reconnect.backoff.max.ms": 250,
                              "fetch.message.max.bytes": 67108864,
                              "receive.message.max.bytes": 268435456})  # fmt: skip
        self.partitions = sorted(self.client.list_topics(topic, timeout=READ_SECONDS).topics[topic].partitions)
        if not self.partitions:
            self.client.close()
            raise AssertionError(f"topic {topic} does not exist")
        self.client.assign([TopicPartition(topic, number, 0) for number in self.partitions])
        self.at_end: set[int] = set()
        # Where reading stands. The client's own position is unknown after a seek until the next record.
        self.next_offset = dict.fromkeys(self.partitions, 0)
        self._ends_announced = False

    def __enter__(self) -> Consumer:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def read(self, seconds: float = 0.2) -> int:
        """One helping. Returns how many records came; `at_end` is up to date."""
        before = len(self.records)
        for message in self.client.consume(10000, seconds):
            error = message.error()
            if error is None:
                self.at_end.discard(message.partition())
                self.next_offset[message.partition()] = message.offset() + 1
                self.records.append(
                    Record(message.topic(), message.partition(), message.offset(), message.key(), message.value(),
                           message.headers() or [], message.timestamp()[1])
                )  # fmt: skip
            elif error.code() == KafkaError._PARTITION_EOF:
                self.at_end.add(message.partition())
                self.next_offset[message.partition()] = message.offset()
            elif error.fatal() or error.code() not in TRANSIENT:
                raise KafkaException(error)
        return len(self.records) - before

    def read_to_end(self, deadline_s: float = READ_SECONDS) -> list[Record]:
        """All that was there when this was called (under read_committed: before the first open transaction)."""
        self.at_end.clear()
        # An end that was reached before is announced again only after something new, so ask for it: seek to where
        # reading stands.
        if self._ends_announced:
            for partition, offset in self.next_offset.items():
                self.client.seek(TopicPartition(self.topic, partition, offset))
        self._ends_announced = True
        self.read_until(lambda _: len(self.at_end) == len(self.partitions), "the end of the topic", deadline_s)
        return self.records

    def read_until(
        self, done: Callable[[list[Record]], bool], what: str, deadline_s: float = READ_SECONDS
    ) -> list[Record]:
        """Reads on until `done(records)`."""
        deadline = time.monotonic() + deadline_s
        while not done(self.records):
            self.read()
            if time.monotonic() > deadline and not done(self.records):
                raise AssertionError(
                    f"not within {deadline_s:g} s: {what} of {self.topic}; {len(self.records)} records so far"
                )
        return self.records


# The broker is being restarted; the client goes on by itself.
TRANSIENT = {
    KafkaError._TRANSPORT, KafkaError._ALL_BROKERS_DOWN, KafkaError._TIMED_OUT, KafkaError._RESOLVE,
    KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE, KafkaError.REQUEST_TIMED_OUT,
}  # fmt: skip


def read_topic(bootstrap: str, topic: str, isolation: str = "read_committed") -> list[Record]:
    """The whole topic as it is now, in order within each partition."""
    with Consumer(bootstrap, topic, isolation) as consumer:
        return consumer.read_to_end()
