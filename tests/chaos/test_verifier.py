"""The verifier sees what it is there for: topics made by hand, right in every way, and then wrong in one. In memory, and once on
a real broker."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import struct
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "verifier"), str(HERE.parent / "kafka")]

import changelogs  # noqa: E402
import content  # noqa: E402
import generator  # noqa: E402
import history  # noqa: E402
import layout as layouts  # noqa: E402
import oracle  # noqa: E402
import planted  # noqa: E402
import reference  # noqa: E402
import verify  # noqa: E402
from confluent_kafka import Consumer, Producer, TopicPartition  # noqa: E402
from harness import Broker  # noqa: E402
from judge import Faults, Judge  # noqa: E402
from reading import Record, Trouble  # noqa: E402

SEED, PARTITIONS, EACH, TRANSACTION = 7, 2, 120, 25
TIME_MS = 1_700_000_000_000
WINDOW_MS = 6000
FORM = bytes(range(8))


class World:
    """A run's directory and topics, as they must be. Offsets have gaps, as markers make them; with gap 1 they have none, and
    nothing was aborted."""

    def __init__(self, directory: Path, bootstrap: str = "nowhere:1", gap: int = 3) -> None:
        self.directory, self.gap = directory, gap
        self.layout = layouts.make("run", SEED, bootstrap, dedup=True)
        for name in ("copy", "once"):
            self.layout.routes[name]["dedup"]["window_ms"] = WINDOW_MS  # so that some of it is past
        self.layout.save(directory)
        self.same, self.copy, self.once = (self.layout.routes[name]["output"] for name in ("same", "copy", "once"))
        self.dead, self.receipts = self.layout.routes["same"]["dead_letter"], self.layout.receipts
        self.outputs = {self.same: PARTITIONS, self.copy: 3, self.once: PARTITIONS}
        self.pasts: list[content.Past] = []
        self.ends: dict[tuple[str, int], int] = {}
        self.exported: list[dict] = []
        self.topics: dict[str, list[Record]] = defaultdict(list)
        self.uncommitted: dict[str, list[Record]] = defaultdict(list)  # besides those
        self.pool = planted.pool(SEED)
        (directory / "pool.txt").write_text("".join(one.text + "\n" for one in self.pool))
        chance = random.Random(SEED)
        for topic, first in self.layout.inputs.items():
            for partition in range(PARTITIONS):
                self.fill(topic, partition, first + partition, chance)

    def fill(self, topic: str, partition: int, stream: int, chance: random.Random) -> None:
        log = generator.Log(self.directory, topic, partition, stream)
        past = content.Past(self.pasts, chance)
        for seq in range(EACH):
            number = seq * layouts.STREAMS + stream
            made = content.make(chance, number, self.pool, past)
            log.append(content.dump(number, made))
            headers = [(name, text.data) for name, text in made.headers]
            if seq % 17 != 5 or self.gap == 1:  # those were aborted
                self.add(topic, partition, made.key.data, made.value.data, headers, made.time_ms, self.gap * seq)
        log.flush()
        records = [record for record in self.topics[topic] if record.partition == partition]
        previous = ""
        oracles = {name: oracle.Oracle(route["dedup"], route["outcomes"]) for name, route in self.layout.routes.items()
                   if "dedup" in route and topic in route["inputs"]}  # fmt: skip
        for begin in range(0, len(records), TRANSACTION):
            previous = self.transaction(topic, partition, records[begin : begin + TRANSACTION], previous, oracles)
        for name, one in oracles.items():
            for kind, entries in zip(("exact", "near"), one.living(), strict=True):
                for entry in entries.values():
                    first = {"topic": topic, "partition": partition, "offset": entry.offset, "timestamp_ms": entry.time_ms}
                    self.exported.append({"topic": topic, "partition": partition, "state": name, "kind": kind, "first": first,
                                          "written_ms": entry.written_ms, "live": True})  # fmt: skip

    def add(self, topic: str, partition: int, key: bytes | None, value: bytes | None, headers: list, time_ms: int,
            offset: int | None = None) -> None:  # fmt: skip
        self.topics[topic].append(Record(topic, partition, len(self.topics[topic]) if offset is None else offset, key, value,
                                         headers, time_ms))  # fmt: skip

    def remember(self, topic: str, partition: int, name: str, one: oracle.Oracle, following: int) -> None:
        """The changelog's records of a transaction, as docs/dedup.md describes them."""
        to = f"run.{topic}.{name}"
        before = {r.key: r.value for r in self.topics[to] if r.partition == partition}
        now: dict[bytes, bytes] = {}
        named = [(b"E" + hashlib.md5(repr(content).encode()).digest(), entry) for content, entry in one.exact.items()]
        named += [(b"N" + struct.pack(">q", entry.offset), entry) for entries in one.near.values() for entry in entries]
        for key, entry in named:
            if one.counts(entry, key[:1] == b"E"):
                value = struct.pack(">qiqq", entry.written_ms, partition, entry.offset, entry.time_ms)
                now[key] = b"\1" + FORM + value + bytes(256 if key[:1] == b"N" else 0)
        for key, value in before.items():
            if value is not None and key != b"P" and key not in now:
                self.add(to, partition, key, None, [], TIME_MS)
        for key, value in now.items():
            if before.get(key) != value:
                self.add(to, partition, key, value, [], TIME_MS)
        time = one.time
        least = changelogs.NONE if time.least_ahead_ms is None else time.least_ahead_ms
        self.add(to, partition, b"P", b"\1" + FORM + struct.pack(">qqqi", following, time.now_ms, least, time.ahead), [], TIME_MS)

    def transaction(self, topic: str, partition: int, records: list[Record], previous: str, oracles: dict[str, oracle.Oracle]) -> str:
        routes = []
        log = reference.Log(self.directory, topic, partition)
        for name, route in self.layout.routes.items():
            if topic not in route["inputs"]:
                continue
            runs: list[list] = []
            for record in records:
                entry = log.entry(record.offset // self.gap)
                outcome, reasons = next(iter(route["outcomes"][entry.kind].items()))
                tags = []
                if name in oracles:
                    decision = oracles[name].decide(entry, record.offset, record.time_ms)
                    tags = oracle.tags(decision.seen, decision.first, topic, partition)
                if tags and route["dedup"]["on_duplicate"] == "drop":
                    outcome = "drop:duplicate"
                elif outcome == "forward":
                    key, value, headers = reference.expected(entry, route, (topic, partition, record.offset), tags)
                    to = reference.partition_of(entry, route, partition, self.outputs[route["output"]])
                    self.add(route["output"], to, key, value, headers, record.time_ms)
                else:
                    outcome = f"quarantine:{reasons[0]}"
                    letter = {"version": 1, "route": name, "topic": topic, "partition": partition, "offset": record.offset,
                              "error": reasons[0], "key_size": None if entry.key is None else len(entry.key),
                              "value_size": None if entry.value is None else len(entry.value), "headers": len(entry.headers)}  # fmt: skip
                    self.add(self.dead, 0, None, json.dumps(letter).encode(), [], TIME_MS)
                if runs and runs[-1][3] == outcome:
                    runs[-1][1:3] = [record.offset, runs[-1][2] + 1]
                else:
                    runs.append([record.offset, record.offset, 1, outcome])
            routes.append({"route": name, "outcomes": runs})
        body = json.dumps({"topic": topic, "partition": partition, "from": records[0].offset, "next": records[-1].offset + 1,
                           "records": len(records), "routes": routes, "previous": previous}).encode()  # fmt: skip
        self.add(self.receipts, partition, f"{topic}/{partition}".encode(), body, [], TIME_MS)
        self.ends[topic, partition] = records[-1].offset + 1
        for name, one in oracles.items():
            self.remember(topic, partition, name, one, records[-1].offset + 1)
        return hashlib.sha256(body).hexdigest()

    # --- what the verifier asks of Kafka

    def read(self, topic: str, isolation: str = "read_committed") -> list[Record]:
        return self.topics[topic] + (self.uncommitted[topic] if isolation == "read_uncommitted" else [])

    def committed(self, _: list[str]) -> dict[tuple[str, int], int]:
        return self.ends

    def verdict(self) -> Faults:
        layout = json.loads((self.directory / "layout.json").read_text())
        self.judge = Judge(self.directory, layout, self.outputs)
        verify.check_topics(self, layout, self.judge)
        (self.directory / "export.jsonl").write_text("".join(json.dumps(line) + "\n" for line in self.exported))
        changelogs.check_export(self.directory / "export.jsonl", self.judge)
        return self.judge.faults

    # --- to break it

    def forwarded(self, topic: str) -> int:
        """The index of an output with a value, in the middle."""
        middle = len(self.topics[topic]) // 3
        return next(i for i in range(middle, len(self.topics[topic])) if self.topics[topic][i].value)

    def change(self, topic: str, index: int, **fields: object) -> None:
        self.topics[topic][index] = dataclasses.replace(self.topics[topic][index], **fields)

    def change_receipt(self, index: int, change: Callable[[dict], object]) -> None:
        """And those after it chain to it, as a forger would see to."""
        mended: dict[bytes, str] = {}
        for i, record in enumerate(self.topics[self.receipts]):
            body = json.loads(record.value)
            if record.key in mended:
                body["previous"] = mended[record.key]
            if i == index:
                change(body)
            if i == index or record.key in mended:
                self.change(self.receipts, i, value=json.dumps(body).encode())
                mended[record.key] = hashlib.sha256(self.topics[self.receipts][i].value).hexdigest()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_what_is_right_passes(world: World) -> None:
    faults = world.verdict()
    assert not faults, faults.shown
    counts = world.judge.counts
    assert counts["inputs"] == 2 * PARTITIONS * (EACH - len(range(5, EACH, 17))) and counts["quarantined"] > 10
    kinds = {world.judge.streams[0].log.entry(seq).kind for seq in range(EACH)}
    assert len(kinds) >= 6, f"the sample is poor: {kinds}"
    assert all(counts[what] > 5 for what in ("duplicates", "dropped", "remembered", "taken away")), counts


def lost(w: World) -> None:
    del w.topics[w.same][w.forwarded(w.same)]


def repeated(w: World) -> None:
    w.topics[w.copy].append(w.topics[w.copy][w.forwarded(w.copy)])


def repeated_at_once(w: World) -> None:
    at = w.forwarded(w.same)
    w.topics[w.same].insert(at, w.topics[w.same][at])


def reordered(w: World) -> None:
    """Two neighbours of one input partition change places."""
    records = w.topics[w.same]
    at = w.forwarded(w.same)
    other = next(i for i in range(at + 1, len(records)) if records[i].partition == records[at].partition)
    records[at], records[other] = records[other], records[at]


def leaked(w: World) -> None:
    entry = next(one for one in entries(w) if one.kind == "planted")
    at = next(i for i, r in enumerate(w.topics[w.copy]) if r.key == entry.key)
    w.change(w.copy, at, value=entry.value)


def leaked_uncommitted(w: World) -> None:
    entry = next(one for one in entries(w) if one.kind == "planted")
    output = next(r for r in w.topics[w.copy] if r.key == entry.key)
    w.uncommitted[w.copy].append(dataclasses.replace(output, value=entry.value))


def leaked_in_a_letter(w: World) -> None:
    w.change(w.dead, 0, value=w.topics[w.dead][0].value[:-1] + b', "text": "' + w.pool[0].text.encode() + b'"}')


def leaked_in_an_uncommitted_receipt(w: World) -> None:
    w.uncommitted[w.receipts].append(dataclasses.replace(w.topics[w.receipts][0], value=w.pool[-1].text.encode()))


def entries(w: World) -> list[reference.Entry]:
    topic = list(w.layout.inputs)[1]
    log = reference.Log(w.directory, topic, 0)
    return [log.entry(record.offset // 3) for record in w.topics[topic] if record.partition == 0]


def content_changed(w: World) -> None:
    at = w.forwarded(w.same)
    w.change(w.same, at, value=w.topics[w.same][at].value.replace(b"1.50e+1", b"15.0"))


def header_lost(w: World) -> None:
    w.change(w.copy, 3, headers=[])


def time_changed(w: World) -> None:
    w.change(w.same, 4, time_ms=TIME_MS + 5000)


def tombstone_filled(w: World) -> None:
    at = next(i for i, r in enumerate(w.topics[w.copy]) if r.value is None)
    w.change(w.copy, at, value=b"")


def wrong_partition(w: World) -> None:
    w.change(w.copy, 5, partition=(w.topics[w.copy][5].partition + 1) % 3)


def poison_forwarded(w: World) -> None:
    letter = json.loads(w.topics[w.dead].pop(0).value)
    bad = next(r for r in w.topics[letter["topic"]] if (r.partition, r.offset) == (letter["partition"], letter["offset"]))
    output = w.layout.routes[letter["route"]]["output"]
    w.topics[output].append(dataclasses.replace(bad, topic=output))


def letter_lost(w: World) -> None:
    del w.topics[w.dead][2]


def letter_repeated(w: World) -> None:
    w.topics[w.dead].append(w.topics[w.dead][2])


def letter_of_a_good_record(w: World) -> None:
    route = w.layout.routes["same"]
    topic = route["inputs"][0]
    log = reference.Log(w.directory, topic, 0)
    good = next(r for r in w.topics[topic] if r.partition == 0 and log.entry(r.offset // 3).kind == "plain")
    w.topics[w.same] = [r for r in w.topics[w.same] if r.key != good.key]
    letter = {"route": "same", "topic": topic, "partition": 0, "offset": good.offset, "error": "scan_failed", "key_size": len(good.key),
              "value_size": len(good.value), "headers": len(good.headers)}  # fmt: skip
    w.add(w.dead, 0, None, json.dumps(letter).encode(), [], TIME_MS)


def aborted_input_forwarded(w: World) -> None:
    topic = list(w.layout.inputs)[0]
    entry = reference.Log(w.directory, topic, 0).entry(5)
    key, value, headers = reference.expected(entry, w.layout.routes["same"], (topic, 0, 15), [])
    w.add(w.same, 0, key, value, headers, TIME_MS + 5)


def stranger(w: World) -> None:
    w.add(w.same, 0, b"k", b"{}", [], TIME_MS)


def mixed(w: World) -> None:
    records = w.topics[w.same]
    keyed = [i for i, r in enumerate(records) if r.key and r.value and b"seq-" in r.key and b"seq-" in r.value]
    w.change(w.same, keyed[0], value=records[keyed[1]].value)


def receipt_lost(w: World) -> None:
    del w.topics[w.receipts][1]


def last_receipt_lost(w: World) -> None:
    del w.topics[w.receipts][-1]


def receipt_repeated(w: World) -> None:
    w.topics[w.receipts].insert(1, w.topics[w.receipts][0])


def chain_broken(w: World) -> None:
    body = json.loads(w.topics[w.receipts][2].value)
    body["previous"] = "0" * 64
    w.change(w.receipts, 2, value=json.dumps(body).encode())


def receipt_tells_of_drops(w: World) -> None:
    def change(body: dict) -> None:
        body["routes"][0]["outcomes"][0][3] = "drop:duplicate"

    w.change_receipt(0, change)


def receipt_leaves_one_out(w: World) -> None:
    def change(body: dict) -> None:
        body["next"] -= 1
        body["records"] -= 1

    w.change_receipt(3, change)


def receipt_names_one_route(w: World) -> None:
    w.change_receipt(0, lambda body: body["routes"].pop())


# --- dedup


def tagged(w: World) -> int:
    """The index of an output with tags."""
    return next(i for i, r in enumerate(w.topics[w.copy]) if any(name == "aegis.duplicate" for name, _ in r.headers))


def with_tag(record: Record, name: str, text: bytes) -> list:
    return [(known, text if known == name else was) for known, was in record.headers]


def tag_lost(w: World) -> None:
    at = tagged(w)
    w.change(w.copy, at, headers=[one for one in w.topics[w.copy][at].headers if not one[0].startswith("aegis.duplicate")])


def tag_lost_uncommitted(w: World) -> None:
    output = w.topics[w.copy][tagged(w)]
    w.uncommitted[w.copy].append(dataclasses.replace(output, headers=output.headers[-1:]))


def tag_of_another(w: World) -> None:
    at = tagged(w)
    first = dict(w.topics[w.copy][at].headers)["aegis.duplicate.first"]
    w.change(w.copy, at, headers=with_tag(w.topics[w.copy][at], "aegis.duplicate.first", first + b"0"))


def tagged_as_its_own_duplicate(w: World) -> None:
    at = tagged(w)
    place = dict(w.topics[w.copy][at].headers)["aegis.provenance"]
    w.change(w.copy, at, headers=with_tag(w.topics[w.copy][at], "aegis.duplicate.first", place))


def new_tagged(w: World) -> None:
    tags = [one for one in w.topics[w.copy][tagged(w)].headers if one[0].startswith("aegis.duplicate")]
    at = next(i for i, r in enumerate(w.topics[w.copy]) if len(r.headers) == 1)
    w.change(w.copy, at, headers=tags + w.topics[w.copy][at].headers)


def near_tagged_as_exact(w: World) -> None:
    at = next(i for i, r in enumerate(w.topics[w.copy]) if ("aegis.duplicate", b"near") in r.headers)
    w.change(w.copy, at, headers=with_tag(w.topics[w.copy][at], "aegis.duplicate", b"exact"))


def first_of_bare(w: World) -> tuple[Record, Record]:
    """A record and its repeat in one partition, the first of which is an output of `once`."""
    firsts = {(r.partition, r.value): r for r in reversed(w.topics[w.once])}
    topic = list(w.layout.inputs)[1]
    outputs = {r.key for r in w.topics[w.once]}
    for record in w.topics[topic]:
        entry = reference.Log(w.directory, topic, record.partition).entry(record.offset // w.gap)
        first = firsts.get((record.partition, record.value))
        if entry.kind == "bare" and not entry.value_spans and first and record.key not in outputs:
            return first, record
    raise AssertionError("the sample is poor")


def dropped_forwarded(w: World) -> None:
    first, repeat = first_of_bare(w)
    w.topics[w.once].append(dataclasses.replace(first, key=repeat.key, time_ms=repeat.time_ms, headers=[]))


def dropped_forwarded_uncommitted(w: World) -> None:
    first, repeat = first_of_bare(w)
    w.uncommitted[w.once].append(dataclasses.replace(first, key=repeat.key, time_ms=repeat.time_ms, headers=[]))


def first_dropped(w: World) -> None:
    """And a receipt says so."""
    topic, index = list(w.layout.inputs)[1], len(w.topics[w.receipts]) - 1
    receipt = json.loads(w.topics[w.receipts][index].value)
    runs = next(route["outcomes"] for route in receipt["routes"] if route["route"] == "once")
    run = next(run for run in runs if run[3] == "forward")
    gone = {r.key for r in w.topics[topic] if r.partition == receipt["partition"] and run[0] <= r.offset <= run[1] and r.key}
    w.topics[w.once] = [r for r in w.topics[w.once] if r.key not in gone]

    def change(body: dict) -> None:
        runs = next(route["outcomes"] for route in body["routes"] if route["route"] == "once")
        next(one for one in runs if one[:2] == run[:2])[3] = "drop:duplicate"

    w.change_receipt(index, change)


def changelog(w: World, route: str = "copy") -> str:
    return f"run.{list(w.layout.inputs)[1]}.{route}"


def last_of(w: World, kind: bytes, route: str = "copy") -> int:
    return max(i for i, r in enumerate(w.topics[changelog(w, route)]) if r.key[:1] == kind and r.value is not None)


def changelog_entry_lost(w: World) -> None:
    del w.topics[changelog(w)][last_of(w, b"E")]


def changelog_text_lost(w: World) -> None:
    del w.topics[changelog(w)][last_of(w, b"N")]


def changelog_entry_taken_away(w: World) -> None:
    last = w.topics[changelog(w, "once")][last_of(w, b"E", "once")]
    w.topics[changelog(w, "once")].append(dataclasses.replace(last, value=None))


def changelog_entry_of_a_duplicate(w: World) -> None:
    """As if a repeat had been remembered."""
    at = last_of(w, b"E", "once")
    value = w.topics[changelog(w, "once")][at].value
    _, repeat = first_of_bare(w)
    value = value[:17] + struct.pack(">iqq", repeat.partition, repeat.offset, repeat.time_ms) + value[37:]
    w.change(changelog(w, "once"), at, value=value, partition=repeat.partition)


def changelog_behind(w: World) -> None:
    at = last_of(w, b"P")
    value = w.topics[changelog(w)][at].value
    w.change(changelog(w), at, value=value[:9] + struct.pack(">q", int.from_bytes(value[9:17], "big") - 1) + value[17:])


def changelog_in_2099(w: World) -> None:
    at = last_of(w, b"P")
    value = w.topics[changelog(w)][at].value
    w.change(changelog(w), at, value=value[:17] + struct.pack(">q", content.FAR_AHEAD_MS) + value[25:])


def changelog_of_another_form(w: World) -> None:
    at = last_of(w, b"E")
    w.change(changelog(w), at, value=b"\1" + bytes(8) + w.topics[changelog(w)][at].value[9:])


def changelog_without_progress(w: World) -> None:
    w.topics[changelog(w)] = [r for r in w.topics[changelog(w)] if r.key != b"P"]


def state_lost_one(w: World) -> None:
    del w.exported[-1]


def state_has_more(w: World) -> None:
    again = json.loads(json.dumps(w.exported[0]))
    again["first"]["offset"] += 1
    w.exported.append(again)


def state_has_another_time(w: World) -> None:
    w.exported[0]["written_ms"] -= 1


BROKEN = {
    tag_lost: "tag", tag_lost_uncommitted: "tag", tag_of_another: "tag", tagged_as_its_own_duplicate: "tag", new_tagged: "tag",
    near_tagged_as_exact: "tag", dropped_forwarded: "not dropped", dropped_forwarded_uncommitted: "not dropped",
    first_dropped: "dropped", changelog_entry_lost: "changelog", changelog_text_lost: "changelog",
    changelog_entry_taken_away: "changelog", changelog_entry_of_a_duplicate: "changelog", changelog_behind: "changelog",
    changelog_in_2099: "changelog", changelog_of_another_form: "changelog", changelog_without_progress: "changelog",
    state_lost_one: "state", state_has_more: "state", state_has_another_time: "state",
    lost: "lost", repeated: "repeated", repeated_at_once: "repeated", reordered: "reordered", leaked: "leak",
    leaked_uncommitted: "leak", leaked_in_a_letter: "leak", leaked_in_an_uncommitted_receipt: "leak", content_changed: "content",
    header_lost: "content", time_changed: "content", tombstone_filled: "content", wrong_partition: "partition",
    poison_forwarded: "forwarded", letter_lost: "lost", letter_repeated: "repeated", letter_of_a_good_record: "quarantined",
    aborted_input_forwarded: "never committed", stranger: "stranger", mixed: "mixed", receipt_lost: "chain",
    last_receipt_lost: "receipt", receipt_repeated: "chain", chain_broken: "chain", receipt_tells_of_drops: "receipt",
    receipt_leaves_one_out: "receipt", receipt_names_one_route: "receipt",
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.__name__)
def test_what_is_broken_is_seen(world: World, broken: Callable[[World], None]) -> None:
    broken(world)
    faults = world.verdict()
    assert BROKEN[broken] in faults.counts, faults.shown
    for texts in faults.shown.values():
        for text in texts:
            assert not any(one.text in text for one in world.pool), "a fault tells what was planted"


def test_real_topics_are_judged_as_those_in_memory(tmp_path: Path) -> None:
    """By the program itself: its exit status and its last line."""
    with Broker() as broker:
        w = World(tmp_path, broker.bootstrap, gap=1)
        feed = Producer({"bootstrap.servers": broker.bootstrap, "enable.idempotence": True})
        for name, records in w.topics.items():
            broker.create_topic(name, w.outputs.get(name, 1 if name == w.dead else PARTITIONS), **layouts.FOREVER)
            for r in records:
                feed.produce(name, r.value, r.key, r.partition, timestamp=r.time_ms, headers=r.headers)
        assert feed.flush(30) == 0
        group = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": w.layout.group})

        def verdict() -> tuple[int, dict]:
            done = subprocess.run([sys.executable, "-B", HERE / "verifier" / "verify.py", tmp_path], stdout=subprocess.PIPE,
                                  text=True, check=False)  # fmt: skip
            print(done.stdout)
            return done.returncode, json.loads(done.stdout.splitlines()[-1])

        status, said = verdict()
        assert status == 1 and set(said["faults"]) == {"not drained", "changelog"}, said
        group.commit(offsets=[TopicPartition(topic, partition, EACH) for topic in w.layout.inputs
                              for partition in range(PARTITIONS)], asynchronous=False)  # fmt: skip
        group.close()
        status, said = verdict()
        assert status == 0 and said["verdict"] == "passed" and said["inputs"] == 2 * PARTITIONS * EACH, said
        again = w.topics[w.copy][w.forwarded(w.copy)]
        feed.produce(w.copy, again.value, again.key, again.partition, timestamp=again.time_ms, headers=again.headers)
        assert feed.flush(30) == 0
        status, said = verdict()
        assert status == 1 and said["faults"]["repeated"] == 1, said
        feed.produce(list(w.layout.inputs)[0], b"{}", b"k")
        assert feed.flush(30) == 0
        assert verdict()[0] == 2


def test_an_input_that_is_not_the_generators_is_no_verdict(world: World) -> None:
    topic = list(world.layout.inputs)[0]
    world.change(topic, 8, value=b"{}")
    with pytest.raises(Trouble, match="not what the generator"):
        world.verdict()


def test_an_input_that_stands_there_twice_is_no_verdict(world: World) -> None:
    topic = list(world.layout.inputs)[0]
    world.topics[topic].append(dataclasses.replace(world.topics[topic][0], offset=10**6))
    with pytest.raises(Trouble, match="twice"):
        world.verdict()


# --- history


def sampled(directory: Path, samples: list[tuple[float, int, int, str]], events: list[dict]) -> tuple[Path, Path]:
    """(time, committed, end, topic id)"""
    lines = [{"t": t, "committed": {"in/0": committed}, "ends": {"in/0": end}, "ids": {"in": id_}}
             for t, committed, end, id_ in samples]  # fmt: skip
    (directory / "samples.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (directory / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in events))
    return directory / "samples.jsonl", directory / "events.jsonl"


def test_offsets_that_go_back_are_seen(tmp_path: Path) -> None:
    faults = Faults()
    samples, _ = sampled(tmp_path, [(0, 10, 20, "x"), (1, 12, 20, "x"), (2, 3, 20, "y")], [])
    assert history.check_growth(samples, faults) == 3 and not faults  # another topic of the same name
    samples, _ = sampled(tmp_path, [(0, 10, 20, "x"), (1, 12, 20, "x"), (2, 11, 20, "x")], [])
    history.check_growth(samples, faults)
    assert faults.counts == {"went back": 1}


def test_standing_still_after_a_heal_is_seen(tmp_path: Path) -> None:
    heal = {"t": 5, "event": "healed", "action": "x", "overlapped": False}
    faults = Faults()
    samples, events = sampled(tmp_path, [(4, 10, 20, "x"), (6, 10, 20, "x"), (34, 11, 90, "x"), (50, 11, 90, "x")], [heal])
    assert history.check_progress(samples, events, 30, faults) == [29] and not faults
    samples, events = sampled(tmp_path, [(4, 10, 20, "x"), (6, 10, 20, "x"), (34, 10, 90, "x"), (36, 10, 90, "x")], [heal])
    history.check_progress(samples, events, 30, faults)
    assert faults.counts == {"stuck": 1}


def test_lag_that_stays_is_seen(tmp_path: Path) -> None:
    drain = {"t": 5, "event": "drain"}
    faults = Faults()
    assert history.check_drain(*sampled(tmp_path, [(4, 20, 20, "x"), (6, 10, 20, "x"), (9, 20, 20, "x")], [drain]), 60, faults) == 4
    assert not faults
    history.check_drain(*sampled(tmp_path, [(4, 20, 20, "x"), (6, 10, 20, "x")], [drain]), 60, faults)
    history.check_drain(*sampled(tmp_path, [(90, 20, 20, "x")], [drain]), 60, faults)
    history.check_drain(*sampled(tmp_path, [(90, 20, 20, "x")], []), 60, faults)
    assert faults.counts == {"not drained": 3}


def test_a_crash_is_seen(tmp_path: Path) -> None:
    _, events = sampled(tmp_path, [], [{"event": "ended", "name": "a", "code": code} for code in (0, 1, -9, -11, 2)])
    faults = Faults()
    history.check_ends(events, faults)
    assert faults.counts == {"crashed": 2}


def test_metrics_that_count_otherwise_are_seen(world: World) -> None:
    assert not world.verdict()
    topic = list(world.layout.inputs)[1]
    ranges = {f"{topic}/0": [0, 3 * EACH]}
    lines, totals = [], Counter()
    for (route, name), times in world.judge.outcomes_between(ranges).items():
        outcome, _, reason = name.partition(":")
        totals[route, outcome] += times
        if outcome == "quarantine":
            lines.append(f'aegis_quarantined_total{{route="{route}",reason="{reason}"}} {times}')
    for (route, outcome), times in totals.items():
        lines.insert(0, f'aegis_records_total{{route="{route}",outcome="{outcome}"}} {times}')
    seen = world.judge.seen_between(ranges)
    assert totals["once", "drop"] and seen["copy", "near"] and seen["once", "exact"] == totals["once", "drop"]
    lines += [f'aegis_dedup_records_total{{route="{route}",seen="{name}"}} {times}' for (route, name), times in seen.items()]
    page = world.directory / "clean-1.json"
    page.write_text(json.dumps({"ranges": ranges, "metrics": "\n".join(lines)}))
    history.check_metrics(page, world.judge)
    assert not world.judge.faults, world.judge.faults.shown
    for at in (0, -1):
        wrong = list(lines)
        name, _, times = wrong[at].rpartition(" ")
        wrong[at] = f"{name} {int(times) + 1}"
        page.write_text(json.dumps({"ranges": ranges, "metrics": "\n".join(wrong)}))
        history.check_metrics(page, world.judge)
    assert world.judge.faults.counts == {"metrics": 2}


# --- the reference


def test_the_reference_does_what_the_pages_say() -> None:
    assert reference.masked(b"4111 1111 1111 1111") == b"**** **** **** 1111"
    assert reference.redacted(b"to a@b.c!", [(3, 8, "EMAIL_ADDRESS")], {"EMAIL_ADDRESS": "[x]"}) == b"to [x]!"
    assert reference.redacted(None, [], {}) is None


def test_keys_are_hashed_as_java_clients_do() -> None:
    known = {b"21": -973932308, b"foobar": -790332482, b"a-little-bit-long-string": -985981536, b"abc": 479470107}
    for key, hashed in known.items():
        assert reference.murmur2(key) == hashed & 0xFFFFFFFF


# --- the oracle

RULES = {"exact": "ref", "near": True, "window_ms": 100, "step_ms": 50, "agreeing": 3, "unreadable": ["broken"], "refused": ["refused"],
         "on_duplicate": "tag", "state": "s"}  # fmt: skip
OUTCOMES = {"good": {"forward": []}, "bad": {"quarantine": ["x"]}, "refused": {"quarantine": ["x"]}, "broken": {"quarantine": ["x"]}}


def decided(*records: tuple[int, str | None, str | None], exact: str = "ref") -> list[tuple[str, int]]:
    """(time, ref, document), the kind before a colon in front of the ref; offsets are 0, 1, …"""
    one = oracle.Oracle({**RULES, "exact": exact}, OUTCOMES)
    found = []
    for offset, (time_ms, ref, document) in enumerate(records):
        kind, _, ref = ("good", "", None) if ref is None else ref.rpartition(":")
        entry = reference.Entry(0, kind or "good", None, [], (ref or "").encode(), [], [], [], time_ms, ref or None, document)
        decision = one.decide(entry, offset, time_ms)
        found.append((oracle.NAMES[decision.seen], decision.first))
    return found


def test_a_repeat_names_the_first_within_the_window() -> None:
    assert decided((0, "a", None), (10, "b", None), (100, "a", None), (101, "a", None), (102, "a", None)) == [
        ("first", -1), ("first", -1), ("exact", 0), ("first", -1), ("exact", 3)]  # fmt: skip


def test_a_repeat_does_not_prolong_what_it_repeats_and_adds_nothing() -> None:
    # The second is like the first: its own ref is not remembered.
    assert decided((0, "a", "d"), (1, "b", "d"), (2, "b", None), (3, "b", "d")) == [
        ("first", -1), ("near", 0), ("first", -1), ("exact", 2)]  # fmt: skip


def test_one_record_far_ahead_expires_nothing_and_many_do() -> None:
    assert decided((0, "a", None), (9999, "x", None), (10, "a", None), (10, "x", None)) == [
        ("first", -1), ("first", -1), ("exact", 0), ("exact", 1)]  # fmt: skip
    # By its own time it is no repeat; from the third in a row on, the stream is there.
    ahead = [(0, "a", None), (1000, "a", None), (1000, "b", None), (1000, "c", None), (1000, "a", None)]
    assert decided(*ahead) == [("first", -1), ("first", -1), ("first", -1), ("first", -1), ("exact", 1)]
    # What the stream has passed since it was written counts on around its own time alone.
    assert decided(*ahead, (0, "z", None), (20, "b", None), (950, "c", None)) == [
        ("first", -1), ("first", -1), ("first", -1), ("first", -1), ("exact", 1), ("first", -1), ("first", -1), ("exact", 3)]  # fmt: skip


def test_what_was_quarantined_may_come_again() -> None:
    assert decided((0, "bad:a", "d"), (1, "refused:a", "d"), (2, "a", "d"), (3, "bad:a", None)) == [
        ("first", -1), ("first", -1), ("first", -1), ("exact", 2)]  # fmt: skip
    # But not where all of the value is compared.
    assert decided((0, "bad:a", None), (1, "a", None), exact="value") == [("first", -1), ("exact", 0)]
    assert decided((0, "broken:a", "d"), (1, None, None)) == [("", -1), ("", -1)]


def test_what_a_refused_record_may_have_done_is_doubted_for_a_while() -> None:
    one = oracle.Oracle(RULES, OUTCOMES)

    def ask(kind: str, ref: str | None, document: str | None = None) -> bool:
        entry = reference.Entry(0, kind, None, [], b"", [], [], [], 0, ref, document)
        return one.decide(entry, one.records, 0).is_doubtful

    assert not ask("refused", "a") and not ask("good", "b", "other")
    assert ask("good", "a", "d") and ask("good", "c", "d")  # and what was like that one
    assert not ask("good", "b", "other")
    for _ in range(oracle.DOUBTFUL_FOR):
        ask("good", None)
    assert not ask("good", "a") and not ask("good", None, "d")


def test_what_is_past_and_stays_in_the_changelog_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changelogs, "PAST_LEFT", 3)
    assert not world.verdict()
    at = changelog(world)
    world.topics[at] = [record for record in world.topics[at] if record.value is not None]
    assert world.verdict().counts.keys() == {"not taken away"}
