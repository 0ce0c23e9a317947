"""The demo: broker, topics, records, Aegis, and a look at what came out. Started by scripts/demo."""
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from samples import Shop  # noqa: E402

from confluent_kafka import Consumer, Producer, TopicPartition  # noqa: E402
from confluent_kafka.admin import AdminClient, NewTopic  # noqa: E402

RAW = ["shop.orders.raw", "shop.tickets.raw", "shop.app.log", "shop.audit.log"]
CLEAN = {"shop.orders.raw": "shop.orders.clean", "shop.tickets.raw": "shop.tickets.clean",
         "shop.app.log": "shop.app.log.clean", "shop.audit.log": "shop.audit.log.clean"}
DEAD, RECEIPTS = "shop.dead", "shop.receipts"
PARTITIONS = 3
SEED = 20260117
COLOUR = sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class Failed(Exception):
    """What the demo set out to show did not happen; the message says what."""


def paint(code, text):
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def say(text):
    print(paint("1", f"\n== {text}"), flush=True)


def wait_for(what, condition, seconds):
    """Polls until the condition gives something true; says so every few seconds."""
    started = last = time.monotonic()
    while True:
        value = condition()
        if value:
            return value
        now = time.monotonic()
        if now - started > seconds:
            raise Failed(f"waited {seconds} s for {what}")
        if now - last > 3:
            print(f"   … {what}: {now - started:.0f} s", flush=True)
            last = now
        threading.Event().wait(0.05)


class Demo:
    def __init__(self, arguments):
        self.arguments = arguments
        self.root = Path(arguments.root)
        self.directory = Path(tempfile.mkdtemp(prefix="aegis-demo-"))
        self.aegis = None
        self.broker_started = False
        self.where = {}      # (topic, partition, offset) of an input -> its sample

    def run(self):
        self.start_broker()
        self.create_topics()
        self.send()
        seconds = self.run_aegis()
        outputs, dead = self.read_outputs()
        self.show(outputs, dead)
        self.check(outputs, dead)
        self.verify()
        self.where_to_look(seconds)

    # --- steps

    def start_broker(self):
        say("Starting Kafka (one KRaft node, loopback only)")
        self.broker_started = True
        answer = subprocess.run([self.root / "scripts/kafka", "start", "--dir", self.directory / "kafka"],
                                stdout=subprocess.PIPE, text=True, check=False, timeout=180)
        found = re.search(r"brokers (\S+)", answer.stdout)
        if answer.returncode != 0 or not found:
            raise Failed("the broker did not start; see above")
        self.brokers = found.group(1)
        print(f"   brokers {self.brokers}")

    def create_topics(self):
        say("Creating topics")
        admin = AdminClient({"bootstrap.servers": self.brokers})
        names = RAW + list(CLEAN.values()) + [DEAD, RECEIPTS]
        for name, future in admin.create_topics([NewTopic(n, PARTITIONS, 1) for n in names]).items():
            future.result(30)
            print(f"   {name} ({PARTITIONS} partitions)")

    def send(self):
        count = self.arguments.records
        say(f"Sending {count} synthetic records (seed {SEED}), with known personal data and secrets planted in them")
        self.samples = Shop(SEED).samples(count)
        producer = Producer({"bootstrap.servers": self.brokers, "enable.idempotence": True, "linger.ms": 20})
        problems = []

        def delivered(sample):
            def report(error, message):
                if error:
                    problems.append(str(error))
                else:
                    self.where[(message.topic(), message.partition(), message.offset())] = sample
            return report

        for index, sample in enumerate(self.samples):
            producer.produce(sample.topic, key=sample.key, value=sample.value, headers=sample.headers or None,
                             on_delivery=delivered(sample))
            if index % 500 == 0:
                producer.poll(0)
        producer.flush(60)
        if problems or len(self.where) != count:
            raise Failed(f"only {len(self.where)} of {count} records were written: {problems[:1]}")
        planted = sum(len(sample.planted) for sample in self.samples)
        broken = sum(sample.broken for sample in self.samples)
        print(f"   {count} records, {planted} planted values, {broken} records that are broken on purpose")

    def write_config(self):
        text = (self.root / "configs/demo.yaml").read_text()
        text = text.replace("127.0.0.1:9092", self.brokers)
        keyset = self.directory / "ids.keyset"
        subprocess.run([self.arguments.aegis, "keys", "new", keyset], check=True, timeout=20)
        text = text.replace("ids.keyset", str(keyset))
        config = self.directory / "demo.yaml"
        config.write_text(text)
        return config

    def run_aegis(self):
        config = self.write_config()
        say("Running aegis check, then aegis run, with configs/demo.yaml")
        subprocess.run([self.arguments.aegis, "check", "-c", config, "--connect"], check=True, timeout=60)
        self.log = open(self.directory / "aegis.log", "w")
        started = time.monotonic()
        self.aegis = subprocess.Popen([self.arguments.aegis, "run", "-c", config],
                                      stdout=subprocess.PIPE, stderr=self.log, text=True)
        lines = []
        threading.Thread(target=lambda: lines.extend(self.aegis.stdout), daemon=True).start()

        def admin_address():
            self.alive()
            return next((m.group(1) for line in list(lines) if (m := re.search(r"admin (http://\S+)", line))), None)
        self.admin = wait_for("the admin address", admin_address, 30)
        print(f"   {self.admin}/metrics")
        shown = [None]

        def drained():
            self.alive()
            metrics = self.metrics()
            decided = sum(v for k, v in metrics.items() if k.startswith("aegis_records_total"))
            lags = [v for k, v in metrics.items() if k.startswith("aegis_consumer_lag_records")]
            lag = sum(lags)
            state = (int(decided), int(lag))
            if state != shown[0]:
                shown[0] = state
                print(f"   {state[0]:>7} records decided, lag {state[1]:>7}", flush=True)
            return decided >= len(self.samples) and lags and lag == 0
        wait_for("lag to reach zero", drained, 120)
        return time.monotonic() - started

    def alive(self):
        if self.aegis.poll() is not None:
            self.log.flush()
            print((self.directory / "aegis.log").read_text()[-3000:], file=sys.stderr)
            raise Failed(f"aegis ended with {self.aegis.returncode}; its log is above")

    def metrics(self):
        try:
            with urllib.request.urlopen(f"{self.admin}/metrics", timeout=5) as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, OSError):
            return {}
        found = {}
        for line in text.splitlines():
            if not line.startswith("#") and " " in line:
                name, value = line.rsplit(" ", 1)
                found[name] = float(value)
        return found

    def read_topics(self, topics):
        """Everything that is committed in the topics."""
        consumer = Consumer({"bootstrap.servers": self.brokers, "group.id": "demo-reader", "isolation.level": "read_committed",
                             "enable.auto.commit": False, "enable.partition.eof": True, "auto.offset.reset": "earliest"})
        try:
            open_ends = {(t, p) for t in topics for p in range(PARTITIONS)}
            consumer.assign([TopicPartition(t, p, 0) for t, p in sorted(open_ends)])
            messages, deadline = [], time.monotonic() + 60
            while open_ends:
                if time.monotonic() > deadline:
                    raise Failed("reading the outputs took longer than 60 s")
                message = consumer.poll(0.5)
                if message is None:
                    continue
                if message.error():
                    open_ends.discard((message.topic(), message.partition()))
                else:
                    messages.append(message)
            return messages
        finally:
            consumer.close()

    def read_outputs(self):
        return self.read_topics(list(CLEAN.values())), self.read_topics([DEAD])

    def show(self, outputs, dead):
        say("Before and after")
        by_key = {m.key().decode(): m for m in outputs}
        wanted = [next(s for s in self.samples if s.topic == topic and len(s.planted) > 1 and not s.broken)
                  for topic in ("shop.orders.raw", "shop.tickets.raw", "shop.app.log")]
        width = shutil.get_terminal_size((120, 20)).columns - 12
        for sample in wanted:
            message = by_key.get(sample.key)
            before, after = sample.value.decode(), message.value().decode() if message else "(missing)"
            print(paint("2", f"   {sample.topic} → {CLEAN[sample.topic]}, key {sample.key}"))
            for label, colour, text in (("before", "31", before), ("after ", "32", after)):
                for start in range(0, len(text), width):
                    print(f"   {label if start == 0 else '      '}  {paint(colour, text[start:start + width])}")
            if sample.headers and message:
                print(f"   header  {sample.headers[1][1].decode()}  →  {dict(message.headers() or [])['agent'].decode()}")
        say("What was found")
        found = Counter()
        for name, value in self.metrics().items():
            if match := re.match(r'aegis_findings_total\{.*?entity="([^"]+)"', name):
                found[match.group(1)] += int(value)
        for entity, count in found.most_common():
            print(f"   {count:>6}  {entity}")
        say("Dead letters (metadata only: where the record is, and why; none of its content)")
        for message in dead[:2]:
            print(f"   {message.value().decode()}")
        print(f"   {len(dead)} in {DEAD}")

    def check(self, outputs, dead):
        say("Checking every record")
        outcomes = Counter(m.key().decode() for m in outputs)
        for message in dead:
            letter = json.loads(message.value())
            sample = self.where.get((letter["topic"], letter["partition"], letter["offset"]))
            if sample is None:
                raise Failed("a dead letter names a record that was never sent")
            if not sample.broken:
                raise Failed(f"{sample.key} is a dead letter ({letter.get('error')}) and should not be")
            outcomes[sample.key] += 1
        wrong = [s.key for s in self.samples if outcomes[s.key] != 1]
        if wrong or sum(outcomes.values()) != len(self.samples):
            raise Failed(f"{len(wrong)} records do not have exactly one outcome, for instance {wrong[:3]}")
        print(f"   {len(self.samples)} inputs, exactly one outcome each: {len(outputs)} forwarded, {len(dead)} dead letters")
        everything = b"\n".join([m.value() or b"" for m in outputs + dead]
                                + [value or b"" for m in outputs for _, value in (m.headers() or [])])
        text = everything.decode("utf-8", "replace")
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), text)
        left = [s.key for s in self.samples for value in s.planted if value in text or value in unescaped]
        if left:
            raise Failed(f"{len(left)} planted values are left in the output, for instance of {left[:3]}")
        print(f"   none of the {sum(len(s.planted) for s in self.samples)} planted values is left in the outputs or dead letters")

    def verify(self):
        say("aegis verify: the same, from the topics and the receipts alone")
        answer = subprocess.run([self.arguments.aegis, "verify", "-c", self.directory / "demo.yaml"], timeout=120, check=False)
        if answer.returncode != 0:
            raise Failed("aegis verify found a fault; see above")

    def where_to_look(self, seconds):
        rate = len(self.samples) / seconds
        size = sum(len(s.value) for s in self.samples) / 1e6
        say("Throughput")
        print(f"   {len(self.samples)} records, {size:.1f} MB in {seconds:.1f} s from start to lag zero, start-up and joining the group "
              f"included: {rate:.0f} records/s")
        say("Where to look next")
        print("   configs/demo.yaml        the pipeline that ran\n   docs/configuration.md    every key\n"
              "   docs/rules.md            what is detected, and how to write a rule\n   docs/guarantees.md       what exactly once means here")

    def keep_running(self):
        print(f"\n   Still running: {self.admin}/ (admin), {self.brokers} (Kafka). Ctrl-C ends and cleans up.", flush=True)
        while True:
            self.alive()
            threading.Event().wait(0.5)

    def clean_up(self):
        if self.aegis and self.aegis.poll() is None:
            self.aegis.send_signal(signal.SIGTERM)
            try:
                self.aegis.wait(15)
            except subprocess.TimeoutExpired:
                self.aegis.kill()
                self.aegis.wait()
        if self.broker_started:
            subprocess.run([self.root / "scripts/kafka", "stop", "--dir", self.directory / "kafka"],
                           stdout=subprocess.DEVNULL, check=False, timeout=60)
        shutil.rmtree(self.directory, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--aegis", required=True)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--records", type=int, default=3000)
    arguments = parser.parse_args()
    if not 100 <= arguments.records <= 1_000_000:
        parser.error("--records must be from 100 to 1000000")

    def stop(*_):
        raise KeyboardInterrupt
    signal.signal(signal.SIGTERM, stop)
    demo = Demo(arguments)
    try:
        demo.run()
        if not arguments.once:
            demo.keep_running()
        return 0
    except KeyboardInterrupt:
        print("\n   stopping", flush=True)
        return 0 if not arguments.once else 130
    except (Failed, subprocess.SubprocessError) as problem:
        print(f"\ndemo: failed: {problem}", file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)   # a second Ctrl-C must not leave a broker behind
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say("Cleaning up")
        demo.clean_up()


if __name__ == "__main__":
    sys.exit(main())
