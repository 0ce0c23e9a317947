"""`aegis check --connect` against a broker with Kafka's own authorizer: each missing right with the line that grants it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from confluent_kafka.admin import AclBinding, AclOperation, AclPermissionType, ResourcePatternType, ResourceType
from harness import Broker
from harness.aegis import binary

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "kafka.d"))
import cluster as kafka  # noqa: E402

SECONDS = 120
NAME = "checked"


@pytest.fixture(scope="module")
def guarded():
    """Whoever is not named is let in where no ACL is, and nowhere else."""
    properties = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found": "true",
    }
    with Broker(properties=properties) as broker:
        yield broker


def check(config: dict, folder: Path) -> tuple[int, list[str], str]:
    file = folder / "p.yaml"
    file.write_text(json.dumps(config))
    answer = subprocess.run([binary(), "check", "-c", str(file), "--connect"], capture_output=True, text=True, timeout=SECONDS,
                            check=False)  # fmt: skip
    return answer.returncode, answer.stdout.splitlines(), answer.stderr


def close_to_us(broker: Broker, kind: ResourceType, name: str) -> None:
    acl = AclBinding(kind, name, ResourcePatternType.LITERAL, "User:somebody-else", "*", AclOperation.READ,
                     AclPermissionType.ALLOW)  # fmt: skip
    for future in broker.admin.create_acls([acl]).values():
        future.result(30)


def grant(line: str) -> None:
    """Runs what the check said, with Kafka's own tool and the name that we have on a listener without log-in."""
    command = line.partition("; grant it with: ")[2].replace("User:PRINCIPAL", "User:ANONYMOUS")
    program, *arguments = shlex.split(command)
    assert program == "kafka-acls.sh"
    tool = kafka.java("-XX:TieredStopAtLevel=1", "-Dkafka.log.level=warn", "org.apache.kafka.tools.AclCommand", *arguments)
    subprocess.run(tool, check=True, capture_output=True, timeout=SECONDS)


def test_every_missing_right_is_named_with_the_line_that_grants_it(guarded: Broker, tmp_path: Path) -> None:
    topics = {part: guarded.create_topic(f"{NAME}.{part}", 2) for part in ("in", "out", "dead", "receipts")}
    config = {
        "name": NAME,
        "kafka": {"brokers": [guarded.bootstrap]},
        "policies": {"p": {}},
        "routes": [{"from": {"topics": [topics["in"]]}, "to": {"topic": topics["out"]}, "dead_letter": {"topic": topics["dead"]}}],
        "receipts": {"topic": topics["receipts"]},
        "limits": {"record": "512KiB"},
    }
    status, lines, errors = check(config, tmp_path)
    assert status == 0, (lines, errors)
    assert not [line for line in lines if not line.startswith("ok: ")], lines
    assert any("1 broker; brokers tell clients what they can do, not their version" in line for line in lines), lines
    assert any(f"transactional ids {NAME}.*, may be written" in line for line in lines), lines

    for topic in topics.values():
        close_to_us(guarded, ResourceType.TOPIC, topic)
    close_to_us(guarded, ResourceType.GROUP, NAME)
    close_to_us(guarded, ResourceType.TRANSACTIONAL_ID, f"{NAME}.check")
    status, lines, errors = check(config, tmp_path)
    assert status == 1, (lines, errors)
    missing = [line for line in lines if line.startswith("error: ")]
    # The output shows when its input can be seen.
    for what in (f"input topic {topics['in']}: no right to Describe, if it exists", f"group {NAME}: no right to Read",
                 f"topic {topics['dead']} (dead letters): no right", f"topic {topics['receipts']} (receipts): no right",
                 f"transactional ids {NAME}.*: no right to Write"):  # fmt: skip
        assert any(what in line for line in missing), (what, lines)
    assert all("; grant it with: kafka-acls.sh --bootstrap-server" in line for line in missing), missing

    # Doing what it says, until it has no more to say.
    said = set()
    for _ in range(3):
        said.update(missing)
        for line in missing:
            grant(line)
        status, lines, errors = check(config, tmp_path)
        missing = [line for line in lines if not line.startswith("ok: ")]
        if not missing:
            break
    assert status == 0 and not missing, (lines, errors)
    assert any(f"topic {topics['out']} (output of {topics['in']}): no right" in line for line in said), said


def test_sizes_timestamps_and_partitions(guarded: Broker, tmp_path: Path) -> None:
    source = guarded.create_topic("sized.in", 3)
    target = guarded.create_topic("sized.out", 2, max_message_bytes=100_000, message_timestamp_type="LogAppendTime",
                                  unclean_leader_election_enable="true")  # fmt: skip
    config = {"name": "sized", "kafka": {"brokers": [guarded.bootstrap]}, "policies": {"p": {}},
              "routes": [{"from": {"topics": [source]}, "to": {"topic": target}}]}  # fmt: skip
    status, lines, _ = check(config, tmp_path)
    assert status == 1
    for what in (f"error: {target} has 2 partitions, its input {source} has 3", "max.message.bytes=100000", "LogAppendTime",
                 "unclean.leader.election.enable=true"):  # fmt: skip
        assert any(what in line for line in lines), (what, lines)
