"""Was everything done exactly once? Judges a run from its topics, the generator's log and what was sampled meanwhile.

    verify.py DIRECTORY [--bootstrap HOST:PORT,…] [--progress-bound S] [--drain-bound S]

Exit status 0: no fault. 1: at least one, listed. 2: it could not be judged. Last line: one JSON object.
Shares nothing with Aegis but the topics; of the run it knows layout.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.dont_write_bytecode = True

import changelogs  # noqa: E402
import history  # noqa: E402
from confluent_kafka import KafkaException  # noqa: E402
from judge import Judge, number_of  # noqa: E402
from reading import Record, Topics, Trouble  # noqa: E402

EVERY = 200_000


def shown(records: Iterable[Record], what: str) -> Iterator[Record]:
    """Passes records on, and tells how many."""
    count, begun = 0, time.monotonic()
    for record in records:
        count += 1
        if count % EVERY == 0:
            print(f"  {what}: {count} records so far", file=sys.stderr, flush=True)
        yield record
    print(f"  {what}: {count} records, {time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)


def check_topics(topics: Topics, layout: dict, judge: Judge) -> None:
    for topic in layout["inputs"]:
        for record in shown(topics.read(topic), topic):
            judge.add_input(record)
    by_output = {route["output"]: name for name, route in layout["routes"].items()}
    letters = sorted({route["dead_letter"] for route in layout["routes"].values()})
    for output, route in by_output.items():
        for record in shown(topics.read(output, "read_uncommitted"), f"{output}, uncommitted too"):
            judge.check_output(route, record)
        for record in shown(topics.read(output), output):
            judge.add_output(route, record)
    for topic in [*letters, layout["receipts"]]:
        for record in shown(topics.read(topic, "read_uncommitted"), f"{topic}, uncommitted too"):
            judge.check_unseen(record)
            if number_of(record) is not None:
                judge.faults.add("leak", f"{record.place} holds content")
    for topic in letters:
        for record in shown(topics.read(topic), topic):
            judge.add_letter(record)
    for record in shown(topics.read(layout["receipts"]), layout["receipts"]):
        judge.add_receipt(record)
    judge.finish()
    check_remembered(topics, layout, judge)


def check_remembered(topics: Topics, layout: dict, judge: Judge) -> None:
    committed = topics.committed(list(layout["inputs"]))
    for name, route in layout["routes"].items():
        for topic in route["inputs"] if "dedup" in route else []:
            changelog = f"{layout['group']}.{topic}.{route['dedup']['state']}"
            found = changelogs.fold(shown(topics.read(changelog), changelog), judge)
            for stream in (one for one in judge.streams.values() if one.topic == topic):
                mine = found.pop(stream.partition, changelogs.Fold())
                changelogs.check_fold(f"{changelog}[{stream.partition}]", mine, stream, name,
                                      committed.get((topic, stream.partition)), judge)  # fmt: skip
            for partition in found:
                judge.faults.add("changelog", f"{changelog}[{partition}] is about no input")


def check_history(directory: Path, judge: Judge, arguments: argparse.Namespace) -> dict:
    samples, events = directory / "samples.jsonl", directory / "events.jsonl"
    faults = judge.faults
    history.check_ends(events, faults)
    looked_at = history.check_growth(samples, faults)
    took = history.check_progress(samples, events, arguments.progress_bound, faults)
    drained = history.check_drain(samples, events, arguments.drain_bound, faults)
    if (directory / "export.jsonl").exists():
        changelogs.check_export(directory / "export.jsonl", judge)
    for page in sorted(directory.glob("clean-*.json")):
        history.check_metrics(page, judge)
    for log in sorted((directory / "logs").glob("*")):
        text = log.read_bytes()
        judge.check_text(f"the log {log.name}", text)
        if b"seq-" in text:
            faults.add("leak", f"the log {log.name} holds content")
    return {"samples": looked_at, "heals": len(took), "slowest_progress_s": round(max(took, default=0), 1),
            "drained_s": None if drained is None else round(drained, 1)}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--bootstrap", help="other brokers than layout.json names")
    parser.add_argument("--progress-bound", type=float, default=30.0, metavar="S")
    parser.add_argument("--drain-bound", type=float, default=120.0, metavar="S")
    arguments = parser.parse_args()
    verdict: dict = {"verdict": "trouble"}
    status = 2
    begun = time.monotonic()
    try:
        layout = json.loads((arguments.directory / "layout.json").read_text())
        topics = Topics(arguments.bootstrap or layout["bootstrap"], layout["group"])
        judge = Judge(arguments.directory, layout,
                      {route["output"]: topics.partitions(route["output"]) for route in layout["routes"].values()})  # fmt: skip
        check_topics(topics, layout, judge)
        for place, lag in topics.lag(list(layout["inputs"])).items():
            judge.faults.add("not drained", f"lag {lag} of {place}")
        if (arguments.directory / "samples.jsonl").exists():
            verdict.update(check_history(arguments.directory, judge, arguments))
        if judge.counts["inputs"] == 0:
            raise Trouble("there are no inputs: nothing is proven")
        status = 1 if judge.faults else 0
        verdict.update(verdict="FAILED" if status else "passed", **judge.counts, faults=dict(judge.faults.counts))
        for kind, texts in judge.faults.shown.items():
            for text in texts:
                print(f"fault: {kind}: {text}")
            if (more := judge.faults.counts[kind] - len(texts)) > 0:
                print(f"fault: {kind}: … and {more} more")
    except (Trouble, OSError, KafkaException) as error:
        print(f"trouble: {error}")
    except Exception:  # never taken for a verdict, whose status is 1
        print(f"trouble: {traceback.format_exc()}")
    verdict["seconds"] = round(time.monotonic() - begun, 1)
    print(json.dumps(verdict), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
