"""Fixtures of the real-broker tests. All files of one pytest session share one broker and must not mind each other."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import Aegis, Broker, Consumer, Producer, Stage  # noqa: E402

TEST_NUMBER = itertools.count(1)


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """One node, for everybody. A test that stops it starts it again; one that needs other settings or three nodes
    makes a Broker of its own."""
    with Broker() as started:
        yield started


@pytest.fixture
def unique(request: pytest.FixtureRequest) -> str:
    """A name that no other test of the session uses: for groups, transactional ids, pipelines."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name).strip("-").lower()
    return f"{name[:60]}-{next(TEST_NUMBER)}"


@pytest.fixture
def topic(broker: Broker, unique: str) -> Iterator[Callable[..., str]]:
    """topic("in", partitions=4, cleanup_policy="compact"): creates <unique>.in and returns its name. Deleted afterwards,
    as is every topic whose name begins with the test's unique name."""

    def create(suffix: str = "in", partitions: int = 1, **config: str | int) -> str:
        return broker.create_topic(f"{unique}.{suffix}", partitions, **config)

    yield create
    broker.start()  # the test may have ended with a stopped broker
    broker.delete_topics(name for name in broker.topics() if name.startswith(unique + "."))


@pytest.fixture
def stage(broker: Broker, unique: str, topic: Callable[..., str]) -> Callable[..., Stage]:
    """stage(partitions=4, **output topic's properties)"""
    return lambda *arguments, **options: Stage(broker, unique, *arguments, **options)


@pytest.fixture
def producer(broker: Broker) -> Callable[..., Producer]:
    """producer(transactional_id=None, **librdkafka properties)"""
    return lambda *arguments, **properties: Producer(broker.bootstrap, *arguments, **properties)


@pytest.fixture
def consumer(broker: Broker) -> Iterator[Callable[..., Consumer]]:
    """consumer(topic, isolation="read_committed")"""
    opened: list[Consumer] = []

    def create(*arguments: str) -> Consumer:
        opened.append(Consumer(broker.bootstrap, *arguments))
        return opened[-1]

    yield create
    for one in opened:
        one.client.close()


@pytest.fixture
def aegis(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Aegis]]:
    """aegis(config, failpoint=..., directory=...): a process, not started yet; ended and removed after the test. When
    the test fails, the report shows what each process said last."""
    made: list[Aegis] = []

    def create(config: dict | str, **options: object) -> Aegis:
        options.setdefault("directory", tmp_path / f"aegis-{len(made) + 1}")
        made.append(Aegis(config, **options))
        return made[-1]

    yield create
    for number, one in enumerate(made, 1):
        if one.process is not None:
            one.close()
            report = getattr(request.node, "report_of_call", None)
            if report is not None and report.failed:
                report.sections.append((f"aegis {number}", one.output_end(80)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    outcome = yield
    if call.when == "call":
        item.report_of_call = outcome.get_result()
