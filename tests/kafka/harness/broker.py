"""A real Kafka of one node or three for tests, and what only its brokers can tell."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from confluent_kafka import Consumer, IsolationLevel, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewPartitions
from confluent_kafka.admin import NewTopic, OffsetSpec, ResourceType

from .waiting import wait_for

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts" / "kafka.d"))

import cluster as kafka  # noqa: E402
import protocol  # noqa: E402
from protocol import TransactionState  # noqa: E402

ADMIN_SECONDS = 30.0
ISOLATION = {
    "read_committed": IsolationLevel.READ_COMMITTED,
    "read_uncommitted": IsolationLevel.READ_UNCOMMITTED,
}

# The group's coordinator is being made, loaded or moved.
MOVING = {KafkaError.NOT_COORDINATOR, KafkaError.COORDINATOR_NOT_AVAILABLE,
          KafkaError.COORDINATOR_LOAD_IN_PROGRESS, KafkaError._WAIT_COORD}  # fmt: skip


# Waits for the end of its input, which comes when whoever holds the other end is gone, however that was. The brokers die
# at the same moment and may still be writing.
SWEEPER = """
cat > /dev/null
for _ in $(seq 100); do rm -rf -- "$1" 2> /dev/null; [ -e "$1" ] || exit 0; sleep 0.1; done
"""


class Broker:
    """A cluster in a temporary directory. It dies with the process that started it, and leaves nothing behind.

    Create and start it on a thread that lives as long as the test does: the kernel ties it to that thread.
    """

    def __init__(self, nodes: int = 1, properties: dict[str, str] | None = None,
                 listeners: dict[str, str] | None = None) -> None:  # fmt: skip
        self.directory = Path(tempfile.mkdtemp(prefix="aegis-kafka-"))
        self._admin: AdminClient | None = None
        self._readers: dict[str, Consumer] = {}
        self._sweeper = subprocess.Popen(["sh", "-c", SWEEPER, "sweeper", str(self.directory)], stdin=subprocess.PIPE,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        try:
            self.cluster = kafka.Cluster.create(self.directory / "cluster", nodes, properties=properties, listeners=listeners,
                                                tied=True)  # fmt: skip
        except BaseException:
            self._sweep()
            raise

    def _sweep(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)
        self._sweeper.stdin.close()
        self._sweeper.wait()

    def __enter__(self) -> Broker:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def bootstrap(self) -> str:
        return self.cluster.bootstrap

    def bootstrap_of(self, listener: str) -> str:
        """Of a listener besides PLAINTEXT, by its name."""
        return ",".join(f"127.0.0.1:{node.listeners[listener]}" for node in self.cluster.nodes)

    @property
    def addresses(self) -> list[tuple[str, int]]:
        return [("127.0.0.1", node.port) for node in self.cluster.nodes if node.alive]

    # --- processes; `number` counts nodes from 1, None means all

    def nodes(self, number: int | None) -> list[kafka.Node]:
        return [node for node in self.cluster.nodes if number in (None, node.number)]

    def start(self, number: int | None = None) -> None:
        """Starts what does not run, and waits until it serves."""
        for node in self.nodes(number):
            self.cluster.start_node(node)
        self.cluster.await_ready()

    def stop(self, number: int | None = None) -> None:
        self.cluster.stop_nodes(self.nodes(number))

    def kill(self, number: int | None = None) -> None:
        """kill -9."""
        self.cluster.stop_nodes(self.nodes(number), gracefully=False)

    def restart(self, number: int | None = None) -> None:
        self.stop(number)
        self.start(number)

    def pause(self, number: int | None = None) -> None:
        for node in self.nodes(number):
            self.cluster.signal(node, signal.SIGSTOP)

    def resume(self, number: int | None = None) -> None:
        for node in self.nodes(number):
            self.cluster.signal(node, signal.SIGCONT)

    def log(self, number: int = 1) -> str:
        return self.cluster.log(self.nodes(number)[0]).read_text(errors="replace")

    def close(self) -> None:
        self._admin = None
        self._readers.clear()
        self.cluster.stop(gracefully=False)
        self._sweep()

    # --- topics

    @property
    def admin(self) -> AdminClient:
        if self._admin is None:
            # Brokers are stopped on purpose here; the client's remarks about it would fill the output.
            self._admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 2,
                                       "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 250})  # fmt: skip
        return self._admin

    def create_topic(self, name: str, partitions: int = 1, **config: str | int) -> str:
        """config: any topic property with dots as underscores (cleanup_policy='compact', max_message_bytes=2000).
        Returns once every partition has a leader."""
        settings = {key.replace("_", "."): str(value) for key, value in config.items()}
        topic = NewTopic(name, num_partitions=partitions, replication_factor=len(self.cluster.nodes), config=settings)
        self.admin.create_topics([topic], operation_timeout=ADMIN_SECONDS)[name].result(ADMIN_SECONDS)
        self._await_partitions(name, partitions)
        return name

    def add_partitions(self, name: str, total: int) -> None:
        """The topic has `total` partitions afterwards."""
        request = [NewPartitions(name, total)]
        self.admin.create_partitions(request, operation_timeout=ADMIN_SECONDS)[name].result(ADMIN_SECONDS)
        self._await_partitions(name, total)

    def delete_topics(self, names: Iterable[str]) -> None:
        """Deletes those that exist, and waits until they are gone."""
        names = list(names)
        if not names:
            return
        for name, done in self.admin.delete_topics(names, operation_timeout=ADMIN_SECONDS).items():
            try:
                done.result(ADMIN_SECONDS)
            except KafkaException as error:
                if error.args[0].code() != KafkaError.UNKNOWN_TOPIC_OR_PART:
                    raise
            wait_for(lambda name=name: name not in self.topics(), f"topic {name} is gone", ADMIN_SECONDS)

    def topics(self) -> dict[str, int]:
        """Names and numbers of partitions."""
        found = self.admin.list_topics(timeout=ADMIN_SECONDS).topics
        return {name: len(topic.partitions) for name, topic in found.items()}

    def delete_records(self, topic: str, partition: int, before: int) -> None:
        """Those with offsets below `before`, as retention would."""
        for done in self.admin.delete_records([TopicPartition(topic, partition, before)]).values():
            done.result(ADMIN_SECONDS)

    def set_topic_config(self, name: str, **config: str | int) -> None:
        entries = [
            ConfigEntry(key.replace("_", "."), str(value), incremental_operation=AlterConfigOpType.SET)
            for key, value in config.items()
        ]
        resource = ConfigResource(ResourceType.TOPIC, name, incremental_configs=entries)
        for done in self.admin.incremental_alter_configs([resource]).values():
            done.result(ADMIN_SECONDS)

    def _await_partitions(self, name: str, partitions: int) -> None:
        def led() -> bool:
            topic = self.admin.list_topics(name, timeout=ADMIN_SECONDS).topics[name]
            return len(topic.partitions) == partitions and all(p.leader >= 0 for p in topic.partitions.values())

        wait_for(led, f"{partitions} partitions of {name} have leaders", ADMIN_SECONDS)

    # --- offsets and groups

    def end_offsets(self, topic: str, isolation: str = "read_committed") -> dict[int, int]:
        """By partition: the high watermark (read_uncommitted), or where open transactions begin (read_committed)."""
        asked = {TopicPartition(topic, number): OffsetSpec.latest() for number in range(self.topics()[topic])}
        results = self.admin.list_offsets(asked, isolation_level=ISOLATION[isolation], request_timeout=ADMIN_SECONDS)
        return {asked_for.partition: done.result(ADMIN_SECONDS).offset for asked_for, done in results.items()}

    def committed(self, group: str) -> dict[tuple[str, int], TopicPartition]:
        """What the group has committed, by (topic, partition): offset, leader_epoch, metadata. By a consumer, which
        joins nothing: the admin client of librdkafka 2.15 crashes when the coordinator has just moved or is loading."""
        if group not in self._readers:
            # read_uncommitted: an open transaction of the group is no reason to wait.
            self._readers[group] = Consumer({"bootstrap.servers": self.bootstrap, "group.id": group, "log_level": 2,
                                             "enable.auto.commit": False, "isolation.level": "read_uncommitted",
                                             "reconnect.backoff.max.ms": 250})  # fmt: skip
        asked = [TopicPartition(topic, number) for topic, count in self.topics().items()
                 if not topic.startswith("__") for number in range(count)]  # fmt: skip

        def ask() -> list[list[TopicPartition]]:
            try:
                return [self._readers[group].committed(asked, ADMIN_SECONDS)]
            except KafkaException as error:
                if error.args[0].code() in MOVING:
                    return []
                raise

        answers = wait_for(ask, f"the coordinator of {group} answers", ADMIN_SECONDS)[0] if asked else []
        return {(found.topic, found.partition): found for found in answers if found.offset >= 0}

    def lag(self, group: str, topic: str) -> int:
        """Stable end offsets less committed ones, over all partitions; where nothing is committed, all of it."""
        committed = self.committed(group)
        return sum(
            end - (committed[topic, partition].offset if (topic, partition) in committed else 0)
            for partition, end in self.end_offsets(topic).items()
        )

    def members(self, group: str) -> list:
        """The group's members as the broker sees them: member_id, group_instance_id, client_id, assignment."""
        return self.admin.describe_consumer_groups([group])[group].result(ADMIN_SECONDS).members

    # --- transactions

    def transactions(self, prefix: str = "") -> dict[str, TransactionState]:
        """The state of every transactional.id that begins with `prefix`, as its coordinator has it."""
        found: dict[str, TransactionState] = {}
        for address in self.addresses:
            ids = [name for name in protocol.list_transactions(address) if name.startswith(prefix)]
            if ids:
                found.update(protocol.describe_transactions(address, ids))
        return found

    def open_transactions(self, prefix: str = "") -> dict[str, TransactionState]:
        return {name: state for name, state in self.transactions(prefix).items() if state.is_open}
