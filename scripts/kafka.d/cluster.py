"""A real Apache Kafka (KRaft) on loopback, one node or three, in a directory of its own.

Used by scripts/kafka and by the real-broker tests. Standard library only. A process is ended by its id, and only
when it still is the one that was started here.
"""

from __future__ import annotations

import base64
import ctypes
import dataclasses
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
import zipfile
from pathlib import Path

import protocol

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
JARS = CHECKOUT / ".deps" / "kafka-jars"
MAVEN_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"
# Without one of these the broker starts and fails later, or its tools do.
ESSENTIAL_JARS = ("kafka_2.13", "kafka-clients", "kafka-server", "kafka-tools", "kafka-tools-api", "kafka-raft",
                  "kafka-transaction-coordinator", "scala-library", "log4j-core", "log4j-slf4j-impl", "zstd-jni",
                  "lz4-java", "snappy-java")  # fmt: skip

READY_SECONDS = 90.0
STOP_SECONDS = 30.0

PROPERTIES = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "auto.create.topics.enable": "false",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    # A dead client's transaction is aborted soon after its timeout, not ten seconds later.
    "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "num.partitions": "1",
    # A node that was killed may register again only when its old session has ended.
    "broker.session.timeout.ms": "4000",
    "broker.heartbeat.interval.ms": "500",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.retention.hours": "-1",
    # Several clusters share one machine with the tests' own directories.
    "log.segment.bytes": "134217728",
    "log.index.size.max.bytes": "1048576",
}
THREE_NODES = {
    # A dead broker is noticed in seconds.
    "broker.session.timeout.ms": "6000",
    "broker.heartbeat.interval.ms": "1000",
    "controller.quorum.election.timeout.ms": "500",
    "controller.quorum.fetch.timeout.ms": "1000",
}


class ClusterError(Exception):
    """Something a person has to read; the message says what to do."""


# --- jars


def fetch_jars(directory: Path) -> None:
    """Brings the broker's jars with Maven and checks that they are whole."""
    if jars_complete(directory):
        return
    if shutil.which("mvn") is None:
        raise ClusterError("Maven is not here: run scripts/setup (it installs it)")
    staging = directory.with_name(directory.name + ".part")
    shutil.rmtree(staging, ignore_errors=True)
    command = ["mvn", "-B", "-ntp", "--strict-checksums", "-f", str(HERE / "pom.xml"),
               f"{MAVEN_PLUGIN}:copy-dependencies", "-DincludeScope=runtime",
               f"-DoutputDirectory={staging}"]  # fmt: skip
    for attempt in (1, 2, 3):
        print(f"resolving Kafka's jars (attempt {attempt})", flush=True)
        if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0:
            break
    else:
        raise ClusterError("Maven could not resolve Kafka's jars; its output above says why")
    (staging / "complete").write_text(check_jars(staging))
    shutil.rmtree(directory, ignore_errors=True)
    staging.rename(directory)


def check_jars(directory: Path) -> str:
    """Returns the list that later calls compare with; a missing or broken jar is a ClusterError."""
    jars = sorted(directory.glob("*.jar"))
    for name in ESSENTIAL_JARS:
        if not any(re.fullmatch(re.escape(name) + r"-\d.*\.jar", jar.name) for jar in jars):
            raise ClusterError(f"{name} is not among the {len(jars)} jars in {directory}")
    for jar in jars:
        try:
            with zipfile.ZipFile(jar) as archive:
                broken = archive.testzip()
        except zipfile.BadZipFile as error:
            raise ClusterError(f"{jar} is broken: {error}") from error
        if broken is not None:
            raise ClusterError(f"{jar} is broken at {broken}")
    return "".join(f"{jar.name} {jar.stat().st_size}\n" for jar in jars)


def jars_complete(directory: Path) -> bool:
    listed = directory / "complete"
    if not listed.is_file():
        return False
    present = {f"{jar.name} {jar.stat().st_size}" for jar in directory.glob("*.jar")}
    wanted = set(listed.read_text().splitlines())
    return bool(wanted) and present == wanted


def java(*arguments: str, jars: Path = JARS) -> list[str]:
    """The command line of a Java program out of the broker's jars."""
    if not jars_complete(jars):
        raise ClusterError(f"no complete set of Kafka's jars in {jars}: run scripts/setup")
    if shutil.which("java") is None:
        raise ClusterError("Java is not here: run scripts/setup (it installs it)")
    options = ["-XX:+UseSerialGC", "-XX:-UsePerfData", f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
               "-Dlog4j2.disableJmx=true"]  # fmt: skip
    return ["java", *options, "-cp", f"{jars}/*", *arguments]


# --- ports and processes


def free_ports(count: int) -> list[int]:
    """Loopback ports that nobody listens on, outside the range that outgoing connections take theirs from.

    Inside that range a client that reconnects to a stopped broker can be given the broker's own port, and talk to
    itself while the broker cannot come back.
    """
    first_outgoing = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    low, high = (10240, first_outgoing) if first_outgoing > 12288 else (10240, 65535)
    held: list[socket.socket] = []
    try:
        for _ in range(4000):
            if len(held) == count:
                return [held_socket.getsockname()[1] for held_socket in held]
            candidate = socket.socket()
            try:
                candidate.bind(("127.0.0.1", random.randrange(low, high)))
                held.append(candidate)
            except OSError:
                candidate.close()
    finally:
        for held_socket in held:
            held_socket.close()
    raise ClusterError(f"no {count} free ports on loopback between {low} and {high}")


def started_at(pid: int) -> str | None:
    """When a process began, in the kernel's ticks: tells it from a later one with the same id. None: it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]


def end_with_parent() -> None:
    """In a child, before it becomes the broker: die when the process that started it dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


# --- the cluster


@dataclasses.dataclass
class Node:
    number: int
    port: int
    controller_port: int
    listeners: dict[str, int] = dataclasses.field(default_factory=dict)  # ports of those besides PLAINTEXT
    pid: int = 0
    began: str | None = None  # started_at(pid)

    @property
    def alive(self) -> bool:
        return self.pid > 0 and self.began is not None and started_at(self.pid) == self.began


class Cluster:
    """The brokers under one directory. What is known about them is in DIRECTORY/cluster.json."""

    def __init__(self, directory: Path, nodes: list[Node], cluster_id: str, *, tied: bool = False) -> None:
        self.directory = directory
        self.nodes = nodes
        self.cluster_id = cluster_id
        self.tied = tied
        # Held so that an ended child is reaped and not mistaken for a live one.
        self.children: dict[int, subprocess.Popen[bytes]] = {}

    @classmethod
    def create(cls, directory: Path, nodes: int = 1, *, properties: dict[str, str] | None = None,
               listeners: dict[str, str] | None = None, tied: bool = False) -> Cluster:  # fmt: skip
        """Lays out and formats a new cluster; nothing runs yet. `listeners`: names and security protocols of those
        besides PLAINTEXT, whose keystores and so on are properties. `tied`: it dies with the calling process."""
        directory = directory.resolve()
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise ClusterError(f"{directory} is not empty: name a new directory, or stop what is there first")
        listeners = listeners or {}
        ports = iter(free_ports((2 + len(listeners)) * nodes))
        members = [Node(n + 1, next(ports), next(ports), {name: next(ports) for name in listeners}) for n in range(nodes)]
        cluster = cls(directory, members, new_id(), tied=tied)
        cluster.write_properties({**cluster.protocols(listeners), **(properties or {})})
        cluster.format()
        cluster.save()
        return cluster

    @classmethod
    def load(cls, directory: Path) -> Cluster:
        directory = directory.resolve()
        try:
            state = json.loads((directory / "cluster.json").read_text())
        except (OSError, ValueError) as error:
            raise ClusterError(f"no cluster in {directory}: {error}") from error
        return cls(directory, [Node(**node) for node in state["nodes"]], state["cluster_id"])

    def save(self) -> None:
        state = {"cluster_id": self.cluster_id, "nodes": [dataclasses.asdict(node) for node in self.nodes]}
        part = self.directory / "cluster.json.part"
        part.write_text(json.dumps(state, indent=1) + "\n")
        part.replace(self.directory / "cluster.json")

    @property
    def bootstrap(self) -> str:
        return ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)

    def node_directory(self, node: Node) -> Path:
        return self.directory / f"node-{node.number}"

    def log(self, node: Node) -> Path:
        return self.node_directory(node) / "server.log"

    @staticmethod
    def protocols(listeners: dict[str, str]) -> dict[str, str]:
        pairs = {"PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT", **listeners}
        return {"listener.security.protocol.map": ",".join(f"{name}:{protocol}" for name, protocol in pairs.items())}

    def write_properties(self, overrides: dict[str, str]) -> None:
        voters = ",".join(f"{node.number}@127.0.0.1:{node.controller_port}" for node in self.nodes)
        copies = str(len(self.nodes))
        in_sync = str(max(1, len(self.nodes) - 1))
        shared = dict(PROPERTIES)
        shared.update({
            "controller.quorum.voters": voters,
            "default.replication.factor": copies,
            "min.insync.replicas": in_sync,
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": in_sync,
        })
        if len(self.nodes) > 1:
            shared.update(THREE_NODES)
        for node in self.nodes:
            open_to_clients = ",".join(
                f"{name}://127.0.0.1:{port}" for name, port in {"PLAINTEXT": node.port, **node.listeners}.items()
            )
            own = {
                "node.id": str(node.number),
                "listeners": f"{open_to_clients},CONTROLLER://127.0.0.1:{node.controller_port}",
                "advertised.listeners": open_to_clients,
                "log.dirs": str(self.node_directory(node) / "log"),
            }
            self.node_directory(node).mkdir()
            text = "".join(f"{key}={value}\n" for key, value in {**shared, **own, **overrides}.items())
            (self.node_directory(node) / "server.properties").write_text(text)

    def format(self) -> None:
        running = []
        for node in self.nodes:
            command = java("-XX:TieredStopAtLevel=1", "kafka.tools.StorageTool", "format", "-t", self.cluster_id,
                           "-c", str(self.node_directory(node) / "server.properties"))  # fmt: skip
            running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT, text=True))  # fmt: skip
        outputs = [process.communicate()[0] for process in running]
        for process, output in zip(running, outputs, strict=True):
            if process.returncode != 0:
                raise ClusterError(f"formatting the storage failed:\n{output}")

    def start_node(self, node: Node) -> None:
        """Starts the process; await_ready() says when it serves."""
        if node.alive:
            return
        heap = "-Xmx512m" if len(self.nodes) == 1 else "-Xmx384m"
        command = java("-Xms128m", heap, "kafka.Kafka", str(self.node_directory(node) / "server.properties"))
        with self.log(node).open("ab") as log:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                     cwd=self.node_directory(node), start_new_session=True,
                                     preexec_fn=end_with_parent if self.tied else None)  # fmt: skip
        self.children[node.number] = child
        node.pid, node.began = child.pid, started_at(child.pid)
        self.save()

    def start(self, deadline_s: float = READY_SECONDS) -> None:
        """Starts what does not run and waits until all brokers serve."""
        try:
            for node in self.nodes:
                self.start_node(node)
            self.await_ready(deadline_s)
        except BaseException:
            self.stop(gracefully=False)
            raise

    def await_ready(self, deadline_s: float = READY_SECONDS) -> None:
        """Until each running broker answers and knows all the running ones."""
        deadline = time.monotonic() + deadline_s
        wanted = sum(node.alive for node in self.nodes)
        for node in self.nodes:
            if node.pid == 0:
                continue
            while True:
                if not node.alive:
                    raise ClusterError(f"node {node.number} ended while starting:\n{self.log_end(node)}")
                try:
                    if len(protocol.brokers(("127.0.0.1", node.port))) >= wanted:
                        break
                except (OSError, protocol.ProtocolError):
                    pass
                if time.monotonic() > deadline:
                    raise ClusterError(
                        f"node {node.number} did not serve within {deadline_s:.0f} s:\n{self.log_end(node)}"
                    )
                time.sleep(0.05)

    def log_end(self, node: Node, lines: int = 15) -> str:
        try:
            text = self.log(node).read_text(errors="replace")
        except OSError:
            return "(no log)"
        return "\n".join(text.splitlines()[-lines:]) + f"\n(all of it: {self.log(node)})"

    def signal(self, node: Node, number: signal.Signals) -> None:
        if node.alive:
            os.kill(node.pid, number)

    def stop_nodes(self, nodes: list[Node], *, gracefully: bool = True, deadline_s: float = STOP_SECONDS) -> None:
        """Ends the processes, politely first; returns when they are gone."""
        deadline = time.monotonic() + (deadline_s if gracefully else 0)
        for node in nodes:
            self.signal(node, signal.SIGCONT)  # a stopped process notices nothing
            self.signal(node, signal.SIGTERM if gracefully else signal.SIGKILL)
        for node in nodes:
            killed = not gracefully
            while node.alive:
                child = self.children.get(node.number)
                if child is not None and child.pid == node.pid:
                    child.poll()
                if not killed and time.monotonic() > deadline:
                    self.signal(node, signal.SIGKILL)
                    killed = True
                time.sleep(0.02)
            child = self.children.pop(node.number, None)
            if child is not None:
                child.wait()
            node.pid, node.began = 0, None
        self.save()

    def stop(self, *, gracefully: bool = True) -> None:
        self.stop_nodes(self.nodes, gracefully=gracefully)


def new_id() -> str:
    """A cluster's id as Kafka writes it: 16 random bytes, not beginning with a dash."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):
            return text


def report(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
