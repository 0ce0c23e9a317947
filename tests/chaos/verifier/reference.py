"""What a record must become: read from where the generator planted something. Looks for nothing; slow and simple on purpose."""

from __future__ import annotations

import json
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

Headers = list[tuple[str, bytes | None]]
Spans = list[tuple[int, int, str]]


@dataclass(slots=True)
class Entry:
    """One line of the generator's log."""

    number: int
    kind: str
    key: bytes | None
    key_spans: Spans
    value: bytes | None
    value_spans: Spans
    headers: Headers
    header_spans: list[Spans]
    time_ms: int
    # What stands where dedup compares, by a name that equal contents share.
    ref: str | None
    document: str | None

    def planted(self) -> list[bytes]:
        parts = [(self.key, self.key_spans), (self.value, self.value_spans),
                 *((data, spans) for (_, data), spans in zip(self.headers, self.header_spans, strict=True))]  # fmt: skip
        return [data[start:end] for data, spans in parts for start, end, _ in spans]


def parse(line: bytes) -> Entry:
    number, kind, key, value, headers, time_ms, ref, document = json.loads(line)

    def text(one: list | None) -> tuple[bytes | None, Spans]:
        return (None, []) if one is None else (one[0].encode("latin-1"), [tuple(span) for span in one[1]])

    found = [(name, *text(one)) for name, one in headers]
    return Entry(number, kind, *text(key), *text(value), [(name, data) for name, data, _ in found],
                 [spans for _, _, spans in found], time_ms, ref, document)  # fmt: skip


class Log:
    """The generator's log of one input partition, by sequence number; it stays on the disk."""

    def __init__(self, directory: Path, topic: str, partition: int) -> None:
        self.count = (directory / f"{topic}.{partition}.index").stat().st_size // 8
        self._index = self._map(directory / f"{topic}.{partition}.index")
        self._lines = self._map(directory / f"{topic}.{partition}.log")

    @staticmethod
    def _map(path: Path) -> mmap.mmap | bytes:
        if path.stat().st_size == 0:
            return b""
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def entry(self, seq: int) -> Entry:
        begin, = struct.unpack_from("=Q", self._index, seq * 8)
        return parse(self._lines[begin : self._lines.find(b"\n", begin)])


def masked(text: bytes, keep_last: int = 4) -> bytes:
    """Letters and digits but the last ones; what separates them stays."""
    left = sum(chr(byte).isalnum() for byte in text) - keep_last
    out = bytearray()
    for byte in text:
        if chr(byte).isalnum() and left > 0:
            left -= 1
            byte = ord("*")
        out.append(byte)
    return bytes(out)


def redacted(data: bytes | None, spans: Spans, replacements: dict[str, str]) -> bytes | None:
    if data is None:
        return None
    out, at = b"", 0
    for start, end, entity in spans:
        what = masked(data[start:end]) if entity == "CREDIT_CARD" else replacements[entity].encode()
        out += data[at:start] + what
        at = end
    return out + data[at:]


def expected(entry: Entry, route: dict, place: tuple[str, int, int], tags: Headers) -> tuple[bytes | None, bytes | None, Headers]:
    """Key, value and headers of the output of a record that stood at `place`; tags: those of a duplicate."""
    replacements = route["replacements"]
    key = redacted(entry.key, entry.key_spans, replacements) if route["key"] == "redact" else entry.key
    headers = [(name, redacted(data, spans, replacements))
               for (name, data), spans in zip(entry.headers, entry.header_spans, strict=True)]  # fmt: skip
    headers += tags
    if route["provenance"]:
        headers.append(("aegis.provenance", "/".join(map(str, place)).encode()))
    return key, redacted(entry.value, entry.value_spans, replacements), headers


def murmur2(data: bytes) -> int:
    """As Kafka's Java clients hash keys (from its published description)."""
    length, mask, m = len(data), 0xFFFFFFFF, 0x5BD1E995
    h = (0x9747B28C ^ length) & mask
    for at in range(0, length - length % 4, 4):
        k = int.from_bytes(data[at : at + 4], "little") * m & mask
        k = (k ^ k >> 24) * m & mask
        h = (h * m & mask) ^ k
    tail = data[length - length % 4 :]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def partition_of(entry: Entry, route: dict, partition: int, outputs: int) -> int:
    if route["partition"] == "same":
        return partition
    return partition % outputs if entry.key is None else (murmur2(entry.key) & 0x7FFFFFFF) % outputs
