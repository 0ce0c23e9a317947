"""Writes numbered records, plain or in transactions, and remembers where each landed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from confluent_kafka import KafkaError, Message
from confluent_kafka import Producer as Client

from .records import Record, json_value, tag

FLUSH_SECONDS = 60.0


class Producer:
    """`sent` has every record that a delivery report confirmed, in the order of sending within each partition.
    Records of an aborted transaction are in `aborted` instead."""

    def __init__(self, bootstrap: str, transactional_id: str | None = None, **properties: object) -> None:
        config: dict[str, object] = {"bootstrap.servers": bootstrap, "enable.idempotence": True, "linger.ms": 5,
                                     "log_level": 2, "retry.backoff.ms": 2,
                                     "reconnect.backoff.max.ms": 250}  # fmt: skip
        config.update({name.replace("_", "."): value for name, value in properties.items()})
        if transactional_id is not None:
            config["transactional.id"] = transactional_id
        self.client = Client(config)
        self.next_seq = 0
        self.sent: list[Record] = []
        self.aborted: list[Record] = []
        self._in_flight: list[Record] = []
        self._failures: list[str] = []
        if transactional_id is not None:
            self.client.init_transactions(FLUSH_SECONDS)

    def send(
        self,
        topic: str,
        count: int = 1,
        *,
        partitions: int = 1,
        partition: int | None = None,
        value: Callable[[int], bytes | None] = json_value,
        key: Callable[[int], bytes | None] | None = None,
        headers: Callable[[int], list[tuple[str, bytes | None]]] | None = None,
        timestamp_ms: int | None = None,
    ) -> list[Record]:
        """Sends `count` records with the next sequence numbers, to one partition, or in turns over `partitions`.
        `value` and `key` are made from the number (key: the number's tag; a function returning None: no key);
        at least one of them has to carry tag(seq). Returned places are known after flush()."""
        made = []
        for seq in range(self.next_seq, self.next_seq + count):
            record = Record(
                topic,
                seq % partitions if partition is None else partition,
                -1,
                tag(seq).encode() if key is None else key(seq),
                value(seq),
                headers(seq) if headers else [],
                -1,
            )
            made.append(record)
            self._produce(record, timestamp_ms)
        self.next_seq += count
        return made

    def _produce(self, record: Record, timestamp_ms: int | None) -> None:
        def delivered(error: KafkaError | None, message: Message) -> None:
            if error is not None:
                self._failures.append(f"{record.topic}[{record.partition}]: {error}")
            else:
                record.offset = message.offset()
                record.timestamp_ms = message.timestamp()[1]

        extra = {} if timestamp_ms is None else {"timestamp": timestamp_ms}
        while True:
            try:
                self.client.produce(record.topic, record.value, record.key, partition=record.partition,
                                    headers=record.headers, on_delivery=delivered, **extra)  # fmt: skip
                break
            except BufferError:
                self.client.poll(0.05)
        self._in_flight.append(record)
        self.client.poll(0)

    def flush(self) -> None:
        """Until the broker has all; a record that it refused is an AssertionError."""
        left = self.client.flush(FLUSH_SECONDS)
        assert left == 0, f"{left} records not confirmed within {FLUSH_SECONDS:g} s"
        assert not self._failures, f"{len(self._failures)} records refused, first: {self._failures[0]}"
        self.sent += self._in_flight
        self._in_flight = []

    @contextlib.contextmanager
    def transaction(self, *, abort: bool = False) -> Iterator[None]:
        """What is sent inside is committed at its end, or aborted; after an exception, aborted."""
        self.client.begin_transaction()
        before = len(self.sent)
        try:
            yield
            self.flush()
            if not abort:
                self.client.commit_transaction(FLUSH_SECONDS)
        except BaseException:
            abort = True
            raise
        finally:
            if abort:
                self.client.abort_transaction(FLUSH_SECONDS)
                self.aborted += self.sent[before:] + self._in_flight
                del self.sent[before:]
                self._in_flight = []
                self._failures = []
