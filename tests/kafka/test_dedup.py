"""Dedup on a real broker: decisions are those of an oracle that reads the input once, whatever is killed, taken over or lost."""

from __future__ import annotations

import base64
import json
import math
import os
import random
import re
import shutil
import struct
import subprocess
import time
import zlib
from pathlib import Path

import pytest

from harness import read_topic, show_transactions, wait_for

PROGRESS_KEY = b"P"
STATE_PROBE = os.environ.get("AEGIS_STATE_PROBE")


@pytest.fixture
def keyset(tmp_path: Path) -> Path:
    path = tmp_path / "ids.keyset"
    path.write_text(json.dumps({"version": 1, "primary": "k1", "keys": {"k1": base64.b64encode(bytes(range(32))).decode()}}))
    path.chmod(0o600)
    return path


def configuration(s, keyset: Path, state: Path, instance: str = "a", dedup: dict | None = None, **more: object) -> dict:
    one = {"key": "ids", "exact": {"of": "value"}, "window": "1h", **(dedup or {})}
    return s.config(instance=instance, route={"dedup": one}, keys={"ids": {"file": str(keyset)}},
                    state={"dir": str(state)}, **more)  # fmt: skip


def firsts(records: list) -> list[tuple[int, bytes]]:
    """What is left of the inputs: of each value the first in its partition."""
    seen, left = set(), []
    for record in records:
        if (record.partition, record.value) in seen:
            continue
        seen.add((record.partition, record.value))
        left.append((record.partition, record.key))
    return left


def by_partition(pairs: list[tuple[int, bytes]]) -> dict[int, list[bytes]]:
    return {p: [key for partition, key in pairs if partition == p] for p, _ in pairs}


def changelog_of(s, state: str = "main") -> str:
    return f"{s.name}.{s.source}.{state}"


def check(s, *processes) -> None:
    wait_for(lambda: not s.broker.open_transactions(s.name), f"no open transaction of {s.name}", 20)
    inputs = read_topic(s.broker.bootstrap, s.source)
    outputs = read_topic(s.broker.bootstrap, s.target)
    assert by_partition([(o.partition, o.key) for o in outputs]) == by_partition(firsts(inputs))
    s.check_nothing_planted(outputs, *processes)
    # Every drop is told of in a receipt.
    dropped = 0
    for receipt in read_topic(s.broker.bootstrap, s.receipts):
        for route in json.loads(receipt.value)["routes"]:
            dropped += sum(count for _, _, count, outcome in route["outcomes"] if outcome == "drop:duplicate")
    assert dropped == len(inputs) - len(outputs)
    # The changelog has one entry for each first, and ends with the progress that is committed.
    entries: dict[tuple[int, bytes], bytes | None] = {}
    progress: dict[int, int] = {}
    for record in read_topic(s.broker.bootstrap, changelog_of(s)):
        if record.key == PROGRESS_KEY:
            progress[record.partition] = int.from_bytes(record.value[9:17], "big")
        else:
            entries[record.partition, record.key] = record.value
    assert len([value for value in entries.values() if value is not None]) == len(outputs)
    assert len(progress) == s.partitions


def value_of(chance: random.Random, distinct: int):
    return lambda seq: json.dumps({"n": chance.randrange(distinct), "mail": "mary.shelley@example.net"}).encode()


def test_repeats_are_dropped_and_a_restart_remembers(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(2)
    chance = random.Random(1)
    s.send(400, value=value_of(chance, 100))
    first = aegis(configuration(s, keyset, tmp_path / "state")).start()
    s.wait_done(first)
    assert first.stop() == 0
    s.send(400, value=value_of(chance, 150))
    second = aegis(configuration(s, keyset, tmp_path / "state")).start()
    s.wait_done(second)
    check(s, first, second)
    # What the disk has is not read again.
    assert sum(int(count) for count in re.findall(r"(\d+) records of its changelog read", second.stderr)) <= 2
    assert second.stop() == 0


def test_another_machine_restores_from_the_changelog(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(2)
    chance = random.Random(2)
    s.send(400, value=value_of(chance, 100))
    first = aegis(configuration(s, keyset, tmp_path / "one")).start()
    s.wait_done(first)
    first.kill()
    s.send(400, value=value_of(chance, 150))
    second = aegis(configuration(s, keyset, tmp_path / "two", instance="b")).start()
    s.wait_done(second)
    assert "records of its changelog read" in second.stderr
    check(s, first, second)
    assert second.stop() == 0


@pytest.mark.parametrize("failpoint", ["before_commit:6", "after_commit:6", "state_apply:6", "restore"])
def test_killed_around_a_commit_and_its_state(broker, stage, aegis, unique, keyset, tmp_path: Path, failpoint: str) -> None:
    s = stage(2)
    chance = random.Random(3)
    state = tmp_path / "state"
    if failpoint == "restore":
        s.send(200, value=value_of(chance, 100))
        before = aegis(configuration(s, keyset, state)).start()
        s.wait_done(before)
        before.kill()
        shutil.rmtree(state / "dedup")
    s.send(200, value=value_of(chance, 150))
    first = aegis(configuration(s, keyset, state, transaction={"interval": "50ms", "timeout": "6s", "max_records": 20}),
                  failpoint=failpoint).start()  # fmt: skip
    first.wait_failpoint()
    show_transactions(broker, unique, f"at {failpoint}, before the kill")
    first.kill()
    s.send(100, value=value_of(chance, 200))
    second = aegis(configuration(s, keyset, state)).start()
    s.wait_done(second)
    check(s, first, second)
    assert second.stop() == 0


def test_killed_at_random_moments_under_load(broker, stage, aegis, unique, keyset, tmp_path: Path) -> None:
    seed = int(os.environ.get("AEGIS_TEST_SEED") or random.SystemRandom().randrange(1 << 30))
    chance = random.Random(seed)
    print(f"\nAEGIS_TEST_SEED={seed}")
    s = stage(2)
    processes = []
    values = value_of(random.Random(seed + 1), 2000)
    sent = s.send
    s.send = lambda count: sent(count, value=values)
    with s.load():
        for number in range(4):
            # Each second time on another machine, or with a damaged disk.
            state = tmp_path / f"state{number // 2}"
            if number % 2 == 1:
                tables = [path for path in state.rglob("*.sst") if path.stat().st_size > 0]
                if tables:
                    chance.choice(tables).write_bytes(b"\xff" * 100)
            one = aegis(configuration(s, keyset, state, transaction={"timeout": "6s", "interval": "200ms"}))
            processes.append(one.start().wait_admin())
            one.wait_metric("aegis_records_total", 1)
            time.sleep(chance.uniform(0, 0.7))
            one.kill()
        last = aegis(configuration(s, keyset, tmp_path / "state0")).start().wait_admin()
        last.wait_metric("aegis_records_total", 1)
    s.wait_done(last)
    check(s, *processes, last)
    assert last.stop() == 0


def test_duplicates_are_tagged_with_their_first_occurrence(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(1)
    s.send(3, value=lambda seq: b'{"n":1}')
    process = aegis(configuration(s, keyset, tmp_path / "state", dedup={"on_duplicate": "tag"})).start()
    s.wait_done(process)
    outputs = read_topic(s.broker.bootstrap, s.target)
    assert [len(output.headers) for output in outputs] == [0, 3, 3]
    first = f"{s.source}/0/0".encode()
    assert dict(outputs[2].headers) == {"aegis.duplicate": b"exact", "aegis.duplicate.first": first,
                                        "aegis.duplicate.similarity": b"1.00"}  # fmt: skip
    assert process.stop() == 0


def picture(seed: int, brighter: int = 0, side: int = 96) -> bytes:
    """A PNG of soft waves, which follow from the seed; the same seed with another brightness is the same picture."""
    chance = random.Random(seed)
    waves = [(chance.uniform(-9, 9), chance.uniform(-9, 9), chance.uniform(0, 6.28)) for _ in range(24)]
    rows = bytearray()
    for y in range(side):
        rows.append(0)  # no filter
        for x in range(side):
            light = sum(math.sin((a * x + b * y) / side * 6.28 + c) for a, b, c in waves)
            rows.append(max(0, min(255, round(120 + brighter + 14 * light))))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")


def test_a_picture_is_found_again_behind_a_kill_and_without_its_disk(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(1)
    state = tmp_path / "state"
    config = configuration(s, keyset, state, dedup={"images": {"radius": 8}, "on_duplicate": "tag"})
    config["routes"][0].update(format="bytes", headers="pass")
    config["policies"]["p"]["detect"] = ["IBAN_CODE"]  # which no compressed bytes are by chance
    one, other, third = picture(1), picture(2), picture(3)

    def send(*values: bytes) -> None:
        rest = iter(values)
        s.send(len(values), value=lambda seq: next(rest))

    send(one, other)
    first = aegis(config).start()
    s.wait_done(first)
    first.kill()
    send(picture(1, brighter=12), third)
    second = aegis(config).start()
    s.wait_done(second)
    second.kill()
    shutil.rmtree(state / "dedup")
    send(picture(2, brighter=-9), one, third[: len(third) // 2], picture(3, brighter=7, side=120))
    last = aegis(config).start().wait_admin()
    s.wait_done(last)
    assert "records of its changelog read" in last.stderr

    outputs = read_topic(s.broker.bootstrap, s.target)
    assert [record.value for record in outputs] == [record.value for record in read_topic(s.broker.bootstrap, s.source)]
    found = [dict(record.headers) for record in outputs]
    place = f"{s.source}/0/".encode()
    first_of = [(tags.get("aegis.duplicate"), tags.get("aegis.duplicate.first")) for tags in found]
    assert first_of == [(None, None), (None, None), (b"image", place + b"0"), (None, None), (b"image", place + b"1"),
                        (b"exact", place + b"0"), (None, None), (b"image", place + b"3")]  # fmt: skip
    assert all(tags["aegis.duplicate.similarity"] >= b"0.90" for tags in found if tags)
    last.wait_metric("aegis_dedup_records_total", 2, seen="image")
    last.wait_metric("aegis_dedup_images_unread_total", 1, problem="broken")
    assert last.stop() == 0


def test_a_changelog_that_deletes_is_refused_until_it_is_compacted(broker, stage, aegis, topic, keyset, tmp_path: Path) -> None:
    s = stage(1)
    broker.create_topic(changelog_of(s), 1, cleanup_policy="delete")
    s.send(5)
    process = aegis(configuration(s, keyset, tmp_path / "state")).start()
    process.wait_while_running(lambda: "it must be compact" in process.stderr, "it is said", 30)
    assert read_topic(broker.bootstrap, s.target) == []
    broker.set_topic_config(changelog_of(s), cleanup_policy="compact")
    s.wait_done(process)
    assert process.stop() == 0


def test_a_changed_fingerprint_needs_a_new_state_name(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(1)
    s.send(10)
    first = aegis(configuration(s, keyset, tmp_path / "state")).start()
    s.wait_done(first)
    assert first.stop() == 0
    s.send(10)
    second = aegis(configuration(s, keyset, tmp_path / "state", dedup={"exact": {"of": "key"}})).start()
    second.wait_while_running(lambda: "give `dedup.state` a new name" in second.stderr, "it is said", 30)
    assert second.stop() == 0
    third = aegis(configuration(s, keyset, tmp_path / "state", dedup={"exact": {"of": "key"}, "state": "by_key"})).start()
    s.wait_done(third)
    assert len(read_topic(s.broker.bootstrap, s.target)) == 20
    assert third.stop() == 0


def ask_state(process, command: str, *arguments: str) -> subprocess.CompletedProcess:
    """`aegis state` with the configuration of a process."""
    binary = process.command[0]
    return subprocess.run([binary, "state", command, "-c", str(process.config_file), *arguments], capture_output=True, text=True,
                          timeout=120, check=False, env=process.environment)  # fmt: skip


def verified(process, exit_code: int = 0) -> str:
    answer = ask_state(process, "verify")
    assert answer.returncode == exit_code, answer.stdout + answer.stderr
    return answer.stdout


def check_state(s, process) -> list[str]:
    """Of a process that has stopped: its state equals its changelog, and is exactly the firsts. What it exports."""
    said = verified(process)
    assert said.count("equals its changelog") == s.partitions, said
    inputs = read_topic(s.broker.bootstrap, s.source)
    seen, first = set(), set()
    for record in inputs:
        if (record.partition, record.value) not in seen:
            seen.add((record.partition, record.value))
            first.add((record.partition, record.offset))
    exported = ask_state(process, "export")
    assert exported.returncode == 0, exported.stderr
    lines = exported.stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    assert {(e["first"]["partition"], e["first"]["offset"]) for e in entries} == first
    assert len(entries) == len(first) and all(e["live"] and e["kind"] == "exact" for e in entries)
    assert [(e["partition"], e["fingerprint"]) for e in entries] == sorted((e["partition"], e["fingerprint"]) for e in entries)
    info = json.loads(ask_state(process, "info", "--json").stdout)
    assert [(i["partition"], i["condition"], i["in_use"]) for i in info] == [(p, "complete", False) for p in range(s.partitions)]
    assert sum(i["entries"]["exact"] for i in info) == len(first)
    ends = {p: max(r.offset for r in inputs if r.partition == p) + 1 for p in range(s.partitions)}
    assert {i["partition"]: i["input_next"] for i in info} == ends
    return lines


def test_the_state_equals_its_changelog_after_kills_and_beside_a_run(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(2)
    chance = random.Random(4)
    config = configuration(s, keyset, tmp_path / "state", transaction={"interval": "50ms", "timeout": "6s", "max_records": 20})
    for failpoint in ("state_apply:5", "after_commit:3"):
        s.send(200, value=value_of(chance, 150))
        one = aegis(config, failpoint=failpoint).start()
        one.wait_failpoint()
        one.kill()
        # What a killed process leaves is behind, and no different.
        assert ask_state(one, "info").returncode == 0
        verified(one)
    last = aegis(config).start()
    s.wait_done(last)
    verified(last)
    info = json.loads(ask_state(last, "info", "--json").stdout)
    assert [i["in_use"] for i in info] == [True, True]
    refused = ask_state(last, "rebuild", "--yes")
    assert refused.returncode == 1 and "is in use by a process" in refused.stderr
    check(s, last)
    assert last.stop() == 0
    check_state(s, last)


@pytest.mark.skipif(STATE_PROBE is None, reason="AEGIS_STATE_PROBE names no program")
def test_what_was_changed_in_the_state_is_told_and_rebuilt(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(2)
    chance = random.Random(5)
    s.send(300, value=value_of(chance, 100))
    config = configuration(s, keyset, tmp_path / "state")
    first = aegis(config).start()
    s.wait_done(first)
    assert first.stop() == 0
    before = check_state(s, first)
    probe = [str(STATE_PROBE), str(tmp_path / "state"), s.source, "1", "main"]
    gone, added = subprocess.run(probe, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    said = verified(first, exit_code=1)
    assert f"main of {s.source} [0]: equals its changelog" in said
    assert f"main of {s.source} [1]: FAILED: 2 differences from its changelog" in said
    assert f"exact {gone}: not in the state; the changelog has it" in said
    assert f"exact {added}: not in the changelog; the state has it" in said
    # Nothing of that can be seen from the disk alone.
    assert ask_state(first, "verify", "--local").returncode == 0
    assert ask_state(first, "rebuild", "--partition", "1").returncode == 2
    verified(first, exit_code=1)
    rebuilt = ask_state(first, "rebuild", "--partition", "1", "--yes")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert check_state(s, first) == before
    s.send(100, value=value_of(chance, 150))
    second = aegis(config).start()
    s.wait_done(second)
    check(s, first, second)
    assert second.stop() == 0
    check_state(s, second)


def kept(process) -> tuple[float, float, float]:
    """Of its standby copies: how many, how many entries, how many records of changelogs they have not read."""
    metrics = process.metrics()
    names = ("aegis_dedup_standby_states", "aegis_dedup_standby_entries", "aegis_dedup_standby_left_records")
    return tuple(metrics.total(name) if metrics.series(name) else -1 for name in names)


def wait_kept(s, process) -> None:
    """Until it has a copy of all that was seen first, and has read all there is."""
    count = len(firsts(read_topic(s.broker.bootstrap, s.source)))
    process.wait_while_running(lambda: kept(process) == (s.partitions, count, 0), f"copies of {count} entries", 60)


def test_a_standby_takes_over_with_the_tail_of_the_changelog(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(2)
    chance = random.Random(6)

    def of(instance: str) -> dict:
        # Range gives each partition to one of the first two members by name: b gets none while a is there.
        return configuration(s, keyset, tmp_path / instance, instance=instance, workers={"count": 2, "pin": False}) | {
            "state": {"dir": str(tmp_path / instance), "standby": True}}  # fmt: skip

    s.send(3000, value=value_of(chance, 2000))
    owner = aegis(of("a")).start()
    s.wait_done(owner)
    standby = aegis(of("b")).start().wait_admin()
    wait_kept(s, standby)
    # And what comes now.
    s.send(500, value=value_of(chance, 2500))
    s.wait_done(owner, standby)
    wait_kept(s, standby)
    assert "records of its changelog read" not in standby.stderr

    owner.kill()
    s.send(1000, value=value_of(chance, 3000))
    s.wait_done(standby)
    check(s, owner, standby)
    read = [int(count) for count in re.findall(r"(\d+) records of its changelog read", standby.stderr)]
    assert len(read) >= s.partitions and sum(read) <= 20, read
    assert "is not where the group is" not in standby.stderr
    assert kept(standby)[0] == 0

    # Its owner comes back, to a state that is behind; what is given up is followed again.
    owner = aegis(of("a")).start().wait_admin()
    wait_kept(s, standby)
    s.send(300, value=value_of(chance, 3500))
    s.wait_done(owner, standby)
    wait_kept(s, standby)
    assert standby.stop() == 0
    assert owner.stop() == 0
    check(s, owner, standby)
    for one in (owner, standby):
        check_state(s, one)


def test_a_damaged_standby_copy_is_made_again(stage, aegis, keyset, tmp_path: Path) -> None:
    s = stage(1)
    chance = random.Random(7)
    configs = {one: configuration(s, keyset, tmp_path / one, instance=one) for one in ("a", "b")}
    configs["b"]["state"]["standby"] = True
    s.send(500, value=value_of(chance, 400))
    owner = aegis(configs["a"]).start()
    s.wait_done(owner)
    standby = aegis(configs["b"]).start().wait_admin()
    wait_kept(s, standby)
    assert standby.stop() == 0
    tables = list((tmp_path / "b").rglob("*.sst"))
    assert tables
    for table in tables:
        table.write_bytes(b"\xff" * 100)
    standby = aegis(configs["b"]).start().wait_admin()
    wait_kept(s, standby)
    assert "it is emptied and restored from its changelog" in standby.stderr
    owner.kill()
    s.send(300, value=value_of(chance, 500))
    s.wait_done(standby)
    check(s, owner, standby)
    assert standby.stop() == 0
    check_state(s, standby)
