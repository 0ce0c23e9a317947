"""The usual set-up of a delivery test: topics, a configuration, planted personal data, and the check of everything."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from .aegis import Aegis
from .broker import Broker
from .consumer import read_topic
from .pairing import assert_exactly_once
from .producer import Producer
from .records import Record, json_value, tag
from .waiting import wait_for

# What the broker takes at least as a session's timeout.
SHORT = "6s"
# What is planted, and what the policy below makes of it.
PLANTED = {
    "mary.shelley@example.net": "[EMAIL_ADDRESS]",
    "4111 1111 1111 1111": "[CREDIT_CARD]",
    "GB82 WEST 1234 5698 7654 32": "[IBAN_CODE]",
}
# Spelled as a serializer would not spell it: whatever is not redacted has to stay to the byte.
PLAIN = '{ "id" :"%s",\t"n": 1.50e+1, "u": "caf\\u00e9 \\/ \u00fc", "list":[ ],"again": 1, "again": 2 }'
RICH = '{ "id" :"%s",\t"n": 1.50e+1, "to": "write to %s now", "pay": ["%s", {"iban":"%s"} ], "u": "\\u00e9" }'


def planted(seq: int) -> bytes:
    """Every third record has findings."""
    text = RICH % (tag(seq), *PLANTED) if seq % 3 == 0 else PLAIN % tag(seq)
    return text.encode()


def redacted(value: bytes | None) -> bytes | None:
    for found, instead in PLANTED.items():
        value = value and value.replace(found.encode(), instead.encode())
    return value


def place_of_letter(letter: Record) -> tuple[str, int, int]:
    """For assert_exactly_once: a dead letter says where its record stood."""
    body = json.loads(letter.value)
    return (body["topic"], body["partition"], body["offset"])


class Stage:
    """Topics <name>.in, .out, .dead and .receipts, and a producer that feeds the first."""

    def __init__(self, broker: Broker, name: str, partitions: int = 4, **output_config: str | int) -> None:
        self.broker, self.name, self.partitions = broker, name, partitions
        self.source = broker.create_topic(f"{name}.in", partitions)
        self.target = broker.create_topic(f"{name}.out", partitions, **output_config)
        self.dead = broker.create_topic(f"{name}.dead", 1)
        self.receipts = broker.create_topic(f"{name}.receipts", 2)
        self.feed = Producer(broker.bootstrap)

    def config(self, *, instance: str | None = "a", route: dict | None = None, routes: list | None = None,
               **top: object) -> dict:  # fmt: skip
        """route: keys that the one route has besides or instead of its usual ones (None takes one away)."""
        one = {"name": "main", "from": {"topics": [self.source]}, "to": {"topic": self.target}, "format": "json",
               "headers": "redact", "policy": "p", "dead_letter": {"topic": self.dead}, **(route or {})}  # fmt: skip
        whole = {
            "name": self.name,
            "instance": instance,
            "kafka": {"brokers": self.broker.bootstrap.split(",")},
            "policies": {"p": {"detect": ["pii", "secrets"], "actions": {"default": {"replace": "[{entity}]"}}}},
            "routes": routes or [{key: value for key, value in one.items() if value is not None}],
            "receipts": {"topic": self.receipts},
            "workers": {"count": 1, "pin": False},
            "transaction": {"timeout": SHORT},
            "session": {"timeout": SHORT},
            "admin": {"listen": "127.0.0.1:0"},
            **top,
        }
        return {key: value for key, value in whole.items() if value is not None}

    def send(self, count: int, **options: object) -> list[Record]:
        options.setdefault("value", planted)
        sent = self.feed.send(self.source, count, partitions=self.partitions, **options)
        self.feed.flush()
        return sent

    @contextlib.contextmanager
    def load(self, batch: int = 20, pause_s: float = 0.01) -> Iterator[None]:
        """Sends all the time, from a thread of its own."""
        over = threading.Event()
        failed: list[BaseException] = []

        def run() -> None:
            try:
                while not over.is_set():
                    self.send(batch)
                    over.wait(pause_s)
            except BaseException as error:  # told where the test sees it
                failed.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        except BaseException as error:
            over.set()
            thread.join()
            # Without a load, whoever waits for its records waits in vain.
            assert not failed, f"the load failed: {failed[0]}; and then: {error}"
            raise
        over.set()
        thread.join()
        assert not failed, f"the load failed: {failed[0]}"

    def wait_done(self, *running: Aegis, deadline_s: float = 60.0) -> None:
        """Until all that was sent is committed."""

        def done() -> bool:
            for one in running:
                assert one.running, f"ended with {one.returncode}\n{one.output_end()}"
            return self.broker.lag(self.name, self.source) == 0

        try:
            wait_for(done, f"no lag left of {self.name}", deadline_s, 0.1)
        except AssertionError as error:
            said = "\n".join(one.output_end() for one in running)
            raise AssertionError(f"{error}; open: {self.broker.open_transactions(self.name)}\n{said}") from None

    def check_inputs(self) -> dict[bytes | None, Record]:
        """The input topic holds what was sent, each once: or the load's producer is at fault, and no pairing can tell.
        Returns what it holds, by key: its times are the broker's word, which a producer's report is not where a leader
        hung and the batch was sent again."""
        inputs = read_topic(self.broker.bootstrap, self.source)
        counts = Counter(record.key for record in inputs)
        twice = [key for key, count in counts.items() if key is not None and count > 1]
        assert not twice, f"the load's producer wrote {len(twice)} inputs twice: {twice[:5]}"
        return {record.key: record for record in inputs}

    def check(self, *processes: Aegis) -> list[Record]:
        """Exactly one outcome of every input, its bytes, the dead letters' and receipts' too; nothing planted is left
        anywhere. Returns the outputs."""
        # What a killed worker left open holds readers back until it has timed out, when nobody takes its id again.
        wait_for(lambda: not self.broker.open_transactions(self.name), f"no open transaction of {self.name}", 20)
        inputs = self.check_inputs()
        outputs = read_topic(self.broker.bootstrap, self.target)
        letters = read_topic(self.broker.bootstrap, self.dead)
        receipts = read_topic(self.broker.bootstrap, self.receipts)
        assert_exactly_once(self.feed.sent, outputs, letters, origin=place_of_letter)
        sent = {record.key: record for record in self.feed.sent}
        for output in outputs:
            origin = sent[output.key]
            assert output.value == redacted(origin.value), f"bytes changed: {origin.place} to {output.place}"
            came, went = inputs[output.key].timestamp_ms, output.timestamp_ms
            assert went == came, f"time changed: {came} at {origin.place} to {went} at {output.place}"
        self.check_nothing_planted(outputs + letters + receipts, *processes)
        check_receipts(receipts, self.feed.sent, len(outputs), len(letters))
        return outputs

    @staticmethod
    def check_nothing_planted(records: list[Record], *processes: Aegis) -> None:
        for text in PLANTED:
            for record in records:
                inside = [record.key, record.value, *(value for _, value in record.headers)]
                assert not any(text.encode() in part for part in inside if part), f"planted text is at {record.place}"
            for one in processes:
                assert text not in one.stderr + one.stdout, "planted text is in the log"
                assert "seq-" not in one.stderr + one.stdout, "record content is in the log"


def check_receipts(receipts: list[Record], inputs: list[Record], forwards: int, quarantines: int) -> None:
    """Every input lies in one outcome of its partition's receipts, which chain without a gap."""
    chains: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for receipt in receipts:
        body = json.loads(receipt.value)
        chains[body["topic"], body["partition"]].append(receipt)
    counted: dict[str, int] = defaultdict(int)
    for (topic, partition), chain in chains.items():
        previous, position = "", 0
        covered: list[tuple[int, int]] = []
        for receipt in chain:
            body = json.loads(receipt.value)
            where = f"receipt {receipt.place} of {topic}[{partition}]"
            assert receipt.key == f"{topic}/{partition}".encode(), where
            assert body["previous"] == previous, f"{where} does not follow the one before it"
            assert body["from"] >= position, f"{where} begins at {body['from']}, the last ended at {position}"
            previous, position = hashlib.sha256(receipt.value).hexdigest(), body["next"]
            for route in body["routes"]:
                assert sum(count for _, _, count, _ in route["outcomes"]) == body["records"], where
                for first, last, count, outcome in route["outcomes"]:
                    assert body["from"] <= first <= last < body["next"], where
                    covered.append((first, last))
                    counted[outcome.partition(":")[0]] += count
        for record in inputs:
            if (record.topic, record.partition) == (topic, partition):
                times = sum(first <= record.offset <= last for first, last in covered)
                assert times == 1, f"{record.place} lies in {times} outcomes of receipts"
    assert {(r.topic, r.partition) for r in inputs} == set(chains), "receipts of other partitions than the inputs'"
    assert (counted["forward"], counted["quarantine"]) == (forwards, quarantines), dict(counted)


def show_transactions(broker: Broker, name: str, when: str) -> dict:
    """Prints what the coordinators say, so that a run's log shows what was open at a kill."""
    states = broker.transactions(name)
    print(f"\n{time.strftime('%H:%M:%S')} {when}:")
    for transactional_id, state in states.items():
        print(f"  {transactional_id}: {state.state}, epoch {state.producer_epoch}, partitions {state.partitions}")
    return states


__all__ = ["PLANTED", "SHORT", "Stage", "check_receipts", "json_value", "place_of_letter", "planted", "redacted",
           "show_transactions"]  # fmt: skip
