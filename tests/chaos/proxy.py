"""The network between Aegis and the brokers, which can be cut, slowed and made to keep a request back.

A process of its own: `proxy.py LISTEN:TARGET …`, ports on loopback, one pair a broker; the brokers advertise LISTEN to those
who ask there. Commands on stdin, a JSON object a line; what happens, on stdout likewise.

  {"do": "set", "ports": [LISTEN, …], "direction": "both"|"request"|"response", "hold": true, "delay": seconds}
        hold: nothing is passed on, and nobody is told; what was held goes on with hold false, and so do zombies
  {"do": "reset", "ports": […]}          closes all connections
  {"do": "late_end", "id": PREFIX}       the next EndTxn of such a transactional id is kept back and its connection closed, so that the
                                         client asks again; when the id's next transaction has something to end, it is let go. From
                                         then on no EndTxn of the id passes until {"do": "late_end", "id": null}
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
import sys

PRODUCE, INIT_PRODUCER_ID, ADD_PARTITIONS, END_TXN = 0, 22, 24, 26
LARGEST = 200 << 20
# From the version on that has tagged fields in its header.
FLEXIBLE = {END_TXN: 3, ADD_PARTITIONS: 3, INIT_PRODUCER_ID: 2}
LET_GO_AFTER_S = 0.15  # after the next transaction's first partition: time for records to be written


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


class Way:
    """One direction of one broker's connections."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.delay = 0.0

    async def passed(self) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        await self.open.wait()


class LateEnd:
    """One EndTxn that arrives when the next transaction of its producer is open."""

    def __init__(self) -> None:
        self.prefix: str | None = None
        self.stage = "off"  # wanted -> held -> let go
        self.release = asyncio.Event()

    def want(self, prefix: str | None) -> None:
        self.release.set()  # one that is still held belongs to no scenario any more
        self.prefix, self.stage, self.release = prefix, "wanted" if prefix else "off", asyncio.Event()

    def concerns(self, key: int, frame: bytes) -> bool:
        return self.prefix is not None and key in FLEXIBLE and transactional_id(key, frame).startswith(self.prefix)


def transactional_id(key: int, frame: bytes) -> str:
    """Of a request whose first field it is."""
    version, = struct.unpack_from(">h", frame, 2)
    at = 8
    length, = struct.unpack_from(">h", frame, at)
    at += 2 + max(0, length)
    if version >= FLEXIBLE[key]:
        return frame[at + 2 : at + 1 + frame[at + 1]].decode(errors="replace")  # no tags; shorter than 127
    length, = struct.unpack_from(">h", frame, at)
    return frame[at + 2 : at + 2 + max(0, length)].decode(errors="replace")


class Link:
    """A broker behind a port."""

    def __init__(self, listen: int, target: int, late: LateEnd) -> None:
        self.listen, self.target, self.late = listen, target, late
        self.ways = {"request": Way(), "response": Way()}
        self.connections: set[asyncio.StreamWriter] = set()
        self.tasks: set[asyncio.Task] = set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self.tasks.add(task)
        self.connections.add(writer)
        broker: asyncio.StreamWriter | None = None
        try:
            # As if the handshake were lost: connected, and nobody there.
            await self.ways["request"].passed()
            answers, broker = await asyncio.open_connection("127.0.0.1", self.target, limit=1 << 20)
            self.connections.add(broker)
            both = {asyncio.ensure_future(self.requests(reader, broker, writer)),
                    asyncio.ensure_future(self.responses(answers, writer))}  # fmt: skip
            _, left = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for one in left:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in (writer, broker):
                if end is not None:
                    self.connections.discard(end)
                    end.close()
            self.tasks.discard(task)

    async def requests(self, reader: asyncio.StreamReader, broker: asyncio.StreamWriter,
                       client: asyncio.StreamWriter) -> None:  # fmt: skip
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(4)
                size, = struct.unpack(">i", head)
                if not 8 <= size <= LARGEST:
                    return say(event="not Kafka", size=size)
                frame = await reader.readexactly(size)
                await self.ways["request"].passed()
                key, = struct.unpack_from(">h", frame)
                if self.late.concerns(key, frame) and not await self.meddle(key, frame, head, broker, client):
                    return
                broker.write(head + frame)
                await broker.drain()

    async def meddle(self, key: int, frame: bytes, head: bytes, broker: asyncio.StreamWriter,
                     client: asyncio.StreamWriter) -> bool:  # fmt: skip
        """Whether the request goes on now."""
        late = self.late
        if key == END_TXN and late.stage == "wanted":
            late.stage = "held"
            say(event="held", id=transactional_id(key, frame))
            client.transport.abort()  # the client sees its connection fail, and the broker sees nothing
            await late.release.wait()
            broker.write(head + frame)
            await broker.drain()
            await asyncio.sleep(2)  # to be read before the connection ends
            return False
        if key == ADD_PARTITIONS and late.stage == "held":
            late.stage = "letting go"
            asyncio.get_running_loop().call_later(LET_GO_AFTER_S, self.let_go)
        elif key == END_TXN and late.stage in ("letting go", "let go"):
            say(event="swallowed", id=transactional_id(key, frame))
            while late.stage != "off":
                await asyncio.sleep(0.05)
            return False
        return True

    def let_go(self) -> None:
        if self.late.stage == "letting go":
            self.late.stage = "let go"
            self.late.release.set()
            say(event="let go")

    async def responses(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                await self.ways["response"].passed()
                client.write(data)
                await client.drain()

    def reset(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        for writer in list(self.connections):
            writer.transport.abort()


async def serve(pairs: list[str]) -> None:
    late = LateEnd()
    links = {}
    for pair in pairs:
        listen, target = map(int, pair.split(":"))
        links[listen] = Link(listen, target, late)
        await asyncio.start_server(links[listen].accept, "127.0.0.1", listen, limit=1 << 20)
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    say(event="ready")
    while line := await commands.readline():
        what = json.loads(line)
        for listen in what.get("ports") or links:
            if what["do"] == "set":
                names = ("request", "response") if what["direction"] == "both" else (what["direction"],)
                for name in names:
                    way = links[listen].ways[name]
                    way.delay = what.get("delay", 0.0)
                    (way.open.clear if what.get("hold") else way.open.set)()
            elif what["do"] == "reset":
                links[listen].reset()
        if what["do"] == "late_end":
            late.want(what["id"])
        say(event="done", do=what["do"])


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1:]))
