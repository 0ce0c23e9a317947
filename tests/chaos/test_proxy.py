"""The network of a run, between a client and a broker that answers each request with its own bytes. No Kafka."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "kafka"))

from harness import wait_for  # noqa: E402
from harness.broker import kafka  # noqa: E402

END_TXN, ADD_PARTITIONS, METADATA = 26, 24, 3
PATIENCE_S = 20.0


def frame(key: int, text: str, correlation: int = 1) -> bytes:
    """A request as librdkafka sends it, whose first field is `text`."""
    client = b"test"
    body = struct.pack(">hhih", key, 1, correlation, len(client)) + client + struct.pack(">h", len(text)) + text.encode()
    return struct.pack(">i", len(body)) + body


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.request.recv(65536):
                self.server.received.append(data)
                self.request.sendall(data)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


class Network:
    def __init__(self) -> None:
        self.server = Server(("127.0.0.1", 0), Echo)
        self.server.received = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = kafka.free_ports(1)[0]
        self.said: list[str] = []
        self.process = subprocess.Popen([sys.executable, "-B", HERE / "proxy.py", f"{self.port}:{self.server.server_address[1]}"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip
        threading.Thread(target=lambda: self.said.extend(iter(self.process.stdout.readline, "")), daemon=True).start()
        self.wait("ready")

    def wait(self, event: str, since: int = 0) -> None:
        wait_for(lambda: any(json.loads(line)["event"] == event for line in self.said[since:]), event, PATIENCE_S)

    def tell(self, **what: object) -> None:
        since = len(self.said)
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        self.wait("done", since)

    def connect(self) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)
        client.settimeout(PATIENCE_S)
        return client

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def network() -> Iterator[Network]:
    one = Network()
    yield one
    one.close()


def answered(client: socket.socket, request: bytes) -> bool:
    client.sendall(request)
    got = b""
    while len(got) < len(request):
        if not (piece := client.recv(65536)):
            return False
        got += piece
    return got == request


def silent(client: socket.socket, seconds: float = 0.5) -> bool:
    client.settimeout(seconds)
    try:
        return client.recv(1) is None
    except TimeoutError:
        return True
    finally:
        client.settimeout(PATIENCE_S)


def test_requests_and_answers_pass(network: Network) -> None:
    with network.connect() as client:
        for number in range(50):
            assert answered(client, frame(METADATA, "x" * number * 600, number))


@pytest.mark.parametrize("direction", ["both", "request", "response"])
def test_what_is_held_comes_later(network: Network, direction: str) -> None:
    with network.connect() as client:
        assert answered(client, frame(METADATA, "before"))
        network.tell(do="set", ports=[], direction=direction, hold=True)
        client.sendall(request := frame(METADATA, "held"))
        assert silent(client)
        assert (b"held" in b"".join(network.server.received)) == (direction == "response")
        network.tell(do="set", ports=[], direction=direction, hold=False)
        assert client.recv(len(request), socket.MSG_WAITALL) == request


def test_a_delay_delays(network: Network) -> None:
    network.tell(do="set", ports=[], direction="both", delay=0.3)
    with network.connect() as client:
        begun = time.monotonic()
        assert answered(client, frame(METADATA, "slow"))
        assert time.monotonic() - begun >= 0.6


def test_connections_that_were_reset_can_be_made_again(network: Network) -> None:
    for _ in range(20):
        clients = [network.connect() for _ in range(8)]
        for client in clients[:6]:
            assert answered(client, frame(METADATA, "x"))
        clients[6].sendall(frame(METADATA, "on its way"))
        network.tell(do="reset", ports=[])
        for client in clients:
            client.close()
    with network.connect() as client:
        assert answered(client, frame(METADATA, "again"))


def test_a_late_end_of_transaction_comes_in_the_next_one(network: Network) -> None:
    network.tell(do="late_end", id="run.a.")
    first = network.connect()
    assert answered(first, frame(END_TXN, "other.b.0")), "that of somebody else"
    first.sendall(frame(END_TXN, "run.a.0", 11))
    with contextlib.suppress(ConnectionError):
        assert first.recv(1) == b"", "its connection must fail"
    network.wait("held")
    assert frame(END_TXN, "run.a.0", 11) not in network.server.received
    with network.connect() as second:
        assert answered(second, frame(END_TXN, "run.a.0", 12)), "the client asks again"
        assert answered(second, frame(ADD_PARTITIONS, "run.a.0", 13)), "its next transaction"
        network.wait("let go")
        wait_for(lambda: frame(END_TXN, "run.a.0", 11) in network.server.received, "the late one arrives", PATIENCE_S)
        second.sendall(frame(END_TXN, "run.a.0", 14))
        network.wait("swallowed")
        assert frame(END_TXN, "run.a.0", 14) not in network.server.received
        network.tell(do="late_end", id=None)
    with network.connect() as third:
        assert answered(third, frame(END_TXN, "run.a.0", 15))
