"""Writes numbered records into the inputs of a run, all the time, and keeps what is planted in them on disk.

A process of its own: `generator.py DIRECTORY RATE`. Takes commands on stdin, a line each, and answers `done`:
`partitions TOPIC N`, `burst N`, `pause`, `resume`, `stop`. What is in the inputs in the end is for the topics to say: a
record whose transaction was aborted, or that got lost with a producer that had to be given up, is in the log and nowhere else.
Numbers are never used again.
"""

from __future__ import annotations

import queue
import random
import sys
import threading
import time
from array import array
from pathlib import Path

sys.dont_write_bytecode = True

import content  # noqa: E402
import planted  # noqa: E402
from confluent_kafka import KafkaException, Producer  # noqa: E402
from layout import STREAMS, Layout  # noqa: E402

FLUSH_SECONDS = 20.0
PROPERTIES = {"enable.idempotence": True, "linger.ms": 5, "log_level": 0, "retry.backoff.ms": 20,
              "reconnect.backoff.max.ms": 500, "topic.metadata.refresh.interval.ms": 1000, "socket.timeout.ms": 5000}  # fmt: skip


class Log:
    """What one partition was sent: a line a record, and where each line begins, by sequence number."""

    def __init__(self, directory: Path, topic: str, partition: int, stream: int) -> None:
        self.topic, self.partition, self.stream = topic, partition, stream
        self.lines = (directory / f"{topic}.{partition}.log").open("wb")
        self.index = (directory / f"{topic}.{partition}.index").open("wb")
        self.next_seq = 0

    def append(self, line: bytes) -> None:
        self.index.write(array("Q", [self.lines.tell()]).tobytes())
        self.lines.write(line)
        self.next_seq += 1

    def flush(self) -> None:
        self.lines.flush()
        self.index.flush()


class Generator:
    def __init__(self, directory: Path, rate: float) -> None:
        self.layout = Layout.load(directory)
        self.directory = directory
        self.rate = rate
        self.chance = random.Random(f"generator {self.layout.seed}")
        self.pool = planted.pool(self.layout.seed)
        (directory / "pool.txt").write_text("".join(one.text + "\n" for one in self.pool))
        self.logs: list[Log] = []
        self.pasts: list[content.Past] = []  # as the logs
        self.plain: Producer | None = None
        self.transactional: Producer | None = None
        self.count = dict.fromkeys(("sent", "transactions", "aborted", "given up"), 0)
        self.commands: queue.Queue[str] = queue.Queue()
        self.paused = False

    def grow(self, topic: str, partitions: int) -> None:
        have = sum(log.topic == topic for log in self.logs)
        for partition in range(have, partitions):
            self.logs.append(Log(self.directory, topic, partition, self.layout.inputs[topic] + partition))
            content.Past(self.pasts, self.chance)

    def send(self, producer: Producer) -> None:
        at = self.chance.randrange(len(self.logs))
        log = self.logs[at]
        number = log.next_seq * STREAMS + log.stream
        made = content.make(self.chance, number, self.pool, self.pasts[at])
        log.append(content.dump(number, made))
        headers = [(name, text.data) for name, text in made.headers]
        while True:
            try:
                producer.produce(log.topic, made.value.data, made.key.data, partition=log.partition, headers=headers,
                                 timestamp=made.time_ms)  # fmt: skip
                break
            except BufferError:
                producer.poll(0.05)
        producer.poll(0)
        self.count["sent"] += 1

    # --- the two kinds of producers, in turn

    def send_plainly(self, count: int) -> None:
        if self.plain is None:
            self.plain = Producer({"bootstrap.servers": self.layout.bootstrap, "message.timeout.ms": 0, **PROPERTIES})
        try:
            for _ in range(count):
                self.send(self.plain)
        except KafkaException:  # fatal: only another producer goes on
            self.give_up()

    def settle(self) -> None:
        """All that was sent plainly is in, before others send: what is behind must not overtake."""
        while self.plain is not None and self.plain.flush(FLUSH_SECONDS):
            pass

    def send_in_transaction(self, count: int) -> None:
        try:
            if self.transactional is None:
                self.transactional = Producer({"bootstrap.servers": self.layout.bootstrap, "transaction.timeout.ms": 20000,
                                               "transactional.id": f"{self.layout.name}-generator", **PROPERTIES})  # fmt: skip
                self.transactional.init_transactions(FLUSH_SECONDS)
            self.transactional.begin_transaction()
            for _ in range(count):
                self.send(self.transactional)
            if self.chance.random() < 0.15:
                self.transactional.abort_transaction(FLUSH_SECONDS)
                self.count["aborted"] += 1
            else:
                self.transactional.commit_transaction(FLUSH_SECONDS)
                self.count["transactions"] += 1
        except KafkaException as error:
            if error.args[0].txn_requires_abort():
                try:
                    self.transactional.abort_transaction(FLUSH_SECONDS)
                    self.count["aborted"] += 1
                    return
                except KafkaException:
                    pass
            self.give_up()

    def give_up(self) -> None:
        """The next producer of the same id ends what this one left."""
        self.count["given up"] += 1
        self.transactional = self.plain = None
        time.sleep(0.2)

    # --- life

    def obey(self, line: str) -> bool:
        """False: stop."""
        name, *words = line.split()
        if name == "partitions":
            self.grow(words[0], int(words[1]))
        elif name == "burst":
            self.settle()
            self.send_plainly(int(words[0]))
        elif name in ("pause", "resume"):
            self.paused = name == "pause"
        if name in ("pause", "stop"):
            self.settle()
        for log in self.logs:
            log.flush()
        print("done", *(f"{what}={number}" for what, number in self.count.items()), sep="\t", flush=True)
        return name != "stop"

    def run(self) -> None:
        threading.Thread(target=lambda: [self.commands.put(line) for line in iter(sys.stdin.readline, "")]
                         + [self.commands.put("stop")], daemon=True).start()  # fmt: skip
        due = time.monotonic()
        in_transactions, turn_ends = False, 0.0
        while True:
            try:
                if not self.obey(self.commands.get(timeout=max(0.0, min(due - time.monotonic(), 0.5)))):
                    return
            except queue.Empty:
                pass
            now = time.monotonic()
            if self.paused or not self.logs or now < due:
                continue
            if now > turn_ends:
                in_transactions, turn_ends = not in_transactions, now + self.chance.uniform(3, 9)
                self.settle()
            count = self.chance.randint(2, 30)
            (self.send_in_transaction if in_transactions else self.send_plainly)(count)
            # After an outage it goes on at its rate; what it did not send meanwhile was not asked for.
            due = max(due + count / self.rate, time.monotonic() - 1)


if __name__ == "__main__":
    Generator(Path(sys.argv[1]), float(sys.argv[2])).run()
