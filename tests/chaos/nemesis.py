"""What is done to a run. Each action is drawn from the seed, says what it does, and has healed when it returns.

An action's chances are its own (seed and number), so that one that takes another way does not change those after it.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from confluent_kafka import KafkaException
from harness import Aegis, Broker, Producer
from harness.broker import protocol
from session import Session, last_words

FAILPOINTS = ("after_poll", "after_first_produce", "before_flush", "after_flush", "after_send_offsets", "before_commit",
              "after_commit")  # fmt: skip
STATE_FAILPOINTS = ("restore", "state_apply", "state_applied")
LONGER_THAN_TIMEOUTS = (8.0, 13.0)  # both are 6 s
STATIC = ("a", "b")
MOST_PARTITIONS = 6

Action = Callable[[Session, random.Random], None]


@dataclass(frozen=True)
class Kind:
    action: Action
    weight: int
    brokers: int = 1  # needs so many
    dedup: bool = False  # needs it
    most: int = 1 << 30  # times a run


def member(session: Session, chance: random.Random) -> str:
    return chance.choice([name for name in STATIC if name in session.running] or list(session.running))


# --- processes


def kill(session: Session, chance: random.Random) -> None:
    """At a random instant, and started again at once or after a while."""
    name = member(session, chance)
    session.sleep(chance.uniform(0, 1.5))
    instance = session.instances[name]
    session.kill(name)
    session.sleep(chance.choice((0, 0, 1.0, 8.0)))
    session.start(name, instance)


def kill_all(session: Session, chance: random.Random) -> None:
    names = dict(session.instances)
    for name in list(session.running):
        session.kill(name)
    session.sleep(chance.choice((0, 2.0)))
    for name in STATIC:
        session.start(name, names.get(name, name))


def kill_at_failpoint(session: Session, chance: random.Random) -> None:
    """Started again with the point armed, killed where it stands there, and started again."""
    name = member(session, chance)
    instance = session.instances[name]
    session.kill(name)
    stand_at(session, name, instance, f"{chance.choice(FAILPOINTS)}:{chance.randint(1, 12)}", chance)


def kill_at_state_failpoint(session: Session, chance: random.Random) -> None:
    """The same within what dedup does; of those that restore, some have nothing on the disk."""
    name = member(session, chance)
    instance = session.instances[name]
    point, lost = chance.choice(STATE_FAILPOINTS), chance.random() < 0.6
    session.kill(name)
    if point == "restore" and lost:
        shutil.rmtree(session.home(name) / "dedup", ignore_errors=True)
    stand_at(session, name, instance, f"{point}:{chance.randint(1, 12)}", chance)


def stand_at(session: Session, name: str, instance: str | None, point: str, chance: random.Random) -> None:
    process = session.start(name, instance, failpoint=point)
    reached = session.wait(lambda: f"failpoint {point.partition(':')[0]} reached" in process.stderr or not process.running, point,
                           25, must=False)  # fmt: skip
    session.notes.add("failpoint", name=name, point=point, reached=reached)
    session.sleep(chance.choice((0, 0.3)))  # the client's threads go on behind it
    session.restart(name)


def damage(session: Session, chance: random.Random) -> None:
    """Killed or stopped, which writes everything to the disk; then its state is changed, gone, or an older one of its own."""
    name = member(session, chance)
    instance, home = session.instances[name], session.home(name)

    def end() -> None:
        if name not in session.running:
            return
        if chance.random() < 0.6:
            session.stop(name)
        else:
            session.kill(name)

    how = chance.choice(("flipped", "flipped", "cut short", "deleted", "gone", "older"))
    end()
    session.damaged.add(home)
    if how == "older":
        older = home / "older"
        shutil.rmtree(older, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copytree(home / "dedup", older)
        session.start(name, instance)
        session.sleep(chance.uniform(3, 8))
        end()
    if how in ("older", "gone"):
        shutil.rmtree(home / "dedup", ignore_errors=True)
    if how == "older" and older.exists():
        older.rename(home / "dedup")
    changed = []
    if how in ("flipped", "cut short", "deleted"):
        files = sorted(path for path in home.glob("dedup/**/*") if path.is_file() and path.stat().st_size)
        # Tables first: of the rest there is more, and most of it is of no use to anybody.
        chosen = [path for path in files if path.suffix == ".sst"] if chance.random() < 0.7 else files
        for path in chance.sample(chosen or files, min(len(files), len(chosen) or len(files), chance.randint(1, 4))):
            changed.append(path.name)
            if how == "deleted":
                path.unlink()
                continue
            content = bytearray(path.read_bytes())
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
            path.write_bytes(content if how == "flipped" else content[:at])
    session.notes.add("damaged", name=name, how=how, files=" ".join(changed))
    session.start(name, instance)


def rolling_restart(session: Session, chance: random.Random) -> None:
    for name in list(STATIC):
        if name in session.running:
            instance = session.instances[name]
            session.stop(name)
            session.sleep(chance.choice((0, 0.5)))
            session.start(name, instance)


def freeze(session: Session, chance: random.Random) -> None:
    """Longer than the session and the transaction last: a zombie wakes up."""
    name = member(session, chance)
    process = session.running[name]
    try:
        process.pause()
    except AssertionError:  # it has just ended by itself
        return
    session.sleep(chance.uniform(*LONGER_THAN_TIMEOUTS))
    process.resume()


def freeze_replaced(session: Session, chance: random.Random) -> None:
    """The zombie's identity has been taken when it wakes up: it must end by itself."""
    name = member(session, chance)
    zombie = session.running.pop(name)
    zombie.pause()
    session.move(session.instances[name] or name)  # its disk is in use
    session.start(name, session.instances[name])
    session.sleep(chance.uniform(*LONGER_THAN_TIMEOUTS))
    zombie.resume()
    session.wait(lambda: not zombie.running, "the zombie has ended", 60, must=False)
    ended = not zombie.running
    session.notes.add("zombie", name=name, ended=ended, last=last_words(zombie))
    zombie.close()
    (session.directory / "logs" / f"zombie-{time.monotonic():.1f}.log").write_text(zombie.stdout + zombie.stderr)


def rebalance_storm(session: Session, chance: random.Random) -> None:
    """Members come and go every few seconds: with and without an identity that stays, leaving, stopping silently or killed."""
    for number in range(chance.randint(3, 6)):
        name = f"storm-{number}"
        leave = chance.random() < 0.5
        session.start(name, chance.choice((None, f"storm{chance.randint(1, 2)}")),
                      session={"timeout": "6s", "stop": "leave" if leave else "restart"})  # fmt: skip
        session.sleep(chance.uniform(0.5, 5))
        if chance.random() < 0.4:
            session.kill(name)
        else:
            session.stop(name)


def dynamic_members(session: Session, chance: random.Random) -> None:
    """Without an identity, killed: the group waits for its session, and its transaction for its timeout."""
    session.start("dynamic", None)
    session.sleep(chance.uniform(3, 8))
    if "dynamic" in session.running:
        session.kill("dynamic")


def reload_storm(session: Session, chance: random.Random) -> None:
    for number in range(chance.randint(10, 40)):
        name = member(session, chance)
        process = session.running[name]
        process.write_config(session.config(name, marker=str(number)))
        try:
            process.reload()
        except AssertionError:  # it has just ended by itself
            continue
        session.sleep(chance.uniform(0.01, 0.2))


# --- brokers


def pick_broker(session: Session, chance: random.Random) -> int:
    role = chance.choice(("any", "group", "transactions", "controller"))
    try:
        if role == "group":
            node = session.coordinator("__consumer_offsets", session.layout.group)
        elif role == "transactions":
            node = session.coordinator("__transaction_state", f"{session.layout.group}.{chance.choice(STATIC)}.0")
        elif role == "controller":
            node = session.controller()
        else:
            node = chance.randint(1, session.brokers)
    except (KafkaException, KeyError, OSError, protocol.ProtocolError):
        role, node = "any", chance.randint(1, session.brokers)
    session.notes.add("broker", node=node, role=role)
    return max(1, node)


def broker_killed(session: Session, chance: random.Random) -> None:
    node = pick_broker(session, chance)
    session.broker.kill(node)
    session.sleep(chance.uniform(1, 15))
    session.broker.start(node)
    session.wait(session.in_sync, "all replicas in sync", 120)


def broker_restarted(session: Session, chance: random.Random) -> None:
    node = pick_broker(session, chance)
    session.broker.restart(node)
    session.wait(session.in_sync, "all replicas in sync", 120)


def broker_frozen(session: Session, chance: random.Random) -> None:
    """It does not know that others lead now, and nobody hears it."""
    node = pick_broker(session, chance)
    session.broker.pause(node)
    session.sleep(chance.uniform(3, 12))
    session.broker.resume(node)
    session.wait(session.in_sync, "all replicas in sync", 120)


# --- network, of Aegis only


def ports(session: Session, chance: random.Random) -> list[int]:
    everyone = list(session.ports.values())
    return everyone if chance.random() < 0.5 else [chance.choice(everyone)]


def cut(session: Session, chance: random.Random) -> None:
    """Both ways or one. What was on its way arrives when it heals, or never does."""
    where, direction = ports(session, chance), chance.choice(("both", "request", "response"))
    session.notes.add("cut", ports=len(where), direction=direction)
    session.net(do="set", ports=where, direction=direction, hold=True)
    session.sleep(chance.choice((2.0, 5.0, 9.0, 14.0)))
    if chance.random() < 0.5:
        session.net(do="reset", ports=where)
    session.net(do="set", ports=where, direction=direction, hold=False)


def slow(session: Session, chance: random.Random) -> None:
    where, direction = ports(session, chance), chance.choice(("both", "request", "response"))
    session.net(do="set", ports=where, direction=direction, delay=chance.choice((0.02, 0.1, 0.4)))
    session.sleep(chance.uniform(3, 10))
    session.net(do="set", ports=where, direction=direction, delay=0)


def connections_reset(session: Session, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 6)):
        session.net(do="reset", ports=ports(session, chance))
        session.sleep(chance.uniform(0.05, 1))


def late_end_of_transaction(session: Session, chance: random.Random) -> None:
    """An EndTxn that got no answer arrives when the next transaction is open, and then the process dies: had the broker believed it, half
    a transaction would be committed without its offsets."""
    name = member(session, chance)
    instance = session.instances[name]
    since = len(session.network.said)
    session.net(do="late_end", id=f"{session.layout.group}.{instance}." if instance else session.layout.group)
    arrived = session.wait(lambda: session.heard("let go", since), "the late EndTxn", 20, must=False)
    session.notes.add("late end", name=name, arrived=arrived)
    if arrived:
        session.wait(lambda: session.heard("swallowed", since), "its own EndTxn", 3, must=False)
        if name in session.running:
            session.kill(name)
            session.start(name, instance)
    session.net(do="late_end", id=None)


# --- topics and load


def partitions_added(session: Session, chance: random.Random) -> None:
    topic = chance.choice(list(session.layout.inputs))
    total = session.partitions[topic] + 1
    if total > MOST_PARTITIONS:
        return
    session.broker.add_partitions(topic, total)
    session.partitions[topic] = total
    session.generate(f"partitions {topic} {total}")
    session.notes.add("partitions", topic=topic, total=total)


def burst(session: Session, chance: random.Random) -> None:
    session.generate(f"burst {chance.randint(500, 4000)}")


def topic_made_again(session: Session, chance: random.Random) -> None:
    """Beside the run, as its records are gone: a pipeline of its own stops that partition and says why."""
    name = f"{session.layout.name}-again-{chance.randint(0, 1 << 20)}"
    broker: Broker = session.broker
    for topic in ("in", "out", "dead"):
        broker.create_topic(f"{name}.{topic}", 1)
    feed = Producer(broker.bootstrap)
    config = {
        "name": name, "instance": "a", "kafka": {"brokers": broker.bootstrap.split(",")},
        "state": {"dir": "state"},
        "policies": {"p": {"detect": ["EMAIL_ADDRESS"]}},
        "routes": [{"from": {"topics": [f"{name}.in"]}, "to": {"topic": f"{name}.out"}, "policy": "p",
                    "dead_letter": {"topic": f"{name}.dead"}}],
        "workers": {"count": 1, "pin": False}, "admin": {"listen": "127.0.0.1:0"},
    }  # fmt: skip
    with Aegis(config) as process:
        process.wait_admin()
        feed.send(f"{name}.in", 200)
        feed.flush()
        session.wait(lambda: process.metrics().total("aegis_records_total") == 200 or not process.running, "200 records", 60, must=False)
        broker.delete_topics([f"{name}.in"])
        broker.create_topic(f"{name}.in", 1)
        stopped = session.wait(lambda: process.metrics().total("aegis_partition_stopped") == 1, "it stops", 60, must=False)
        session.notes.add("expected", seen=stopped and f"{name}.in [0] stopped" in process.stderr, last=last_words(process),
                          what="a topic that is made again stops its partition, with a reason")  # fmt: skip
    broker.delete_topics(f"{name}.{topic}" for topic in ("in", "out", "dead"))


KINDS: dict[str, Kind] = {
    "kill": Kind(kill, 10),
    "kill at a failpoint": Kind(kill_at_failpoint, 14),
    "kill at a failpoint of the state": Kind(kill_at_state_failpoint, 8, dedup=True),
    "state damaged": Kind(damage, 8, dedup=True),
    "kill all": Kind(kill_all, 4),
    "rolling restart": Kind(rolling_restart, 3),
    "freeze": Kind(freeze, 6),
    "freeze, and be replaced": Kind(freeze_replaced, 4),
    "rebalance storm": Kind(rebalance_storm, 5),
    "dynamic member killed": Kind(dynamic_members, 4),
    "reload storm": Kind(reload_storm, 4),
    "broker killed": Kind(broker_killed, 9, brokers=3),
    "broker restarted": Kind(broker_restarted, 4, brokers=3),
    "broker frozen": Kind(broker_frozen, 5, brokers=3),
    "network cut": Kind(cut, 8),
    "network slow": Kind(slow, 4),
    "connections reset": Kind(connections_reset, 5),
    "late EndTxn": Kind(late_end_of_transaction, 8),
    "partitions added": Kind(partitions_added, 3),
    "burst": Kind(burst, 4),
    "topic made again": Kind(topic_made_again, 1, most=2),
}


def schedule(seed: int, brokers: int, dedup: bool) -> Iterator[tuple[int, str, Kind, random.Random, bool]]:
    """Without end: number, name, what, its chances, and whether the next begins before this one is over its effects. The
    first round has every kind once."""
    chance = random.Random(f"nemesis {seed}")
    allowed = {name: kind for name, kind in KINDS.items() if kind.brokers <= brokers and (dedup or not kind.dedup)}
    queue = list(allowed)
    chance.shuffle(queue)
    done = dict.fromkeys(allowed, 0)
    number = 0
    while True:
        name = queue.pop() if queue else chance.choices(list(allowed), weights=[kind.weight for kind in allowed.values()])[0]
        if done[name] < allowed[name].most:
            done[name] += 1
            number += 1
            yield number, name, allowed[name], random.Random(f"action {seed} {number}"), chance.random() < 0.25


def settle(session: Session, healed_at: float, bound_s: float) -> float | None:
    """Until every partition that was behind at the heal has gone on; how long that took. None: not in time, which the verifier sees."""
    session.wait(lambda: session.sampler.latest["t"] > healed_at, "a sample", 90, must=False)
    start = dict(session.sampler.latest["committed"])
    left = session.sampler.behind()

    def gone_on() -> bool:
        now = session.sampler.latest["committed"]
        left.intersection_update(session.sampler.behind())
        left.difference_update([place for place in left if now.get(place, 0) > start.get(place, 0)])
        return not left

    if session.wait(gone_on, "progress", bound_s + 5, must=False):
        return time.monotonic() - healed_at
    return None
