"""`aegis state` without a cluster: exit codes, streams, and what it says where nothing is. Contents are looked at in the unit tests and,
with a real broker, in tests/kafka/test_dedup.py."""
import base64
import fcntl
import json
import os
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
CONFIG = """\
name: p
kafka: {brokers: ["127.0.0.1:%d"], properties: {socket.timeout.ms: 1000}}
keys: {ids: {file: ids.keyset}}
policies: {p: {}}
routes:
  - name: r
    from: {topics: [a]}
    to: {topic: b}
    dedup: {key: ids, exact: {of: value}, window: 1h}
state: {dir: ./state}
"""
COMMANDS = ("info", "verify", "rebuild", "export")


def aegis(*arguments):
    return subprocess.run([BINARY, *arguments], capture_output=True, timeout=SECONDS, check=False, text=True)


class State(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="aegis-state-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.config = self.folder / "p.yaml"
        self.config.write_text(CONFIG % port)
        keyset = self.folder / "ids.keyset"
        keyset.write_text(json.dumps({"version": 1, "primary": "k1", "keys": {"k1": base64.b64encode(bytes(range(32))).decode()}}))
        keyset.chmod(0o600)

    def ask(self, command, *arguments):
        return aegis("state", command, "-c", str(self.config), *arguments)

    def database(self, *files):
        """A folder as dedup makes it, with these in it."""
        folder = self.folder / "state" / "dedup" / "a" / "0" / "r"
        (folder / "db").mkdir(parents=True)
        (folder / "owner").touch()
        for name in files:
            (folder / "db" / name).write_text("this is no database\n")
        return folder

    def test_bad_usage(self):
        for arguments, what in ((["state"], "subcommand"), (["state", "nope"], "nope"), (["state", "info"], "--config is required"),
                                (["state", "info", "-c", "x", "--yes"], "--yes"), (["state", "export", "-c", "x", "--json"], "--json"),
                                (["state", "info", "-c", "x", "--partition", "-1"], "--partition"),
                                (["state", "info", "-c", "x", "--partition", "one"], "--partition")):  # fmt: skip
            answer = aegis(*arguments)
            self.assertEqual((answer.returncode, answer.stdout), (2, ""), arguments)
            self.assertIn(what, answer.stderr, arguments)

    def test_every_subcommand_has_help_with_an_example(self):
        for command in COMMANDS:
            answer = aegis("state", command, "--help")
            self.assertEqual(answer.returncode, 0, command)
            self.assertRegex(answer.stdout, rf"Example:\n  aegis state {command} -c ", command)

    def test_a_configuration_with_mistakes_or_without_dedup(self):
        text = self.config.read_text()
        for command in COMMANDS:
            self.config.write_text(text.replace("window: 1h", "window: soon"))
            answer = self.ask(command)
            self.assertEqual((answer.returncode, answer.stdout), (2, ""), command)
            self.assertIn("p.yaml:9:", answer.stderr, command)
            self.config.write_text("\n".join(line for line in text.splitlines() if "dedup" not in line))
            answer = self.ask(command)
            self.assertEqual((answer.returncode, answer.stdout), (2, ""), command)
            self.assertIn("no route has `dedup`", answer.stderr, command)

    def test_nothing_there_is_said_and_nothing_is_made(self):
        for make in (False, True):
            if make:
                (self.folder / "state" / "dedup").mkdir(parents=True)
            answer = self.ask("info")
            self.assertEqual((answer.returncode, answer.stdout), (0, ""))
            self.assertIn("no dedup state in ", answer.stderr)
            self.assertIn("/state: `aegis run` makes it", answer.stderr)
            self.assertEqual(json.loads(self.ask("info", "--json").stdout), [])
            for command in ("verify", "rebuild", "export"):
                answer = self.ask(command)
                self.assertEqual((answer.returncode, answer.stdout), (1, ""), command)
                self.assertIn("no dedup state in ", answer.stderr, command)
            self.assertEqual((self.folder / "state").exists(), make)

    def test_what_was_asked_for_is_not_there(self):
        self.database()
        answer = self.ask("info", "--topic", "a", "--partition", "0", "--state", "r")
        self.assertEqual(answer.returncode, 0)
        self.assertEqual(answer.stdout.splitlines()[1].split()[:4], ["a", "0", "r", "empty"])
        for arguments in (["--topic", "b"], ["--partition", "7"], ["--state", "s"]):
            for command in COMMANDS:
                answer = self.ask(command, *arguments)
                self.assertEqual((answer.returncode, answer.stdout), (1, ""), (command, arguments))
                self.assertIn("is the one asked for", answer.stderr)

    def test_damage_is_shown_and_left_alone(self):
        folder = self.database("CURRENT", "MANIFEST-000001")
        answer = self.ask("info")
        self.assertEqual(answer.returncode, 1)
        head, row = answer.stdout.splitlines()
        self.assertEqual(head.split()[:4], ["TOPIC", "PARTITION", "STATE", "CONDITION"])
        self.assertEqual(row.split()[:5], ["a", "0", "r", "damaged", "no"])
        self.assertIn("r of a [0]: the dedup state ", answer.stderr)
        rows = json.loads(self.ask("info", "--json").stdout)
        self.assertEqual([(row["topic"], row["partition"], row["state"], row["condition"], row["in_use"]) for row in rows],
                         [("a", 0, "r", "damaged", False)])  # fmt: skip
        self.assertIn("is damaged", rows[0]["why"])
        answer = self.ask("verify", "--local")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("r of a [0]: FAILED: ", answer.stdout)
        answer = self.ask("export")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertIn("is damaged", answer.stderr)
        self.assertEqual(sorted(path.name for path in (folder / "db").iterdir()), ["CURRENT", "MANIFEST-000001"])

    def test_rebuild_asks_first_and_needs_the_cluster(self):
        folder = self.database("CURRENT")
        answer = self.ask("rebuild")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("this empties what is on disk of r of a [0]", answer.stderr)
        self.assertIn("--yes", answer.stderr)
        answer = self.ask("rebuild", "--yes")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertTrue(answer.stderr)
        self.assertEqual((folder / "db" / "CURRENT").read_text(), "this is no database\n")

    def test_rebuild_refuses_what_is_in_use(self):
        folder = self.database("CURRENT")
        with open(folder / "owner") as owner:
            fcntl.flock(owner, fcntl.LOCK_EX)
            answer = self.ask("rebuild", "--yes")
            self.assertEqual((answer.returncode, answer.stdout), (1, ""))
            self.assertIn("state r of a [0] is in use by a process", answer.stderr)
            self.assertIn("nothing was emptied", answer.stderr)
            self.assertEqual(json.loads(self.ask("info", "--json").stdout)[0]["in_use"], True)


if __name__ == "__main__":
    unittest.main()
