#!/usr/bin/env python3
"""What redacting exactly once costs over copying exactly once: client CPU-seconds per GB, by getrusage over all threads.

Starts a broker of its own on loopback, fills a topic with 1 KB JSON records of which a fifth has something to find, then runs
the plain exactly-once copy and `aegis run --drain` in turn over the same topic, each with a new group and a new output topic.
Broker and client are kept on different cores. Prints each pair and the median of the ratios.

  scripts/setup && cmake --preset release && cmake --build --preset release
  .deps/venv/bin/python bench/ladder/ladder.py --records 300000 --pairs 5 --compression lz4
"""
import argparse
import contextlib
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts/demo.d"))
from samples import Shop  # noqa: E402

PARTITIONS = 4
CONFIG = """
name: {name}
instance: bench
kafka:
  brokers: [{brokers}]
  properties: {{compression.codec: {compression}}}
policies:
  all: {{detect: [{detect}], actions: {{default: {{mask: {{keep_last: 4}}}}}}}}
routes:
  - from: {{topics: [{source}]}}
    to: {{topic: {target}}}
    format: json
    policy: all
    dead_letter: {{topic: {dead}}}{more}
workers: {{count: 1, pin: false}}
admin: {{listen: 127.0.0.1:0}}
"""


def records(count, seed):
    """1 KB JSON records; every fifth holds a card and an e-mail address."""
    shop, rng = Shop(seed), random.Random(seed)
    made = []
    for seq in range(count):
        value = {"seq": seq, "id": f"ord-{seq:09}", "status": "shipped", "amount": round(rng.uniform(1, 900), 2),
                 "lines": [{"sku": f"sku-{rng.randint(100, 999)}", "title": shop.prose(4), "qty": rng.randint(1, 9)} for _ in range(4)],
                 "note": ""}
        if seq % 5 == 0:
            value["note"] = f"paid with {shop.card()}, receipt to {shop.email(shop.name())}. "
        text = json.dumps(value)
        value["note"] += shop.prose(40)[: max(0, 1024 - len(text))]
        while len(json.dumps(value)) < 1024:
            value["note"] += " " + shop.prose(20)[: max(1, 1023 - len(json.dumps(value)))]
        made.append(json.dumps(value).encode())
    return made


def fill(brokers, topic, values, compression):
    """How many bytes of values were written."""
    producer = Producer({"bootstrap.servers": brokers, "compression.codec": compression, "linger.ms": 50,
                         "queue.buffering.max.messages": 500000})
    size = 0
    for seq, value in enumerate(values):
        size += len(value)
        while True:
            try:
                producer.produce(topic, key=f"k{seq}", value=value, partition=seq % PARTITIONS)
                break
            except BufferError:
                producer.poll(0.1)
        if seq % 1000 == 0:
            producer.poll(0)
    if producer.flush(120):
        raise SystemExit("ladder: the topic could not be filled")
    return size


def timed(command, cpus):
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600,
                            preexec_fn=lambda: os.sched_setaffinity(0, cpus), check=False)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if answer.returncode != 0:
        raise SystemExit(f"ladder: {command[0]} ended with {answer.returncode}: {answer.stderr[-2000:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


@contextlib.contextmanager
def cluster(directory):
    """A broker on a core of its own: its address, and the other core, for the client."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("needs two cores, one for the broker and one for the client")
    kafka = [str(ROOT / "scripts/kafka")]
    try:
        answer = subprocess.run(kafka + ["start", "--dir", f"{directory}/kafka"], stdout=subprocess.PIPE, text=True, check=True,
                                preexec_fn=lambda: os.sched_setaffinity(0, {cores[0]}))
        print(f"broker on core {cores[0]}, client on core {cores[-1]}", flush=True)
        yield re.search(r"brokers (\S+)", answer.stdout).group(1), {cores[-1]}
    finally:
        subprocess.run(kafka + ["stop", "--dir", f"{directory}/kafka"], stdout=subprocess.DEVNULL, check=False)


def create(brokers, *names):
    admin = AdminClient({"bootstrap.servers": brokers})
    for future in admin.create_topics([NewTopic(n, PARTITIONS, 1) for n in names]).values():
        future.result(30)


def delete(brokers, *names):
    admin = AdminClient({"bootstrap.servers": brokers})
    for future in admin.delete_topics(list(names)).values():
        future.result(30)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=300_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--compression", choices=["none", "lz4"], default="lz4")
    parser.add_argument("--detect", default="pii,secrets", metavar="NAMES",
                        help="packs, entities and rules, as in a policy's detect: what is looked for (default: everything)")
    parser.add_argument("--plain", action="append", default=[], metavar="PROPERTY=VALUE",
                        help="of the plain copy's producer, which otherwise is as librdkafka makes it; may be given again")
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aegis-ladder-") as directory, cluster(directory) as (brokers, client):
        create(brokers, "bench.in", "bench.dead")
        made = records(min(arguments.records, 5000), 11)
        size = fill(brokers, "bench.in", (made[seq % len(made)] for seq in range(arguments.records)), arguments.compression)
        print(f"{arguments.records} records, {size / 1e6:.0f} MB, {PARTITIONS} partitions, {arguments.compression}", flush=True)
        ratios, plain_costs, aegis_costs = [], [], []
        for pair in range(arguments.pairs + 1):
            create(brokers, f"bench.plain.{pair}", f"bench.aegis.{pair}")
            plain, plain_wall = timed([f"{arguments.build}/bench/plain_copy", brokers, "bench.in", f"bench.plain.{pair}",
                                       f"plain-{pair}", arguments.compression, *arguments.plain], client)
            config = Path(directory) / f"{pair}.yaml"
            config.write_text(CONFIG.format(name=f"ladder-{pair}", brokers=brokers, source="bench.in", target=f"bench.aegis.{pair}",
                                            dead="bench.dead", compression=arguments.compression, detect=arguments.detect, more=""))
            aegis, aegis_wall = timed([f"{arguments.build}/aegis", "run", "-c", str(config), "--drain"], client)
            note = " (warm-up, not counted)" if pair == 0 else ""
            print(f"pair {pair}: plain {plain / size * 1e9:6.2f} CPU s/GB ({plain_wall:.1f} s)   "
                  f"aegis {aegis / size * 1e9:6.2f} CPU s/GB ({aegis_wall:.1f} s)   ratio {aegis / plain:.2f}{note}", flush=True)
            if pair:
                ratios.append(aegis / plain)
                plain_costs.append(plain / size * 1e9)
                aegis_costs.append(aegis / size * 1e9)
            delete(brokers, f"bench.plain.{pair}", f"bench.aegis.{pair}")
        print(f"median: plain {statistics.median(plain_costs):.2f} CPU s/GB, aegis {statistics.median(aegis_costs):.2f} CPU s/GB, "
              f"ratio {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
