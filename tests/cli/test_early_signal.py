"""A signal while `aegis run` starts, before any worker: it ends at once. AEGIS_BIN names the binary. No broker."""
import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
# Far less than the look-ups, each of which waits 5 s and more for a broker that is silent.
SECONDS = 3
CONFIG = """\
name: p
kafka: {brokers: ["127.0.0.1:%d"]}
policies: {p: {}}
routes:
  - from: {topics: [a]}
    to: {topic: b}
admin: {listen: "127.0.0.1:0"}
"""


def holds(pid, number):
    """Is the signal blocked in the first thread?"""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["SigBlk"], 16) >> (number - 1) & 1


class EarlySignal(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        silent = socket.create_server(("127.0.0.1", 0))  # takes connections, and never answers
        self.addCleanup(silent.close)
        silent.settimeout(20)
        self.silent = silent
        self.file = Path(folder.name) / "p.yaml"
        self.file.write_text(CONFIG % silent.getsockname()[1])

    def end(self, number, when):
        """A drain asks the cluster first, so it is still starting whenever the signal comes."""
        with subprocess.Popen([BINARY, "run", "--drain", "-c", self.file], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            try:
                when(run)
                begun = time.monotonic()
                run.send_signal(number)
                code = run.wait(20)
                self.assertLess(time.monotonic() - begun, SECONDS)
                self.assertEqual((code, run.stdout.read()), (1, b""))  # not drained
                self.assertIn(b"aegis: stopped before it had begun", run.stderr.read())
            finally:
                run.kill()

    def connected(self, run):
        self.addCleanup(self.silent.accept()[0].close)

    def held(self, run):
        deadline = time.monotonic() + 20
        while not holds(run.pid, signal.SIGTERM):
            assert time.monotonic() < deadline, "it never held SIGTERM"
            assert run.poll() is None, run.stderr.read()

    def test_sigterm_while_the_cluster_is_asked(self):
        self.end(signal.SIGTERM, self.connected)

    def test_sigint_while_the_cluster_is_asked(self):
        self.end(signal.SIGINT, self.connected)

    def test_sigterm_in_the_first_milliseconds(self):
        for _ in range(5):
            self.end(signal.SIGTERM, self.held)


if __name__ == "__main__":
    unittest.main()
