"""Whole topics, one record at a time: nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

SILENCE_S = 60.0
PASSING = {KafkaError._TRANSPORT, KafkaError._ALL_BROKERS_DOWN, KafkaError._TIMED_OUT, KafkaError.REQUEST_TIMED_OUT,
           KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE}  # fmt: skip


class Trouble(Exception):
    """The verifier could not do its work, or the run was no test: says nothing about the pipeline."""


@dataclass(slots=True)
class Record:
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    time_ms: int

    @property
    def place(self) -> str:
        return f"{self.topic}[{self.partition}]@{self.offset}"


class Topics:
    def __init__(self, bootstrap: str, group: str) -> None:
        self.bootstrap, self.group = bootstrap, group

    def client(self, isolation: str, group: str = "chaos-verifier") -> Consumer:
        return Consumer({"bootstrap.servers": self.bootstrap, "group.id": group, "isolation.level": isolation,
                         "enable.auto.commit": False, "enable.partition.eof": True, "auto.offset.reset": "error",
                         "log_level": 2, "fetch.queue.backoff.ms": 2, "queued.max.messages.kbytes": 16384,
                         "fetch.message.max.bytes": 4194304})  # fmt: skip

    def partitions(self, topic: str) -> int:
        client = self.client("read_committed")
        try:
            return len(client.list_topics(topic, SILENCE_S).topics[topic].partitions)
        finally:
            client.close()

    def read(self, topic: str, isolation: str = "read_committed") -> Iterator[Record]:
        """From the beginning to the end as it is when it is reached: under read_committed, where the first open
        transaction begins."""
        client = self.client(isolation)
        try:
            left = set(client.list_topics(topic, SILENCE_S).topics[topic].partitions)
            if not left:
                raise Trouble(f"there is no topic {topic}")
            client.assign([TopicPartition(topic, number, 0) for number in left])
            heard = time.monotonic()
            while left:
                for message in client.consume(2000, 0.5):
                    heard = time.monotonic()
                    error = message.error()
                    if error is None:
                        yield Record(topic, message.partition(), message.offset(), message.key(), message.value(),
                                     message.headers() or [], message.timestamp()[1])  # fmt: skip
                    elif error.code() == KafkaError._PARTITION_EOF:
                        left.discard(message.partition())
                    elif error.code() not in PASSING:
                        raise Trouble(f"{topic}[{message.partition()}] cannot be read: {error}")
                if time.monotonic() - heard > SILENCE_S:
                    raise Trouble(f"{topic}: nothing came for {SILENCE_S:g} s")
        finally:
            client.close()

    def committed(self, topics: list[str]) -> dict[tuple[str, int], int]:
        """By the group; those without are left out."""
        client = self.client("read_committed", self.group)
        try:
            asked = [TopicPartition(topic, number) for topic in topics
                     for number in client.list_topics(topic, SILENCE_S).topics[topic].partitions]  # fmt: skip
            return {(one.topic, one.partition): one.offset for one in client.committed(asked, SILENCE_S) if one.offset >= 0}
        except KafkaException as error:
            raise Trouble(f"the group's offsets: {error}") from error
        finally:
            client.close()

    def lag(self, topics: list[str]) -> dict[str, int]:
        """Of the group, in records and markers, by partition; those with none are left out."""
        client = self.client("read_committed", self.group)
        try:
            asked = [TopicPartition(topic, number) for topic in topics
                     for number in client.list_topics(topic, SILENCE_S).topics[topic].partitions]  # fmt: skip
            found = {}
            for one in client.committed(asked, SILENCE_S):
                _, end = client.get_watermark_offsets(one, SILENCE_S)
                if one.offset < end and not (one.offset < 0 and end == 0):
                    found[f"{one.topic}/{one.partition}"] = end - max(one.offset, 0)
            return found
        except KafkaException as error:
            raise Trouble(f"the group's offsets: {error}") from error
        finally:
            client.close()
