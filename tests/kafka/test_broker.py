"""The broker goes away and comes back; signals; reload."""

from __future__ import annotations

import time

import pytest

from harness import PLANTED, assert_exactly_once, read_topic, show_transactions

STOP_S = 5.0


# Longer than a restart of the only broker takes. A transaction that times out while a cluster comes up cold is aborted by its
# coordinator, and Kafka 4.3.1 skips the markers of partitions whose leader is not known yet ("Couldn't find leader endpoint
# for partitions ... can be skipped" in its log): what the transaction wrote is then committed by the next one of the same id.
OUTLIVES_A_RESTART = "60s"


@pytest.mark.parametrize("how", ["restart", "kill"])
def test_the_broker_restarts_under_load(broker, stage, aegis, how: str) -> None:
    s = stage()
    with s.load():
        # The session ends meanwhile: it may have to find out that nobody but itself has its id.
        process = aegis(s.config(transaction={"timeout": OUTLIVES_A_RESTART})).start().wait_admin()
        process.wait_metric("aegis_records_total", 500)
        if how == "restart":
            broker.stop()
        else:
            broker.kill()
        broker.start()
        before = process.metrics().total("aegis_records_total")
        # What was open when the broker went may take its whole time, and is then sent again.
        process.wait_metric("aegis_records_total", before + 500, 120)
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)


def test_sigterm_stops_in_time_under_load(stage, aegis) -> None:
    s = stage()
    with s.load():
        process = aegis(s.config()).start().wait_admin()
        process.wait_metric("aegis_records_total", 300)
        begun = time.monotonic()
        assert process.stop() == 0, process.output_end()
        took = time.monotonic() - begun
        assert not s.broker.open_transactions(s.name)
    assert took < STOP_S, f"{took:.1f} s"
    print(f"stopped within {took:.2f} s")
    again = aegis(s.config()).start()
    s.wait_done(again)
    s.check(process, again)


def test_sigterm_with_the_brokers_down_ends_at_the_deadline(broker, stage, aegis) -> None:
    s = stage()
    with s.load():
        process = aegis(s.config(transaction={"interval": "1s", "timeout": OUTLIVES_A_RESTART})).start().wait_admin()
        process.wait_metric("aegis_records_total", 100)
        process.wait_while_running(lambda: broker.open_transactions(s.name), "a transaction is open", 20)
        show_transactions(broker, s.name, "before the brokers go down")
        broker.kill()
        try:
            begun = time.monotonic()
            status = process.stop()
            took = time.monotonic() - begun
        finally:
            broker.start()
    assert (status, took < STOP_S + 1) == (1, True), f"exit {status} after {took:.1f} s\n{process.output_end()}"
    assert "the broker aborts what is open" in process.stderr
    again = aegis(s.config()).start()
    s.wait_done(again)
    s.check(process, again)


def test_a_start_without_brokers_waits_for_them(broker, stage, aegis) -> None:
    s = stage()
    s.send(100)
    broker.stop()
    try:
        process = aegis(s.config()).start().wait_admin()
        status, why = process.get("/readyz")
        assert status == 503 and why, (status, why)
        assert process.get("/healthz")[0] == 200
        stopping = aegis(s.config(name=s.name + "-stop")).start().wait_admin()
        begun = time.monotonic()
        status = stopping.stop()
        assert time.monotonic() - begun < STOP_S + 1 and status in (0, 1), stopping.output_end()
    finally:
        broker.start()
    s.wait_done(process)
    process.wait_ready()
    assert process.stop() == 0
    s.check(process)


def test_an_unreachable_broker_in_the_list_does_not_matter(broker, stage, aegis, tmp_path) -> None:
    s = stage()
    s.send(100)
    process = aegis(s.config(kafka={"brokers": ["127.0.0.1:1", broker.bootstrap]})).start()
    s.wait_done(process)
    assert process.stop() == 0
    s.check(process)


def test_a_reload_takes_a_good_file_and_leaves_a_bad_one(stage, aegis) -> None:
    s = stage(2)
    with s.load():
        process = aegis(s.config()).start().wait_admin()
        process.wait_metric("aegis_records_total", 200)
        bad = s.config()
        bad["policies"]["p"]["detect"] = ["pii", "CREDIT_CRAD"]
        process.write_config(bad)
        process.reload()
        process.wait_while_running(lambda: "nothing was changed" in process.stderr, "the reload is refused", 10)
        assert "CREDIT_CRAD" in process.stderr and "CREDIT_CARD" in process.stderr
        assert f"{process.config_file}:" in process.stderr, "the mistake has no position"
        restart = s.config(route={"to": {"topic": s.target + ".elsewhere"}})
        process.write_config(restart)
        process.reload()
        process.wait_while_running(lambda: "takes a restart" in process.stderr, "the second one, too", 10)
        before = process.metrics().total("aegis_records_total")
        process.wait_metric("aegis_records_total", before + 200)
        good = s.config()
        good["policies"]["p"]["actions"]["default"] = {"replace": "[gone]"}
        process.write_config(good)
        process.reload()
        process.wait_while_running(lambda: "reloaded: plan" in process.stderr, "the good one is taken", 10)
        before = process.metrics().total("aegis_records_total")
        process.wait_metric("aegis_records_total", before + 200)
    s.wait_done(process)
    assert process.stop() == 0
    outputs = read_topic(s.broker.bootstrap, s.target)
    assert_exactly_once(s.feed.sent, outputs)
    s.check_nothing_planted(outputs, process)
    rich = [record for record in outputs if b'"to"' in record.value]
    for partition in range(2):
        new = [b"[gone]" in record.value for record in rich if record.partition == partition]
        assert new == sorted(new) and set(new) == {False, True}, "the plan changed back and forth, or not at all"
    for record in rich:  # never half of each
        assert all((b"[gone]" in record.value) != (instead.encode() in record.value) for instead in PLANTED.values())
