"""A run's cluster, network, generator, processes and notes. The nemesis disturbs it; the verifier reads what it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import random
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "kafka"))

from confluent_kafka import Consumer, KafkaException, TopicCollection, TopicPartition  # noqa: E402
from harness import Aegis, Broker  # noqa: E402
from harness.aegis import binary  # noqa: E402
from harness.broker import ISOLATION, OffsetSpec, kafka, protocol  # noqa: E402

import layout as layouts  # noqa: E402

NETWORK = "CHAOS"  # the listener whose advertised ports are the proxy's
ASK_S = 5.0
DESCRIBE_QUORUM = 55
SAMPLE_EVERY_S = 0.5


class Trouble(Exception):
    """The run could not be made; says nothing about the pipeline."""


class Notes:
    """events.jsonl: what was done when, to be read beside the samples and by people."""

    def __init__(self, directory: Path) -> None:
        self.file = (directory / "events.jsonl").open("w")
        self.begun = time.monotonic()

    def add(self, event: str, **what: object) -> None:
        now = time.monotonic()
        self.file.write(json.dumps({"t": now, "event": event, **what}) + "\n")
        self.file.flush()
        if event not in ("started",):
            words = " ".join(f"{key}={value}" for key, value in what.items())
            print(f"{time.strftime('%H:%M:%S')} {now - self.begun:6.1f} {event} {words}"[:300], flush=True)


class Talker:
    """A helper process that takes a line and answers with lines."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen([sys.executable, "-B", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        cwd=HERE, start_new_session=True, preexec_fn=kafka.end_with_parent)  # fmt: skip
        self.said: list[str] = []
        threading.Thread(target=lambda: self.said.extend(iter(self.process.stdout.readline, "")), daemon=True).start()

    def tell(self, line: str) -> None:
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise Trouble(f"{self.process.args[2]} ended with {self.process.poll()}: {error}") from error

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class Sampler(threading.Thread):
    """Asks twice a second what the group has committed and where the inputs end."""

    def __init__(self, directory: Path, layout: layouts.Layout, broker: Broker) -> None:
        super().__init__(daemon=True)
        self.layout, self.broker = layout, broker
        self.file = (directory / "samples.jsonl").open("w")
        self.latest: dict = {"t": 0.0, "committed": {}, "ends": {}, "ids": {}}
        self.over = threading.Event()
        # read_uncommitted: an open transaction of the group is no reason to wait.
        self.client = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": layout.group, "log_level": 0,
                                "enable.auto.commit": False, "isolation.level": "read_uncommitted",
                                "socket.timeout.ms": int(ASK_S * 1000), "reconnect.backoff.max.ms": 250})  # fmt: skip

    def sample(self) -> None:
        admin = self.broker.admin
        asked = TopicCollection(list(self.layout.inputs))
        found = {name: done.result(ASK_S) for name, done in admin.describe_topics(asked, request_timeout=ASK_S).items()}
        places = [TopicPartition(name, one.id) for name, topic in found.items() for one in topic.partitions]
        ends = admin.list_offsets({place: OffsetSpec.latest() for place in places}, request_timeout=ASK_S,
                                  isolation_level=ISOLATION["read_committed"])  # fmt: skip
        ends = {f"{place.topic}/{place.partition}": done.result(ASK_S).offset for place, done in ends.items()}
        committed = {f"{one.topic}/{one.partition}": one.offset for one in self.client.committed(places, ASK_S) if one.offset >= 0}
        ids = {name: str(topic.topic_id) for name, topic in found.items()}
        self.latest = {"t": time.monotonic(), "committed": committed, "ends": ends, "ids": ids}
        self.file.write(json.dumps(self.latest) + "\n")
        self.file.flush()

    def run(self) -> None:
        while not self.over.wait(SAMPLE_EVERY_S):
            with contextlib.suppress(KafkaException, TimeoutError):  # brokers are being disturbed
                self.sample()

    def close(self) -> None:
        self.over.set()
        self.join()
        self.client.close()
        self.file.close()

    def behind(self) -> set[str]:
        now = self.latest
        return {place for place, end in now["ends"].items() if now["committed"].get(place, 0) < end}


class Session:
    """Use it as a context manager, on the main thread: the kernel ties all processes to it."""

    def __init__(self, directory: Path, seed: int, brokers: int, rate: float, mutation: str | None, dedup: bool,
                 patience: float = 1.0) -> None:  # fmt: skip
        self.dedup = dedup
        self.homes: dict[str, Path] = {}  # the state directory of each instance
        self.damaged: set[Path] = set()  # of these directories somebody has changed something
        self.patience = patience
        self.directory, self.seed, self.rate, self.mutation = directory, seed, rate, mutation
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "logs").mkdir()
        self.notes = Notes(self.directory)
        self.layout: layouts.Layout | None = None
        self.running: dict[str, Aegis] = {}  # those that are to run, by name
        self.instances: dict[str, str | None] = {}
        self.brokers = brokers
        self.starts = 0
        self.partitions: dict[str, int] = {}
        self._stack = contextlib.ExitStack()

    # --- life

    def __enter__(self) -> Session:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.running):
            self.forget(name)
        self._stack.close()

    def _open(self) -> None:
        properties = {"auto.leader.rebalance.enable": "false", "log.cleaner.backoff.ms": "3000"}
        self.broker = Broker(self.brokers, properties, {NETWORK: "PLAINTEXT"})
        self._stack.callback(self.broker.close)
        self.ports: dict[int, int] = {}  # node number -> the proxy's port
        fronts = kafka.free_ports(self.brokers)
        for node, front in zip(self.broker.cluster.nodes, fronts, strict=True):
            self.ports[node.number] = front
            self._advertise(node, front)
        pairs = [f"{self.ports[node.number]}:{node.listeners[NETWORK]}" for node in self.broker.cluster.nodes]
        self.network = Talker("proxy.py", *pairs)
        self._stack.callback(self.network.close)
        self.broker.start()
        self.layout = layouts.make(f"chaos-{self.seed}", self.seed, self.broker.bootstrap, self.dedup)
        self.layout.save(self.directory)
        layouts.write_keyset(self.layout, self.keyset)
        for name, (partitions, properties) in layouts.topics(self.layout).items():
            self.broker.create_topic(name, partitions, **properties)
            self.partitions[name] = partitions
        self.generator = Talker("generator.py", str(self.directory), str(self.rate))
        self._stack.callback(self.generator.close)
        for topic in self.layout.inputs:
            self.generate(f"partitions {topic} {self.partitions[topic]}")
        self.sampler = Sampler(self.directory, self.layout, self.broker)
        self.sampler.start()
        self._stack.callback(self.sampler.close)

    def _advertise(self, node: kafka.Node, front: int) -> None:
        """Who comes through the proxy is sent through it from then on."""
        file = self.broker.cluster.node_directory(node) / "server.properties"
        lines = file.read_text().splitlines()
        own, other = f"{NETWORK}://127.0.0.1:{node.listeners[NETWORK]}", f"{NETWORK}://127.0.0.1:{front}"
        changed = [line.replace(own, other) if line.startswith("advertised.listeners=") else line for line in lines]
        assert changed != lines, "no advertised listener to change"
        file.write_text("\n".join(changed) + "\n")

    # --- waiting: ended processes are started again meanwhile, as an init system would

    def wait(self, condition: Callable[[], object], what: str, deadline_s: float, *, must: bool = True) -> bool:
        deadline = time.monotonic() + deadline_s
        while not condition():
            if time.monotonic() > deadline:
                if must:
                    raise Trouble(f"not within {deadline_s:g} s: {what}")
                return False
            self.tick()
            time.sleep(0.05)
        return True

    def sleep(self, seconds: float) -> None:
        self.wait(lambda: False, "", seconds, must=False)

    def tick(self) -> None:
        for name, process in list(self.running.items()):
            if not process.running:
                instance = self.instances[name]
                self.notes.add("ended", name=name, code=process.returncode, by="itself", last=last_words(process))
                self.forget(name)
                self.start(name, instance)

    # --- processes of the pipeline

    @property
    def bootstrap(self) -> list[str]:
        return [f"127.0.0.1:{port}" for port in self.ports.values()]

    @property
    def keyset(self) -> Path:
        return self.directory / "ids.keyset"

    def config(self, name: str, **top: object) -> dict:
        """Of a process that was started."""
        instance = self.instances[name]
        return layouts.config(self.layout, self.bootstrap, instance=instance, home=self.homes[instance or name], keyset=self.keyset,
                              **top)  # fmt: skip

    def move(self, owner: str) -> None:
        """An instance, or a process without one, is on a new machine from its next start on."""
        self.homes[owner] = self.directory / "homes" / f"{owner}-{self.starts}"

    def home(self, name: str) -> Path:
        return self.homes[self.instances[name] or name]

    def start(self, name: str, instance: str | None, *, failpoint: str | None = None, **top: object) -> Aegis:
        self.starts += 1
        self.instances[name] = instance
        if instance is None or instance not in self.homes:
            self.move(instance or name)
        environment = {"AEGIS_MUTATION": self.mutation} if self.mutation else {}
        process = Aegis(self.config(name, **top), failpoint=failpoint, environment=environment,
                        directory=self.directory / "work" / f"{name}-{self.starts}")  # fmt: skip
        self.running[name] = process
        self.notes.add("started", name=name, failpoint=failpoint)
        return process.start()

    def forget(self, name: str) -> None:
        """However it stands, it is gone, and what it said is kept."""
        process = self.running.pop(name)
        said = f"{name}-{self.starts}-{time.monotonic():.1f}.log"
        process.close()
        (self.directory / "logs" / said).write_text(process.stdout + process.stderr)

    def kill(self, name: str) -> None:
        process = self.running[name]
        if process.running:
            process.signal(9)
        code = process.wait_exit()
        self.notes.add("ended", name=name, code=code, by="the nemesis")
        self.forget(name)

    def stop(self, name: str, deadline_s: float = 60.0) -> int:
        process = self.running[name]
        code = process.stop(deadline_s) if process.running else process.returncode
        self.notes.add("ended", name=name, code=code, by="SIGTERM")
        self.forget(name)
        return code

    def restart(self, name: str) -> None:
        instance = self.instances[name]
        if name in self.running:
            self.kill(name)
        self.start(name, instance)

    # --- what dedup remembers

    def state(self, command: str, home: Path) -> subprocess.CompletedProcess[str]:
        """`aegis state`, of a home that nobody is in."""
        file = self.directory / "state.yaml"
        file.write_text(json.dumps(layouts.config(self.layout, self.bootstrap, instance="a", home=home, keyset=self.keyset)))
        environment = {key: value for key, value in os.environ.items() if not key.startswith("AEGIS_")}
        return subprocess.run([binary(), "state", command, "-c", file], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env=environment, timeout=300, check=False)  # fmt: skip

    def check_states(self, last: str) -> None:
        """All have stopped: what is on each disk equals its changelog, and that of instance `last`, which had all partitions, is complete
        and kept for the verifier."""
        expected = sum(self.partitions[topic] for route in self.layout.routes.values() if "dedup" in route for topic in route["inputs"])
        for home in sorted({path for path in (self.directory / "homes").glob("*") if (path / "dedup").exists()}):
            told = self.state("verify", home)
            equal = told.stdout.count("equals its changelog")
            is_last = home == self.homes[last]
            # Some lived too briefly to open one.
            excused = home in self.damaged or "no dedup state in" in told.stderr
            seen = told.returncode == 0 and equal == expected if is_last else told.returncode == 0 or excused
            said = [line for line in (told.stdout + told.stderr).splitlines() if "equals its changelog" not in line]
            self.notes.add("expected", seen=seen, what=f"the state in {home.name} equals its changelogs", states=equal,
                           code=told.returncode, said=said[:5])  # fmt: skip
        exported = self.state("export", self.homes[last])
        self.notes.add("expected", seen=exported.returncode == 0, what="the state can be exported", said=exported.stderr[-300:])
        (self.directory / "export.jsonl").write_text(exported.stdout)

    # --- the rest of the world

    def generate(self, command: str, deadline_s: float = 90.0) -> str:
        """Until the generator has done it; its counts."""
        before = len(self.generator.said)
        self.generator.tell(command)

        def answered() -> bool:
            if len(self.generator.said) > before:
                return True
            status = self.generator.process.poll()
            if status is not None and (status, command) != (0, "stop"):
                raise Trouble(f"the generator ended with {status}")
            return status == 0

        if self.layout is None:
            raise Trouble("no layout yet")
        self.wait(answered, f"the generator does {command}", deadline_s)
        return self.generator.said[-1].strip()

    def net(self, **command: object) -> None:
        self.network.tell(json.dumps(command))

    def heard(self, event: str, since: int) -> bool:
        """Whether the proxy said so, from its line number `since` on."""
        return any(json.loads(line).get("event") == event for line in self.network.said[since:])

    def coordinator(self, topic: str, name: str) -> int:
        """The node that leads the partition of an internal topic to which a group or transactional id belongs."""
        metadata = self.broker.admin.list_topics(topic, timeout=20).topics[topic].partitions
        return metadata[java_hash(name) % len(metadata)].leader

    def controller(self) -> int:
        """The node that leads the quorum; what clients are told of a controller is any broker."""
        topic, partitions = "__cluster_metadata", b"\x02" + struct.pack(">i", 0) + b"\0"
        body = b"\x02" + protocol.compact_string(topic) + partitions + b"\0" + b"\0"
        answer = protocol.ask(self.broker.addresses[0], DESCRIBE_QUORUM, 0, body, flexible=True, timeout=ASK_S)
        protocol.check(answer.number("h"), "DescribeQuorum")
        answer.compact_count(), answer.compact_string(), answer.compact_count()
        answer.number("i"), protocol.check(answer.number("h"), "DescribeQuorum")
        return answer.number("i")

    def in_sync(self) -> bool:
        try:
            found = self.broker.admin.list_topics(timeout=ASK_S).topics
        except KafkaException:
            return False
        return all(len(partition.isrs) == self.brokers for topic in found.values() for partition in topic.partitions.values())

    def quiet(self) -> bool:
        """No transaction is open."""
        try:
            return not self.broker.open_transactions(self.layout.name)
        except (OSError, protocol.ProtocolError):
            return False


def last_words(process: Aegis) -> str:
    lines = process.stderr.splitlines()
    return lines[-1][:200] if lines else ""


def java_hash(text: str) -> int:
    """As a broker finds the partition of its internal topics."""
    value = 0
    for char in text:
        value = value * 31 + ord(char) & 0xFFFFFFFF
    return value & 0x7FFFFFFF


def new_seed() -> int:
    return random.SystemRandom().randrange(1, 1 << 31)


def environment_seed() -> int:
    return int(os.environ.get("AEGIS_TEST_SEED") or new_seed())
