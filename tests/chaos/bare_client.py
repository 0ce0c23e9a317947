"""The least that copies a topic exactly once with librdkafka: what Aegis's recovery is measured against.

bare_client.py BROKERS GROUP INPUT OUTPUT: a static member and a transactional producer with Aegis's timeouts; prints a line after
its first commit, and goes on.
"""

from __future__ import annotations

import sys
import time

from confluent_kafka import Consumer, Producer, TopicPartition

INTERVAL_S = 0.1


def main(brokers: str, group: str, source: str, target: str) -> None:
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": group, "group.instance.id": f"{group}.a", "session.timeout.ms": 6000,
                         "enable.auto.commit": False, "auto.offset.reset": "earliest", "isolation.level": "read_committed",
                         "partition.assignment.strategy": "range,roundrobin", "fetch.queue.backoff.ms": 2})  # fmt: skip
    producer = Producer({"bootstrap.servers": brokers, "transactional.id": f"{group}.a", "transaction.timeout.ms": 6000,
                         "retry.backoff.ms": 2, "retry.backoff.max.ms": 50, "linger.ms": 5})  # fmt: skip
    producer.init_transactions(30)
    consumer.subscribe([source])
    first = True
    while True:
        messages = consumer.consume(500, 0.05)
        records = [message for message in messages if message.error() is None]
        if not records:
            continue
        producer.begin_transaction()
        ends: dict[int, int] = {}
        until = time.monotonic() + INTERVAL_S
        while records or time.monotonic() < until:
            for message in records:
                producer.produce(target, message.value(), message.key(), partition=message.partition())
                ends[message.partition()] = message.offset() + 1
            producer.poll(0)
            records = [one for one in consumer.consume(500, 0.01) if one.error() is None] if time.monotonic() < until else []
        producer.send_offsets_to_transaction([TopicPartition(source, partition, end) for partition, end in ends.items()],
                                             consumer.consumer_group_metadata(), 30)  # fmt: skip
        producer.commit_transaction(30)
        if first:
            print("committed", flush=True)
            first = False


if __name__ == "__main__":
    main(*sys.argv[1:])
