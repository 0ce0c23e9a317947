"""kill -9 at named points inside a transaction, and at random moments: no loss, no repeat, no reorder."""

from __future__ import annotations

import os
import random
import time

import pytest

from harness import read_topic, show_transactions, wait_for

# The start positions are committed first, in transactions without outputs; by the eighth time there is real load.
INSIDE = ["after_first_produce:8", "before_flush:8", "after_flush:8", "after_send_offsets:8", "before_commit:8"]
IDENTITIES = {"static": "a", "dynamic": None}


@pytest.mark.parametrize("failpoint", INSIDE)
def test_killed_inside_a_transaction(broker, stage, aegis, unique, failpoint: str) -> None:
    s = stage()
    with s.load():
        first = aegis(s.config(), failpoint=failpoint).start()
        first.wait_failpoint()
        # What was produced may still be on its way: the client's threads go on behind the failpoint.
        wait_for(lambda: any((s.target, p) in state.partitions for state in broker.open_transactions(unique).values()
                             for p in range(s.partitions)), "a transaction with outputs is open", 5)  # fmt: skip
        states = show_transactions(broker, unique, f"at {failpoint}, before the kill")
        assert [state.state for state in states.values()] == ["Ongoing"]
        first.kill()
        if failpoint.startswith("after_flush"):
            committed = len(read_topic(broker.bootstrap, s.target))
            assert len(read_topic(broker.bootstrap, s.target, "read_uncommitted")) > committed
        begun = time.monotonic()
        second = aegis(s.config()).start()
        second.wait_admin().wait_metric("aegis_records_total", 1)
        print(f"first record {time.monotonic() - begun:.1f} s after the restart")
    s.wait_done(second)
    assert second.stop() == 0
    s.check(first, second)


def test_killed_before_the_first_transaction(broker, stage, aegis, unique) -> None:
    """Nothing is open yet at the first poll that brings records: the statement is that nothing is lost."""
    s = stage()
    s.send(400)
    first = aegis(s.config(), failpoint="after_poll").start()
    first.wait_failpoint()
    states = show_transactions(broker, unique, "at after_poll, before the kill")
    assert not any(state.is_open for state in states.values())
    first.kill()
    second = aegis(s.config()).start()
    s.wait_done(second)
    assert second.stop() == 0
    s.check(first, second)


def test_killed_right_after_a_commit(broker, stage, aegis, unique) -> None:
    """The transaction is complete, or about to be: the statement is that what it holds is not repeated."""
    s = stage()
    with s.load():
        first = aegis(s.config(), failpoint="after_commit:8").start()
        first.wait_failpoint()
        states = show_transactions(broker, unique, "at after_commit, before the kill")
        assert [state.state for state in states.values()][0] in ("PrepareCommit", "CompleteCommit")
        first.kill()
        assert read_topic(broker.bootstrap, s.target)
        second = aegis(s.config()).start().wait_admin()
        second.wait_metric("aegis_records_total", 1)
    s.wait_done(second)
    assert second.stop() == 0
    s.check(first, second)


def test_killed_while_committing_the_start_positions(broker, stage, aegis, unique) -> None:
    s = stage()
    s.send(200)
    first = aegis(s.config(), failpoint="before_commit").start()
    first.wait_failpoint()
    states = show_transactions(broker, unique, "at the first before_commit, before the kill")
    assert [state.state for state in states.values()] == ["Ongoing"]
    first.kill()
    second = aegis(s.config()).start()
    s.wait_done(second)
    assert second.stop() == 0
    s.check(first, second)


@pytest.mark.parametrize("identity", IDENTITIES)
def test_killed_at_random_moments_under_load(broker, stage, aegis, unique, identity: str) -> None:
    """Fewer kills of a dynamic member: after each the group waits until the session has timed out."""
    seed = int(os.environ.get("AEGIS_TEST_SEED") or random.SystemRandom().randrange(1 << 30))
    chance = random.Random(seed)
    print(f"\nAEGIS_TEST_SEED={seed}")
    s = stage()
    open_at_kill, processes = 0, []
    with s.load():
        for number in range(int(os.environ.get("AEGIS_TEST_KILLS") or (6 if identity == "static" else 2))):
            one = aegis(s.config(instance=IDENTITIES[identity], transaction={"timeout": "6s", "interval": "200ms"}))
            processes.append(one.start().wait_admin())
            one.wait_metric("aegis_records_total", 1)
            time.sleep(chance.uniform(0, 0.7))
            if number % 2 == 1:  # half of the kills are random within an open transaction, too
                wait_for(lambda: broker.open_transactions(unique), "a transaction is open", 10, 0.002)
            states = broker.transactions(unique)
            one.kill()
            open_at_kill += any(state.is_open for state in states.values())
            print(f"kill {number}: {', '.join(f'{name} {state.state}' for name, state in states.items())}")
        last = aegis(s.config(instance=IDENTITIES[identity])).start().wait_admin()
        last.wait_metric("aegis_records_total", 1)
    s.wait_done(last)
    assert last.stop() == 0
    outputs = s.check(*processes, last)
    everything = read_topic(broker.bootstrap, s.target, "read_uncommitted")
    print(f"{open_at_kill} open when asked; {len(outputs)} records committed, {len(everything)} written")
    assert open_at_kill > 0 or len(everything) > len(outputs), "no kill hit a transaction: nothing is proven"
