"""What is remembered: the changelogs folded, and what one instance's disk holds at the end, against what the oracle says must count.
Fingerprints are keyed: entries are told by the offset of their first occurrence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from judge import Judge, Stream
from oracle import FIRST, Oracle, Remembered
from reading import Record

VERSION = 1
HEAD = 1 + 8  # version, form
OCCURRENCE = 8 + 4 + 8 + 8  # stream time, partition, offset, timestamp
SIGNATURE = 256
NONE = -(1 << 63)
# What is past is taken away with the transactions that follow, so many each: a few are still there.
PAST_LEFT = 1000


@dataclass
class Fold:
    """One partition of a changelog: the last word on each key."""

    entries: dict[bytes, bytes] = field(default_factory=dict)
    progress: bytes | None = None
    taken_away: int = 0


def number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big", signed=True)


def fold(records: Iterable[Record], judge: Judge) -> dict[int, Fold]:
    """By partition."""
    found: dict[int, Fold] = {}
    form: bytes | None = None
    for record in records:
        mine = found.setdefault(record.partition, Fold())
        judge.counts["changelog"] += 1
        kind, value = (record.key or b"")[:1], record.value
        sizes = {b"P": (1, 8 + 8 + 8 + 4), b"E": (17, OCCURRENCE), b"N": (9, OCCURRENCE + SIGNATURE)}
        if kind not in sizes or len(record.key) != sizes[kind][0] or (value is None and kind == b"P"):
            judge.faults.add("changelog", f"{record.place} has a key that nobody writes")
            continue
        if value is None:
            mine.taken_away += record.key in mine.entries
            mine.entries.pop(record.key, None)
            continue
        if len(value) != HEAD + sizes[kind][1] or value[0] != VERSION or value[1:HEAD] != (form or value[1:HEAD]):
            judge.faults.add("changelog", f"{record.place} has a value of another length, version or form")
            continue
        form = value[1:HEAD]
        if kind == b"P":
            mine.progress = value[HEAD:]
        else:
            mine.entries[record.key] = value[HEAD:]
    return found


def compare(where: str, kind: str, has: dict[int, Remembered], ought: dict[int, Remembered], fault: str, judge: Judge) -> None:
    for offset in sorted(ought.keys() - has.keys()):
        judge.faults.add(fault, f"{where}: no {kind} entry of offset {offset}, which still counts")
    for offset in sorted(has.keys() - ought.keys()):
        judge.faults.add(fault, f"{where}: an {kind} entry of offset {offset} that must not count")
    for offset in sorted(has.keys() & ought.keys()):
        if has[offset] != ought[offset]:
            judge.faults.add(fault, f"{where}: the {kind} entry of offset {offset} is {has[offset]}, and must be {ought[offset]}")


def check_fold(where: str, mine: Fold, stream: Stream, route: str, committed: int | None, judge: Judge) -> None:
    oracle = stream.oracles[route]
    if mine.progress is None:
        judge.faults.add("changelog", f"{where} holds no progress")
        return
    following, now, least, ahead = (number(mine.progress, 0, 8), number(mine.progress, 8, 8), number(mine.progress, 16, 8),
                                    number(mine.progress, 24, 4))  # fmt: skip
    if following != committed:
        judge.faults.add("changelog", f"{where} is at offset {following} of its input, and the group at {committed}")
    time = oracle.time
    ought = (NONE if time.now_ms is None else time.now_ms, time.least_ahead_ms if time.ahead else NONE, time.ahead)
    if (now, least, ahead) != ought:
        judge.faults.add("changelog", f"{where}: the stream's time is {(now, least, ahead)}, and must be {ought}")
    living: dict[bytes, dict[int, Remembered]] = {b"E": {}, b"N": {}}
    past = 0
    for key, value in mine.entries.items():
        written, partition, offset, own = (number(value, 0, 8), number(value, 8, 4), number(value, 12, 8), number(value, 20, 8))
        entry = Remembered(offset, own, written)
        index = stream.at(offset)
        if partition != stream.partition or index is None or stream.seen[route][index] != FIRST or stream.times[index] != own:
            judge.faults.add("changelog", f"{where}: an entry of {partition}@{offset}, which is no first occurrence")
            continue
        if key[:1] == b"N" and number(key, 1, 8) != offset:
            judge.faults.add("changelog", f"{where}: the text of offset {offset} has another name")
        if not oracle.counts(entry, key[:1] == b"E"):
            past += 1
        elif offset in living[key[:1]]:
            judge.faults.add("changelog", f"{where}: two entries of offset {offset}")
        else:
            living[key[:1]][offset] = entry
    exact, near = oracle.living()
    compare(where, "exact", living[b"E"], exact, "changelog", judge)
    compare(where, "near", living[b"N"], near, "changelog", judge)
    if past > PAST_LEFT:
        judge.faults.add("not taken away", f"{where} has {past} entries that are past, and took {mine.taken_away} away")
    judge.counts["remembered"] += len(exact) + len(near)
    judge.counts["taken away"] += mine.taken_away


def check_export(path: Path, judge: Judge) -> None:
    """What `aegis state export` has written of the instance that had all partitions in the end."""
    found: dict[tuple[str, int, str], dict[str, dict[int, Remembered]]] = {}
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        first = entry["first"]
        place = (entry["topic"], entry["partition"], entry["state"])
        if (first["topic"], first["partition"]) != place[:2]:
            judge.faults.add("state", f"{place}: an entry of {first['topic']}[{first['partition']}]@{first['offset']}")
        if entry["live"]:
            of_kind = found.setdefault(place, {}).setdefault(entry["kind"], {})
            if first["offset"] in of_kind:
                judge.faults.add("state", f"{place}: two {entry['kind']} entries of offset {first['offset']}")
            own = -1 if first["timestamp_ms"] is None else first["timestamp_ms"]
            of_kind[first["offset"]] = Remembered(first["offset"], own, entry["written_ms"])
    for stream in judge.streams.values():
        for route, oracle in stream.oracles.items():
            place = (stream.topic, stream.partition, judge.routes[route]["dedup"]["state"])
            has = found.pop(place, {})
            exact, near = oracle.living()
            where = f"the state {place[2]} of {place[0]}[{place[1]}]"
            compare(where, "exact", has.get("exact", {}), exact, "state", judge)
            compare(where, "near", living_near(has.get("near", {}), oracle), near, "state", judge)
    for place in found:
        judge.faults.add("state", f"{place} belongs to nobody")


def living_near(entries: dict[int, Remembered], oracle: Oracle) -> dict[int, Remembered]:
    """Exported as live are those, too, that were ahead of the stream; as texts they are not found."""
    return {offset: one for offset, one in entries.items() if oracle.counts(one, is_exact=False)}
