"""Nobody reads the log: `aegis run` ends in time all the same. AEGIS_BIN names the binary. No broker."""
import fcntl
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
STOP_SECONDS = 5
SLACK_SECONDS = 3
CONFIG = """\
name: p
kafka: {brokers: ["127.0.0.1:1"]}
policies: {p: {}}
routes:
  - from: {topics: [a]}
    to: {topic: b}
admin: {listen: "127.0.0.1:0"}
"""


def pending(pid, number):
    """Does the signal wait for the process to look at it?"""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["ShdPnd"], 16) >> (number - 1) & 1


def wait_until(condition, what):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, f"not within 20 s: {what}"
        time.sleep(0.01)


class StuckStderr(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "p.yaml"
        self.file.write_text(CONFIG)
        self.reader, self.writer = os.pipe()
        self.addCleanup(os.close, self.reader)
        self.addCleanup(os.close, self.writer)
        size = fcntl.fcntl(self.writer, fcntl.F_GETPIPE_SZ)
        self.assertEqual(os.write(self.writer, b"\0" * size), size)

    def test_sigterm_ends_it_in_time(self):
        with subprocess.Popen([BINARY, "run", "-c", self.file], stdout=subprocess.PIPE, stderr=self.writer) as run:
            try:
                self.assertRegex(run.stdout.readline(), rb"^admin http://")
                run.send_signal(signal.SIGTERM)
                self.assertIn(run.wait(STOP_SECONDS + SLACK_SECONDS), (0, 1))
            finally:
                run.kill()

    def test_the_log_goes_on_and_says_what_it_lost(self):
        with subprocess.Popen([BINARY, "run", "-c", self.file], stdout=subprocess.PIPE, stderr=self.writer) as run:
            try:
                self.assertRegex(run.stdout.readline(), rb"^admin http://")
                # Taken by the loop, which comes after the start's lines: they found no room.
                run.send_signal(signal.SIGHUP)
                wait_until(lambda: not pending(run.pid, signal.SIGHUP), "SIGHUP is taken")
                os.read(self.reader, 1 << 20)
                run.send_signal(signal.SIGTERM)
                self.assertIn(run.wait(STOP_SECONDS + SLACK_SECONDS), (0, 1))
            finally:
                run.kill()
        log = os.read(self.reader, 1 << 20)
        self.assertRegex(log, rb"aegis: \d+ log lines dropped")
        self.assertIn(b"SIGTERM: stopping", log)


if __name__ == "__main__":
    unittest.main()
