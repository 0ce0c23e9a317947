"""Decides whether every input had exactly one outcome on each of its routes, from records alone.

Feed, in this order: all inputs (add_input), outputs and dead letters as read_uncommitted shows them (check_output,
check_unseen), as read_committed shows them (add_output, add_letter), receipts (add_receipt); then finish. What is remembered
of an input: some 30 bytes, and two for each of its routes.
"""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from bisect import bisect_left
from collections import Counter
from pathlib import Path

from oracle import EXACT, NAMES, NEAR, Oracle, tags
from reading import Record, Trouble
from reference import Entry, Log, expected, partition_of

NUMBER = re.compile(rb"seq-([a-j]{1,18})(?![a-z0-9])")
DIGITS = bytes.maketrans(b"abcdefghij", b"0123456789")
STREAMS = 32
TAG = "aegis.duplicate"
DROPPED = "drop:duplicate"
ABSENT = 0xFFFFFFFF
SHOWN = 5  # faults of one kind


class Faults:
    """By kind. The first of each are kept with what they say, the rest are counted. Never the content of a record."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.shown: dict[str, list[str]] = {}

    def add(self, kind: str, what: str, times: int = 1) -> None:
        self.counts[kind] += times
        kept = self.shown.setdefault(kind, [])
        if len(kept) < SHOWN:
            kept.append(what)

    def __bool__(self) -> bool:
        return bool(self.counts)


class Stream:
    """One input partition: what is in it, in its order."""

    def __init__(self, topic: str, partition: int, log: Log, routes: dict[str, dict]) -> None:
        self.topic, self.partition, self.log = topic, partition, log
        self.offsets, self.times, self.seqs = array("q"), array("q"), array("I")
        self.index_of = array("I", [ABSENT]) * log.count
        # By route, the code of the outcome: as found in the topics, and as the receipts say.
        self.found = {route: bytearray() for route in routes}
        self.told = {route: bytearray() for route in routes}
        self.previous, self.receipts, self.covered = "", 0, 0
        # By route with dedup: who decides, and what was decided of each record.
        self.oracles = {name: Oracle(route["dedup"], route["outcomes"]) for name, route in routes.items() if "dedup" in route}
        self.seen = {name: bytearray() for name in self.oracles}
        self.doubtful = {name: bytearray() for name in self.oracles}
        self.firsts = {name: array("q") for name in self.oracles}
        self.drops = {name for name in self.oracles if routes[name]["dedup"]["on_duplicate"] == "drop"}

    def is_dropped(self, route: str, index: int) -> bool:
        return route in self.drops and self.seen[route][index] in (EXACT, NEAR)

    def is_doubtful(self, route: str, index: int) -> bool:
        return route in self.oracles and bool(self.doubtful[route][index])

    def tags(self, route: str, index: int) -> list[tuple[str, bytes]]:
        if route not in self.oracles:
            return []
        return tags(self.seen[route][index], self.firsts[route][index], self.topic, self.partition)

    def at(self, offset: int) -> int | None:
        index = bisect_left(self.offsets, offset)
        return index if index < len(self.offsets) and self.offsets[index] == offset else None

    def place(self, index: int) -> str:
        return f"{self.topic}[{self.partition}]@{self.offsets[index]}"


class Judge:
    def __init__(self, directory: Path, layout: dict, output_partitions: dict[str, int]) -> None:
        self.layout, self.routes = layout, layout["routes"]
        self.output_partitions = output_partitions
        self.faults = Faults()
        self.counts: Counter[str] = Counter()
        self.streams: dict[int, Stream] = {}
        for topic, first in layout["inputs"].items():
            mine = {name: route for name, route in self.routes.items() if topic in route["inputs"]}
            for partition in range(STREAMS):
                if not (directory / f"{topic}.{partition}.log").exists():
                    break
                self.streams[first + partition] = Stream(topic, partition, Log(directory, topic, partition), mine)
        self.by_place = {(stream.topic, stream.partition): stream for stream in self.streams.values()}
        self.codes = {"": 0, "forward": 1}
        self.names = ["", "forward"]
        self.last: dict[tuple, int] = {}  # the last index that a stream sent to an output partition
        pool = (directory / "pool.txt").read_text().splitlines()
        self.pool = [text.encode() for text in pool]

    def code(self, name: str) -> int:
        if name not in self.codes:
            if len(self.names) == 256:
                raise Trouble("more kinds of outcomes than there could be")
            self.codes[name] = len(self.names)
            self.names.append(name)
        return self.codes[name]

    # --- inputs

    def add_input(self, record: Record) -> None:
        number = number_of(record)
        stream = self.by_place.get((record.topic, record.partition))
        if stream is None or number is None or self.streams.get(number % STREAMS) is not stream:
            raise Trouble(f"{record.place} is no record of the generator")
        seq = number // STREAMS
        entry = stream.log.entry(seq)
        if (record.key, record.value, record.headers, record.time_ms) != (entry.key, entry.value, entry.headers, entry.time_ms):
            raise Trouble(f"{record.place} is not what the generator's log says")
        if stream.index_of[seq] != ABSENT:
            raise Trouble(f"{record.place}: the generator wrote this twice")
        stream.index_of[seq] = len(stream.offsets)
        stream.offsets.append(record.offset)
        stream.times.append(record.time_ms)
        stream.seqs.append(seq)
        for outcomes in (*stream.found.values(), *stream.told.values()):
            outcomes.append(0)
        for route, oracle in stream.oracles.items():
            decision = oracle.decide(entry, record.offset, record.time_ms)
            stream.seen[route].append(decision.seen)
            stream.firsts[route].append(decision.first)
            stream.doubtful[route].append(decision.is_doubtful)
            self.counts["duplicates"] += decision.seen in (EXACT, NEAR)
        self.counts["inputs"] += 1

    # --- outputs

    def input_of(self, route_name: str, record: Record) -> tuple[Stream, int, Entry] | None:
        try:
            number = number_of(record)
        except ValueError as mixed:
            self.faults.add("mixed", f"{record.place}: {mixed}")
            return None
        stream = None if number is None else self.streams.get(number % STREAMS)
        if stream is None or number // STREAMS >= stream.log.count or route_name not in stream.found:
            self.faults.add("stranger", f"{record.place} comes from no input of {route_name}")
            return None
        index = stream.index_of[number // STREAMS]
        if index == ABSENT:
            self.faults.add("never committed", f"{record.place} comes from a record that its producer did not commit")
            return None
        return stream, index, stream.log.entry(number // STREAMS)

    def check_output(self, route_name: str, record: Record) -> None:
        """Any record that ever stood in the output, also of an aborted transaction: is it what it must be?"""
        self.counts["written"] += 1
        if (found := self.input_of(route_name, record)) is None:
            self.check_unseen(record)
            return
        stream, index, entry = found
        route = self.routes[route_name]
        if "forward" not in route["outcomes"][entry.kind]:
            self.faults.add("forwarded", f"{record.place}: {stream.place(index)} ({entry.kind}) must not be forwarded")
        place = (stream.topic, stream.partition, stream.offsets[index])
        if stream.is_dropped(route_name, index):
            self.faults.add("not dropped", f"{record.place}: {stream.place(index)} repeats offset {stream.firsts[route_name][index]}")
        has = [(name, text) for name, text in record.headers if name.startswith(TAG)]
        key, value, headers = expected(entry, route, place, has)
        # What a transaction with a refused record made of others is not committed.
        if not stream.is_doubtful(route_name, index):
            self.check_tags(route_name, stream, index, record)
        for what, is_, ought in (("key", record.key, key), ("value", record.value, value),
                                 ("headers", record.headers, headers), ("time", record.time_ms, stream.times[index])):  # fmt: skip
            if is_ != ought:
                self.faults.add("content", f"{record.place}: not the {what} that {stream.place(index)} ({entry.kind}) must have")
        for part in parts_of(record):
            if any(text in part for text in entry.planted()):
                self.faults.add("leak", f"{record.place} holds what was planted in {stream.place(index)}")
        if record.partition != partition_of(entry, route, stream.partition, self.output_partitions[record.topic]):
            self.faults.add("partition", f"{record.place}: {stream.place(index)} belongs elsewhere")

    def check_tags(self, route_name: str, stream: Stream, index: int, record: Record) -> None:
        has = [(name, text) for name, text in record.headers if name.startswith(TAG)]
        if has != (ought := stream.tags(route_name, index)):
            told = [[text.decode(errors="replace") for _, text in one] for one in (has, ought)]
            self.faults.add("tag", f"{record.place}: {stream.place(index)} is tagged {told[0]}, and must be {told[1]}")

    def check_unseen(self, record: Record) -> None:
        self.check_text(record.place, *parts_of(record))

    def check_text(self, where: str, *parts: bytes) -> None:
        """Nothing that any run record had planted."""
        for part in parts:
            if any(text in part for text in self.pool):
                self.faults.add("leak", f"{where} holds something planted")

    def add_output(self, route_name: str, record: Record) -> None:
        if (found := self.input_of(route_name, record)) is not None:
            self.pair(route_name, *found[:2], record, 1)
            if found[0].is_doubtful(route_name, found[1]):
                self.check_tags(route_name, *found[:2], record)
            self.counts["forwarded"] += 1

    def pair(self, route_name: str, stream: Stream, index: int, record: Record, code: int) -> None:
        outcomes = stream.found[route_name]
        if outcomes[index]:
            self.faults.add("repeated", f"{record.place}: {stream.place(index)} had {self.names[outcomes[index]]} on "
                                        f"{route_name} before")  # fmt: skip
            return
        outcomes[index] = code
        way = (route_name, stream.topic, stream.partition, record.topic, record.partition)
        if index < self.last.get(way, -1):
            self.faults.add("reordered", f"{record.place}: {stream.place(index)} after {stream.place(self.last[way])}")
        self.last[way] = max(index, self.last.get(way, -1))

    def add_letter(self, record: Record) -> None:
        self.counts["quarantined"] += 1
        try:
            letter = json.loads(record.value)
            route, topic, partition, offset = (letter[name] for name in ("route", "topic", "partition", "offset"))
            error, sizes = letter["error"], (letter["key_size"], letter["value_size"], letter["headers"])
        except (ValueError, TypeError, KeyError) as error:
            self.faults.add("letter", f"{record.place} is no dead letter: {error!r}")
            return
        stream = self.by_place.get((topic, partition))
        index = None if stream is None or route not in stream.found else stream.at(offset)
        if index is None:
            self.faults.add("stranger", f"{record.place} is about {topic}[{partition}]@{offset} on {route}: no such input")
            return
        self.pair(route, stream, index, record, self.code(f"quarantine:{error}"))
        entry = stream.log.entry(stream.seqs[index])
        if error not in self.routes[route]["outcomes"][entry.kind].get("quarantine", []):
            self.faults.add("quarantined", f"{record.place}: {stream.place(index)} ({entry.kind}) on {route}, for {error}")
        size = [None if data is None else len(data) for data in (entry.key, entry.value)]
        if sizes != (*size, len(entry.headers)) or record.key is not None or record.headers:
            self.faults.add("letter", f"{record.place}: not what is to be said of {stream.place(index)}")

    # --- receipts

    def add_receipt(self, record: Record) -> None:
        self.counts["receipts"] += 1
        try:
            body = json.loads(record.value)
            stream = self.by_place.get((body["topic"], body["partition"]))
            if stream is None:
                self.faults.add("receipt", f"{record.place} is about no input")
                return
            if record.key != f"{stream.topic}/{stream.partition}".encode():
                self.faults.add("receipt", f"{record.place} has the key of another partition")
            if body["previous"] != stream.previous:
                self.faults.add("chain", f"{record.place} does not follow the receipt before it of "
                                         f"{stream.topic}[{stream.partition}]")  # fmt: skip
            stream.previous = hashlib.sha256(record.value).hexdigest()
            stream.receipts += 1
            if body["from"] < stream.covered or body["next"] < body["from"]:
                self.faults.add("chain", f"{record.place} goes from {body['from']} to {body['next']}; {stream.covered} were told of")
            # What lies between holds no record: markers, and records that were aborted.
            first, last = (bisect_left(stream.offsets, body[name]) for name in ("from", "next"))
            if bisect_left(stream.offsets, stream.covered) != first or last - first != body["records"]:
                self.faults.add("receipt", f"{record.place}: {body['records']} records from {body['from']} to {body['next']}, "
                                           f"the input has {last - first}")  # fmt: skip
            stream.covered = max(stream.covered, body["next"])
            if {route["route"] for route in body["routes"]} != set(stream.told) and body["records"]:
                self.faults.add("receipt", f"{record.place} does not name each of the routes once")
            for route in body["routes"]:
                for run in route["outcomes"]:
                    self.add_run(record, stream, stream.told[route["route"]], *run)
        except (ValueError, TypeError, KeyError) as error:
            self.faults.add("receipt", f"{record.place} cannot be read: {error!r}")

    def add_run(self, receipt: Record, stream: Stream, told: bytearray, first: int, last: int, count: int, outcome: str) -> None:
        begin, end = bisect_left(stream.offsets, first), bisect_left(stream.offsets, last + 1)
        if end - begin != count or any(told[begin:end]):
            self.faults.add("receipt", f"{receipt.place}: {count} times {outcome} from {first} to {last}")
        told[begin:end] = bytes([self.code(outcome)]) * (end - begin)

    # --- the end

    def finish(self) -> Faults:
        for stream in self.streams.values():
            for route, found in stream.found.items():
                told = stream.told[route]
                if found == told and 0 not in found and route not in stream.drops:
                    continue
                for index, (is_, said) in enumerate(zip(found, told, strict=True)):
                    name = self.names[said]
                    must_drop = stream.is_dropped(route, index)
                    if must_drop and is_ != 0:
                        self.faults.add("not dropped", f"{stream.place(index)} on {route} repeats offset {stream.firsts[route][index]}")
                    if is_ == said != 0:
                        continue
                    if is_ == 0 and name.startswith("drop:"):
                        self.counts["dropped"] += 1
                        if not must_drop or name != DROPPED:
                            self.faults.add("dropped", f"{stream.place(index)} on {route}: {name}")
                    elif is_ == 0:
                        self.faults.add("lost", f"{stream.place(index)} on {route}" + (f"; a receipt says {name}" if name else ""))
                    else:
                        self.faults.add("receipt", f"{stream.place(index)} on {route}: {self.names[is_]} is in the topics, the "
                                                   f"receipts say {name or 'nothing'}")  # fmt: skip
        return self.faults

    def outcomes_between(self, ranges: dict[str, list[int]]) -> Counter[tuple[str, str]]:
        """How many (route, outcome) the inputs of these offsets had; `ranges`: topic/partition -> from, next."""
        found: Counter[tuple[str, str]] = Counter()
        for place, (first, following) in ranges.items():
            topic, _, partition = place.rpartition("/")
            stream = self.by_place[topic, int(partition)]
            begin, end = bisect_left(stream.offsets, first), bisect_left(stream.offsets, following)
            for route, outcomes in stream.found.items():
                told = stream.told[route]
                for index in range(begin, end):
                    # What was dropped is in the receipts alone.
                    found[route, self.names[outcomes[index] or told[index]]] += 1
        return found

    def seen_between(self, ranges: dict[str, list[int]]) -> Counter[tuple[str, str]]:
        """How many (route, seen) dedup made of them, of those with something to compare."""
        found: Counter[tuple[str, str]] = Counter()
        for place, (first, following) in ranges.items():
            topic, _, partition = place.rpartition("/")
            stream = self.by_place[topic, int(partition)]
            begin, end = bisect_left(stream.offsets, first), bisect_left(stream.offsets, following)
            for route, seen in stream.seen.items():
                found.update((route, NAMES[one]) for one in seen[begin:end] if one)
        return found


def number_of(record: Record) -> int | None:
    numbers = {int(found.translate(DIGITS)) for part in (record.key, record.value) if part for found in NUMBER.findall(part)}
    if len(numbers) > 1:
        raise ValueError(f"the records {sorted(numbers)} in one")
    return numbers.pop() if numbers else None


def parts_of(record: Record) -> list[bytes]:
    return [part for part in (record.key, record.value, *(value for _, value in record.headers)) if part]
