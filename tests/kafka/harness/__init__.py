"""What the real-broker tests stand on. See README.md beside this file."""

from .aegis import Aegis, binary
from .broker import Broker, TransactionState
from .consumer import Consumer, read_topic
from .pairing import assert_exactly_once
from .producer import Producer
from .records import Record, json_value, seq_of, tag, tags_in
from .waiting import wait_for

__all__ = [
    "Aegis",
    "Broker",
    "Consumer",
    "Producer",
    "Record",
    "TransactionState",
    "assert_exactly_once",
    "binary",
    "json_value",
    "read_topic",
    "seq_of",
    "tag",
    "tags_in",
    "wait_for",
]
