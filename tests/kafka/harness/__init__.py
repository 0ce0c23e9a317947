"""What the real-broker tests stand on. See README.md beside this file."""

from .aegis import Aegis, binary
from .broker import Broker, TransactionState
from .consumer import Consumer, read_topic
from .pairing import assert_exactly_once
from .producer import Producer
from .records import Record, json_value, seq_of, tag, tags_in
from .stage import PLANTED, SHORT, Stage, check_receipts, place_of_letter, planted, redacted, show_transactions
from .waiting import wait_for

__all__ = [
    "PLANTED",
    "SHORT",
    "Aegis",
    "Broker",
    "Consumer",
    "Producer",
    "Record",
    "Stage",
    "TransactionState",
    "assert_exactly_once",
    "binary",
    "check_receipts",
    "json_value",
    "place_of_letter",
    "planted",
    "read_topic",
    "redacted",
    "seq_of",
    "show_transactions",
    "tag",
    "tags_in",
    "wait_for",
]
