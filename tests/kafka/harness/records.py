"""Records that carry a sequence number in key and value, so that inputs and outputs are paired by it.

Offsets cannot pair them: those of an output topic contain transaction markers. The number is spelled in letters
(`seq-bcd` for 123), because a number of the wrong length would itself be a finding.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

LETTERS = str.maketrans("0123456789", "abcdefghij")
DIGITS = str.maketrans("abcdefghij", "0123456789")
TAG = re.compile(rb"seq-([a-j]{1,18})(?![a-z0-9])")


@dataclass(slots=True)
class Record:
    """One record as a consumer saw it, or as a producer's delivery report confirmed it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    timestamp_ms: int

    @property
    def place(self) -> tuple[str, int, int]:
        return (self.topic, self.partition, self.offset)

    def header(self, name: str) -> bytes | None:
        """The last header of that name."""
        return next((value for key, value in reversed(self.headers) if key == name), None)


def tag(seq: int) -> str:
    return "seq-" + str(seq).translate(LETTERS)


def tags_in(data: bytes | None) -> list[int]:
    return [int(found.decode().translate(DIGITS)) for found in TAG.findall(data or b"")]


def seq_of(record: Record) -> int | None:
    """The number in key and value. None: it carries none. A record whose key and value disagree is a mix of two, and
    an AssertionError."""
    numbers = set(tags_in(record.key)) | set(tags_in(record.value))
    if len(numbers) > 1:
        raise AssertionError(f"the record at {record.place} mixes the sequence numbers {sorted(numbers)}")
    return numbers.pop() if numbers else None


def json_value(seq: int, **fields: object) -> bytes:
    return json.dumps({"id": tag(seq), **fields}, ensure_ascii=False).encode()
