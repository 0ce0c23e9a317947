"""The few requests of Kafka's protocol that readiness and the tests need and no client library offers.

Standard library only: scripts/kafka runs before anything else is installed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import struct

METADATA = 3
DESCRIBE_TRANSACTIONS = 65
LIST_TRANSACTIONS = 66

CLIENT = b"aegis-scripts"
CORRELATION = 7


class ProtocolError(Exception):
    """The broker answered, and not with what was asked for."""


class Reader:
    """Reads an answer front to back; running past its end is a ProtocolError."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise ProtocolError(f"answer ends at byte {len(self.data)}, {count} more wanted")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, code: str) -> int:
        return struct.unpack(">" + code, self.take(struct.calcsize(code)))[0]

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def string(self) -> str | None:
        length = self.number("h")
        return None if length < 0 else self.take(length).decode()

    def compact_string(self) -> str | None:
        length = self.varint()
        return None if length == 0 else self.take(length - 1).decode()

    def compact_count(self) -> int:
        return max(0, self.varint() - 1)

    def tags(self) -> None:
        for _ in range(self.varint()):
            self.varint()
            self.take(self.varint())


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def compact_string(text: str) -> bytes:
    data = text.encode()
    return varint(len(data) + 1) + data


def ask(address: tuple[str, int], key: int, version: int, body: bytes, *, flexible: bool, timeout: float) -> Reader:
    """One request on a connection of its own. Raises OSError when the broker is not there."""
    header = struct.pack(">hhih", key, version, CORRELATION, len(CLIENT)) + CLIENT + (b"\0" if flexible else b"")
    with contextlib.closing(socket.create_connection(address, timeout=timeout)) as connection:
        connection.settimeout(timeout)
        connection.sendall(struct.pack(">i", len(header) + len(body)) + header + body)
        size = struct.unpack(">i", receive(connection, 4))[0]
        answer = Reader(receive(connection, size))
    if answer.number("i") != CORRELATION:
        raise ProtocolError("the answer belongs to another request")
    if flexible:
        answer.tags()
    return answer


def receive(connection: socket.socket, size: int) -> bytes:
    out = bytearray()
    while len(out) < size:
        piece = connection.recv(size - len(out))
        if not piece:
            raise ConnectionResetError("the broker closed the connection")
        out += piece
    return bytes(out)


def brokers(address: tuple[str, int], timeout: float = 2.0) -> list[tuple[str, int]]:
    """The brokers that take part at this moment, as the broker at `address` sees them."""
    no_topics = struct.pack(">i", 0)
    answer = ask(address, METADATA, 1, no_topics, flexible=False, timeout=timeout)
    found = []
    for _ in range(answer.number("i")):
        answer.number("i")
        host, port = answer.string(), answer.number("i")
        answer.string()
        found.append((host or "", port))
    return found


@dataclasses.dataclass(frozen=True)
class TransactionState:
    """What the transaction coordinator knows of one transactional.id."""

    transactional_id: str
    state: str  # Empty, Ongoing, PrepareCommit, CompleteCommit, PrepareAbort, CompleteAbort, ...
    producer_id: int
    producer_epoch: int
    timeout_ms: int
    start_ms: int
    partitions: tuple[tuple[str, int], ...]

    @property
    def is_open(self) -> bool:
        """True while its records are neither committed nor aborted."""
        return self.state in ("Ongoing", "PrepareCommit", "PrepareAbort", "PrepareEpochFence")


def list_transactions(address: tuple[str, int], timeout: float = 5.0) -> list[str]:
    """The transactional.ids whose coordinator is the broker at `address`."""
    no_filters = b"\x01\x01\x00"
    answer = ask(address, LIST_TRANSACTIONS, 0, no_filters, flexible=True, timeout=timeout)
    answer.number("i")
    check(answer.number("h"), "ListTransactions")
    for _ in range(answer.compact_count()):
        answer.compact_string()
    found = []
    for _ in range(answer.compact_count()):
        found.append(answer.compact_string() or "")
        answer.number("q")
        answer.compact_string()
        answer.tags()
    return found


def describe_transactions(
    address: tuple[str, int], ids: list[str], timeout: float = 5.0
) -> dict[str, TransactionState]:
    """Those of `ids` that the broker at `address` coordinates."""
    body = varint(len(ids) + 1) + b"".join(map(compact_string, ids)) + b"\0"
    answer = ask(address, DESCRIBE_TRANSACTIONS, 0, body, flexible=True, timeout=timeout)
    answer.number("i")
    found = {}
    for _ in range(answer.compact_count()):
        error = answer.number("h")
        name, state = answer.compact_string() or "", answer.compact_string() or ""
        timeout_ms, start_ms = answer.number("i"), answer.number("q")
        producer_id, epoch = answer.number("q"), answer.number("h")
        partitions = []
        for _ in range(answer.compact_count()):
            topic = answer.compact_string() or ""
            partitions += [(topic, answer.number("i")) for _ in range(answer.compact_count())]
            answer.tags()
        answer.tags()
        if error not in ELSEWHERE:
            check(error, f"DescribeTransactions of {name}")
            found[name] = TransactionState(name, state, producer_id, epoch, timeout_ms, start_ms, tuple(partitions))
    return found


# NOT_COORDINATOR and TRANSACTIONAL_ID_NOT_FOUND: another broker knows it, or none.
ELSEWHERE = (16, 105)


def check(error: int, what: str) -> None:
    if error:
        raise ProtocolError(f"{what}: the broker answered with error code {error}")
