"""What dedup must have made of each record: told from the input alone, record by record in its order, by names that equal contents
share in the generator's log. Written from docs/dedup.md; slow and simple on purpose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from reference import Entry

NOTHING, FIRST, EXACT, NEAR = range(4)  # what a record is to a route: without content that is compared, new, a duplicate
NAMES = ("", "first", "exact", "near")
# A transaction may have been decided with a record that its broker then refused, and not committed: so far behind it.
DOUBTFUL_FOR = 2000
FORGET_EVERY = 2000
MOST_AHEAD_MS = 7 * 24 * 3600 * 1000


@dataclass
class StreamTime:
    """The greatest timestamp so far; but what is more than a step ahead moves it only when so many in a row are, and then to the
    least of them."""

    step_ms: int
    agreeing: int
    now_ms: int | None = None
    least_ahead_ms: int | None = None
    ahead: int = 0

    def observe(self, time_ms: int) -> None:
        if time_ms < 0:
            return
        if self.now_ms is not None and time_ms - self.now_ms > self.step_ms:
            self.ahead += 1
            self.least_ahead_ms = time_ms if self.ahead == 1 else min(time_ms, self.least_ahead_ms)
            if self.ahead < self.agreeing:
                return
            time_ms = self.least_ahead_ms
        self.now_ms = time_ms if self.now_ms is None else max(self.now_ms, time_ms)
        self.ahead, self.least_ahead_ms = 0, None


class Remembered(NamedTuple):
    offset: int
    time_ms: int  # its own
    written_ms: int  # the stream's


class Decision(NamedTuple):
    seen: int
    first: int  # of a duplicate, the offset of its first occurrence; else -1
    is_doubtful: bool  # an aborted transaction may have decided otherwise


class Oracle:
    """Of one route and one input partition. Everything that is asked must be committed."""

    def __init__(self, rules: dict, outcomes: dict[str, dict]) -> None:
        self.rules, self.outcomes = rules, outcomes
        self.window_ms = rules["window_ms"]
        self.time = StreamTime(rules["step_ms"], rules["agreeing"])
        self.exact: dict[str | bytes, Remembered] = {}
        self.near: dict[str, list[Remembered]] = {}
        self.doubts: dict[tuple, int] = {}  # content -> the record up to which it is doubtful
        self.records = 0

    # --- which entries count

    def counts(self, one: Remembered, is_exact: bool) -> bool:
        """By the stream; of an exact entry that was ahead of it when it was written, and not by years, from its own time on."""
        is_ahead = is_exact and 0 < one.time_ms - one.written_ms <= MOST_AHEAD_MS
        return self.time.now_ms is None or self.time.now_ms - (one.time_ms if is_ahead else one.written_ms) <= self.window_ms

    def is_within(self, one: Remembered, time_ms: int) -> bool:
        """By the record's own time; what the stream has passed counts on around its own time alone, which was ahead."""
        if one.time_ms < 0 or time_ms < 0:
            return True
        by_stream = self.time.now_ms is None or self.time.now_ms - one.written_ms <= self.window_ms
        return time_ms - one.time_ms <= self.window_ms and (by_stream or one.time_ms - time_ms <= self.window_ms)

    def living(self) -> tuple[dict[int, Remembered], dict[int, Remembered]]:
        """Of now: exact and near, by offset."""
        exact = {one.offset: one for one in self.exact.values() if self.counts(one, is_exact=True)}
        near = {one.offset: one for ones in self.near.values() for one in ones if self.counts(one, is_exact=False)}
        return exact, near

    # --- decisions

    def exact_content(self, entry: Entry) -> str | bytes | None:
        if self.rules["exact"] == "value":
            return None if entry.value is None else hashlib.blake2b(entry.value, digest_size=16).digest()
        return None if entry.kind in self.rules["unreadable"] else entry.ref

    def near_content(self, entry: Entry) -> str | None:
        return entry.document if self.rules["near"] and entry.kind not in self.rules["unreadable"] else None

    def decide(self, entry: Entry, offset: int, time_ms: int) -> Decision:
        """Of the next record."""
        self.records += 1
        self.time.observe(time_ms)
        if self.records % FORGET_EVERY == 0:
            self.forget()
        exact, near = self.exact_content(entry), self.near_content(entry)
        is_doubtful = self.doubt(entry.kind in self.rules["refused"], [("exact", exact), ("near", near)])
        if exact is None and near is None:
            return Decision(NOTHING, -1, is_doubtful)
        if exact is not None:
            known = self.exact.get(exact)
            if known and self.counts(known, is_exact=True) and self.is_within(known, time_ms):
                return Decision(EXACT, known.offset, is_doubtful)
        if near is not None:
            known = next((one for one in self.near.get(near, []) if self.counts(one, is_exact=False) and self.is_within(one, time_ms)), None)
            if known:
                return Decision(NEAR, known.offset, is_doubtful)
        this = Remembered(offset, time_ms, self.time.now_ms or 0)
        is_forwarded = "forward" in self.outcomes[entry.kind]
        # What was quarantined may come again, corrected; but a value that is repeated whole is what it was.
        if exact is not None and (is_forwarded or self.rules["exact"] == "value"):
            self.exact[exact] = this
        if near is not None and is_forwarded:
            self.near.setdefault(near, []).append(this)
        return Decision(FIRST, -1, is_doubtful)

    def doubt(self, is_refused: bool, contents: list[tuple]) -> bool:
        """What shares content with a refused record may have been decided as if that were remembered, and so on from there."""
        contents = [one for one in contents if one[1] is not None]
        until = max((self.doubts.get(one, 0) for one in contents), default=0)
        is_doubtful = until >= self.records
        if is_refused:
            until = self.records + DOUBTFUL_FOR
        if until >= self.records:
            for one in contents:
                self.doubts[one] = max(until, self.doubts.get(one, 0))
        return is_doubtful

    def forget(self) -> None:
        """What never counts again."""
        now_ms = self.time.now_ms

        def may_count(one: Remembered) -> bool:
            return now_ms is None or now_ms - max(one.written_ms, one.time_ms) <= self.window_ms

        self.exact = {content: one for content, one in self.exact.items() if may_count(one)}
        left = ((content, [one for one in ones if may_count(one)]) for content, ones in self.near.items())
        self.near = {content: ones for content, ones in left if ones}
        self.doubts = {content: until for content, until in self.doubts.items() if until >= self.records}


def tags(decision_seen: int, first: int, topic: str, partition: int) -> list[tuple[str, bytes]]:
    """The headers of a duplicate that is forwarded. Documents are alike in full or not at all."""
    if decision_seen not in (EXACT, NEAR):
        return []
    return [("aegis.duplicate", NAMES[decision_seen].encode()), ("aegis.duplicate.first", f"{topic}/{partition}/{first}".encode()),
            ("aegis.duplicate.similarity", b"1.00")]  # fmt: skip
