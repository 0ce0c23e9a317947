"""Whether each input had exactly one outcome, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from .records import Record, seq_of

SHOWN = 5


def assert_exactly_once(
    inputs: Iterable[Record],
    outputs: Iterable[Record],
    dead_letters: Iterable[Record | int] = (),
    drops: Iterable[int] = (),
    *,
    origin: Callable[[Record], int | tuple[str, int, int] | None] = seq_of,
) -> None:
    """Each input went to exactly one of `outputs`, `dead_letters` and `drops` (sequence numbers), nothing else came
    out, and within each input partition the order stayed, separately in outputs and in dead letters.

    A dead letter holds metadata only, so `origin` tells which input one is about: its sequence number, or the
    place (topic, partition, offset) it had. Raises one AssertionError that lists every kind of mistake.
    """
    inputs = list(inputs)
    place_of: dict[int, tuple[str, int, int]] = {}
    seq_at: dict[tuple[str, int, int], int] = {}
    problems: list[str] = []
    for record in inputs:
        seq = seq_of(record)
        if seq is None:
            problems.append(f"an input carries no sequence number: {record.place}")
            continue
        if seq in place_of:
            problems.append(f"the inputs repeat {seq}; the test itself is wrong")
        if record.offset < 0:
            problems.append(f"input {seq} was never confirmed by the broker; the test itself is wrong")
        place_of[seq] = record.place
        seq_at[record.place] = seq

    def numbers(records: Iterable[Record | int], what: str, of: Callable) -> list[tuple[int, Record | None]]:
        found = []
        for record in records:
            try:
                seq = record if isinstance(record, int) else of(record)
            except AssertionError as mixed:
                problems.append(str(mixed))
                continue
            if isinstance(seq, tuple):
                seq = seq_at.get(seq, f"place {seq}")
            if seq not in place_of:
                where = "" if isinstance(record, int) else f" at {record.place}"
                problems.append(f"a {what}{where} belongs to no input (sequence number {seq})")
                continue
            found.append((seq, None if isinstance(record, int) else record))
        return found

    out = numbers(outputs, "output", seq_of)
    dead = numbers(dead_letters, "dead letter", origin)
    dropped = numbers(drops, "drop", seq_of)

    counts = {"output": Counter(seq for seq, _ in out), "dead letter": Counter(seq for seq, _ in dead),
              "drop": Counter(seq for seq, _ in dropped)}  # fmt: skip
    total = sum(counts.values(), Counter())
    lost = [seq for seq in place_of if total[seq] == 0]
    repeated = [seq for seq in place_of if total[seq] > 1]
    if lost:
        problems.append(f"{len(lost)} of {len(place_of)} inputs lost: {some(lost, place_of)}")
    if repeated:
        shown = [f"{seq} ({', '.join(f'{n}x {kind}' for kind, c in counts.items() if (n := c[seq]))})"
                 for seq in repeated[:SHOWN]]  # fmt: skip
        problems.append(f"{len(repeated)} inputs with more than one outcome: {'; '.join(shown)}")
    for kind, found in (("outputs", out), ("dead letters", dead)):
        problems += disorder(kind, found, place_of)
    if problems:
        more = f"\n  … and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise AssertionError("not exactly once:\n  " + "\n  ".join(problems[:20]) + more)


def disorder(kind: str, found: list[tuple[int, Record | None]], place_of: dict[int, tuple[str, int, int]]) -> list[str]:
    """Where records of one input partition stand in the wrong order in one output partition. `found` is in the order
    of reading, in which each output partition has its own."""
    last: dict[tuple, tuple[int, int]] = {}
    wrong: dict[tuple, list[str]] = defaultdict(list)
    for seq, record in found:
        if record is None:
            continue
        topic, partition, offset = place_of[seq]
        stream = (topic, partition, record.topic, record.partition)
        before = last.get(stream)
        # An equal offset is a repeat, which is told elsewhere.
        if before is not None and offset < before[0]:
            wrong[stream].append(f"{seq} after {before[1]}")
        last[stream] = (offset, seq)
    return [
        f"{kind} of {topic}[{partition}] out of order in {to}[{at}], {len(cases)} times: {', '.join(cases[:SHOWN])}"
        for (topic, partition, to, at), cases in wrong.items()
    ]


def some(seqs: list[int], place_of: dict[int, tuple[str, int, int]]) -> str:
    shown = ", ".join(f"{seq} from {place_of[seq][0]}[{place_of[seq][1]}]@{place_of[seq][2]}" for seq in seqs[:SHOWN])
    return shown + (", …" if len(seqs) > SHOWN else "")
