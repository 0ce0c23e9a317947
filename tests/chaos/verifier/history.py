"""What was sampled while the run went on: committed offsets, progress after each heal, the drain, how processes ended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from judge import Faults, Judge

SAMPLE = re.compile(r'^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
ALLOWED_ENDS = {0, 1, -9}  # fine, failed and said why, killed by the nemesis


def lines(path: Path) -> Iterator[dict]:
    with path.open() as file:
        for line in file:
            yield json.loads(line)


def check_growth(samples: Path, faults: Faults) -> int:
    """Committed offsets only grow, for each topic id. Returns how many were looked at."""
    furthest: dict[tuple[str, str], int] = {}
    count = 0
    for sample in lines(samples):
        for place, offset in sample["committed"].items():
            topic, _, partition = place.rpartition("/")
            known = (sample["ids"].get(topic, ""), place)
            count += 1
            if offset < furthest.get(known, -1):
                faults.add("went back", f"the committed offset of {topic}[{partition}] from {furthest[known]} to {offset}")
            furthest[known] = max(offset, furthest.get(known, -1))
    return count


def behind(sample: dict) -> set[str]:
    return {place for place, end in sample["ends"].items() if sample["committed"].get(place, 0) < end}


def check_progress(samples: Path, events: Path, bound_s: float, faults: Faults) -> list[float]:
    """After each heal every partition that was behind commits something, or is at its end. Returns how long each took."""
    wanted = [event for event in lines(events) if event["event"] == "healed" and not event["overlapped"]]
    open_ones: list[dict] = []  # heals that something still has to follow
    took: list[float] = []
    for sample in lines(samples):
        while wanted and wanted[0]["t"] <= sample["t"]:
            heal = wanted.pop(0)
            open_ones.append({"t": heal["t"], "action": heal["action"], "from": sample["committed"], "left": behind(sample)})
        now_behind = behind(sample)
        for one in list(open_ones):
            one["left"] = {place for place in one["left"] & now_behind
                           if sample["committed"].get(place, 0) <= one["from"].get(place, 0)}  # fmt: skip
            late = sample["t"] - one["t"] > bound_s
            if one["left"] and late:
                faults.add("stuck", f"{bound_s:g} s after {one['action']} had healed, nothing was committed of "
                                    f"{', '.join(sorted(one['left']))}")  # fmt: skip
            if not one["left"] or late:
                took.append(sample["t"] - one["t"])
                open_ones.remove(one)
    return took


def check_drain(samples: Path, events: Path, bound_s: float, faults: Faults) -> float | None:
    """After the last heal, with nothing new coming in, lag is 0 within the bound."""
    begun = next((event["t"] for event in lines(events) if event["event"] == "drain"), None)
    if begun is None:
        faults.add("not drained", "the run never came to its end")
        return None
    for sample in lines(samples):
        if sample["t"] >= begun and not behind(sample):
            took = sample["t"] - begun
            if took > bound_s:
                faults.add("not drained", f"lag was 0 only {took:.0f} s after the last input")
            return took
    faults.add("not drained", "lag never was 0")
    return None


def check_ends(events: Path, faults: Faults) -> None:
    for event in lines(events):
        if event["event"] == "ended" and event["code"] not in ALLOWED_ENDS:
            faults.add("crashed", f"{event['name']} ended with {event['code']}")
        if event["event"] == "expected" and not event["seen"]:
            faults.add("not as expected", event["what"])


def check_metrics(page: Path, judge: Judge) -> None:
    """A run in which nobody was disturbed counted exactly what the topics show."""
    facts = json.loads(page.read_text())
    counted: dict[tuple[str, str], float] = {}
    for line in facts["metrics"].splitlines():
        match = SAMPLE.match(line)
        if match is None or match[1] not in ("aegis_records_total", "aegis_quarantined_total", "aegis_dedup_records_total"):
            continue
        labels = dict(LABEL.findall(match[2] or ""))
        if match[1] == "aegis_records_total":
            name = (labels["route"], labels["outcome"])
        elif match[1] == "aegis_dedup_records_total":
            name = (labels["route"], "seen:" + labels["seen"])
        else:
            name = (labels["route"], "quarantine:" + labels["reason"])
        counted[name] = counted.get(name, 0) + float(match[3])
    topics = judge.outcomes_between(facts["ranges"])
    for (route, outcome), times in list(topics.items()):
        if ":" in outcome:
            topics[route, outcome.partition(":")[0]] += times
        if outcome.startswith("drop:"):
            del topics[route, outcome]
    topics.update({(route, f"seen:{seen}"): times for (route, seen), times in judge.seen_between(facts["ranges"]).items()})
    if not sum(topics.values()):
        judge.faults.add("metrics", f"{page.name}: there was nothing to count")
    for name in sorted(set(topics) | {name for name, value in counted.items() if value}):
        if topics.get(name, 0) != counted.get(name, 0):
            judge.faults.add("metrics", f"{page.name}: {name[0]} {name[1]}: {counted.get(name, 0):g} counted, "
                                        f"{topics.get(name, 0)} in the topics")  # fmt: skip
