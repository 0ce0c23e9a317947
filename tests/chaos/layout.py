"""The pipeline of a run: its topics and routes, its configuration, and what becomes of each kind of record."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import random
from pathlib import Path

from content import AGREEING, KINDS, STEP_MS, WINDOW_MS

STREAMS_PER_TOPIC = 16  # a topic's partitions at most; a record's number is its sequence number * 32 + its stream
STREAMS = 2 * STREAMS_PER_TOPIC
SHORT = "6s"  # the least that brokers take as a session's timeout
REPLACEMENTS = {"EMAIL_ADDRESS": "[EMAIL_ADDRESS]", "IBAN_CODE": "[IBAN_CODE]", "SECRET": "[secret]"}  # cards: masked
POISON = {
    "broken_json": ["invalid_json"],
    "trailing_bytes": ["invalid_json"],
    "bad_utf8": ["invalid_utf8"],
    "too_deep": ["too_deep"],
    "too_large": ["too_large"],
    "bare_broken": ["invalid_json"],
}
UNREADABLE = [kind for kind, reasons in POISON.items() if reasons != ["too_large"]]  # nothing stands at a path there
BROKER_REFUSES = ["broker_refused", "too_large"]
OUTPUT_LIMIT = 4000  # max.message.bytes of the output of the route `copy`
# Records are of any time, and are there until the verifier has read them.
FOREVER = {"retention_ms": -1, "segment_ms": (1 << 63) - 1, "message_timestamp_after_max_ms": (1 << 63) - 1}
# What is folded is the same with and without; what is read for a restore has gaps.
OFTEN_COMPACTED = {"cleanup_policy": "compact", "segment_ms": 3000, "min_cleanable_dirty_ratio": 0.01}


@dataclasses.dataclass
class Layout:
    """Written as JSON beside the generator's log: the verifier knows of the run what is in there, and no more."""

    name: str
    seed: int
    bootstrap: str
    group: str
    inputs: dict[str, int]  # topic -> number of its first stream
    routes: dict[str, dict]
    receipts: str
    dedup: bool = False

    def save(self, directory: Path) -> None:
        (directory / "layout.json").write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n")

    @classmethod
    def load(cls, directory: Path) -> Layout:
        return cls(**json.loads((directory / "layout.json").read_text()))


def has_dedup(seed: int) -> bool:
    """With it there are no dynamic members: whoever has a state directory keeps an id there."""
    return random.Random(f"dedup {seed}").random() < 0.75


def dedup_rules(name: str, on_duplicate: str, exact: str, near: bool, refused: list[str]) -> dict:
    """For the verifier, too. refused: kinds that are forwarded, and then not taken by the broker."""
    return {"state": name, "on_duplicate": on_duplicate, "exact": exact, "near": near, "window_ms": WINDOW_MS, "step_ms": STEP_MS,
            "agreeing": AGREEING, "unreadable": UNREADABLE, "refused": refused}  # fmt: skip


def make(name: str, seed: int, bootstrap: str, dedup: bool) -> Layout:
    layout = make_plain(name, seed, bootstrap)
    if not dedup:
        return layout
    layout.dedup = True
    a, b = layout.inputs
    same, copy = layout.routes["same"], layout.routes["copy"]
    copy["dedup"] = dedup_rules("copy", "tag", "ref", near=True, refused=["refused"])
    layout.routes["once"] = {
        **same, "inputs": [b], "output": f"{name}.out-once", "dedup": dedup_rules("once", "drop", "value", near=False, refused=[]),
    }  # fmt: skip
    return layout


def make_plain(name: str, seed: int, bootstrap: str) -> Layout:
    a, b = f"{name}.in-a", f"{name}.in-b"
    quarantined = {kind: {"quarantine": reasons} for kind, reasons in POISON.items()}
    forwarded = {kind: {"forward": []} for kind in KINDS if kind not in POISON}
    return Layout(
        name=name, seed=seed, bootstrap=bootstrap, group=name, receipts=f"{name}.receipts",
        inputs={a: 0, b: STREAMS_PER_TOPIC},
        routes={
            "same": {"inputs": [a], "output": f"{name}.out-same", "dead_letter": f"{name}.dead", "partition": "same",
                     "key": "check", "provenance": False, "replacements": REPLACEMENTS,
                     "outcomes": {**forwarded, **quarantined, "planted_key": {"quarantine": ["finding_in_key"]},
                                  # What one output refuses goes its way on the other.
                                  "refused": {"forward": []}}},
            "copy": {"inputs": [a, b], "output": f"{name}.out-copy", "dead_letter": f"{name}.dead", "partition": "key",
                     "key": "redact", "provenance": True, "replacements": REPLACEMENTS,
                     "outcomes": {**forwarded, **quarantined, "refused": {"quarantine": BROKER_REFUSES}}},
        },
    )  # fmt: skip


def changelog(layout: Layout, topic: str, route: str) -> str:
    return f"{layout.group}.{topic}.{layout.routes[route]['dedup']['state']}"


def topics(layout: Layout) -> dict[str, tuple[int, dict]]:
    """name -> partitions, properties"""
    a, b = layout.inputs
    made = {
        a: (3, FOREVER),
        b: (2, FOREVER),
        layout.routes["same"]["output"]: (3, FOREVER),
        layout.routes["copy"]["output"]: (3, {**FOREVER, "max_message_bytes": OUTPUT_LIMIT}),
        layout.routes["same"]["dead_letter"]: (1, {}),
        layout.receipts: (2, {}),
    }
    if layout.dedup:
        made[layout.routes["once"]["output"]] = (2, FOREVER)
        # The others are made by whoever needs them first.
        made[changelog(layout, b, "once")] = (2, OFTEN_COMPACTED)
    return made


def write_keyset(layout: Layout, path: Path) -> None:
    key = base64.b64encode(hashlib.sha256(f"keyset {layout.seed}".encode()).digest()).decode()
    path.touch(0o600)
    path.write_text(json.dumps({"version": 1, "primary": "k1", "keys": {"k1": key}}))


def dedup_of(rules: dict) -> dict:
    """As the configuration says it."""
    near = {"near": {"of": "$.text", "threshold": 0.8}} if rules["near"] else {}
    return {"key": "ids", "exact": {"of": "$.ref" if rules["exact"] == "ref" else "value"}, **near, "state": rules["state"],
            "window": f"{rules['window_ms']}ms", "max_time_step": f"{rules['step_ms']}ms",
            "on_duplicate": rules["on_duplicate"]}  # fmt: skip


def config(layout: Layout, brokers: list[str], *, instance: str | None, home: Path, keyset: Path, marker: str = "none",
           **top: object) -> dict:  # fmt: skip
    """marker: something that makes another plan of it, and changes nothing that comes out."""
    routes = [
        {"name": name, "from": {"topics": route["inputs"]},
         "to": {"topic": route["output"], "partition": route["partition"],
                **({"create_topics": "match"} if route["partition"] == "same" else {})},
         "format": "json", "headers": "redact", "key": route["key"], "policy": "p", "provenance": route["provenance"],
         "dead_letter": {"topic": route["dead_letter"]}, **({"dedup": dedup_of(route["dedup"])} if "dedup" in route else {})}
        for name, route in layout.routes.items()
    ]  # fmt: skip
    state = {"keys": {"ids": {"file": str(keyset)}}, "state": {"dir": str(home)}} if layout.dedup else {}
    whole = {
        "name": layout.group,
        "instance": instance,
        "kafka": {"brokers": brokers, "properties": {"compression.type": "none"}},
        "policies": {"p": {
            "detect": ["EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "secrets"],
            "actions": {"default": {"replace": "[{entity}]"}, "CREDIT_CARD": {"mask": {"keep_last": 4}},
                        "SECRET": {"replace": "[secret]"}},
            "allow": {"values": [f"marker {marker}"]},
        }},
        "routes": routes,
        "receipts": {"topic": layout.receipts},
        "limits": {"record": "16KiB"},
        "workers": {"count": 1, "pin": False},
        "transaction": {"timeout": SHORT, "interval": "200ms", "max_records": 500},
        "session": {"timeout": SHORT},
        "admin": {"listen": "127.0.0.1:0"},
        **state,
        **top,
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value is not None}
