"""`aegis check`, `version`, help and exit codes, as another program meets them. AEGIS_BIN names the binary."""
import json
import os
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
GOOD = """\
name: p
kafka: {brokers: ["127.0.0.1:%d"], properties: {socket.timeout.ms: 1000}}
policies: {p: {}}
routes:
  - from: {topics: [a]}
    to: {topic: b}
admin: {listen: "127.0.0.1:0"}
"""


def aegis(*arguments, given=b"", **environment):
    return subprocess.run([BINARY, *arguments], input=given, capture_output=True, timeout=SECONDS, check=False,
                          env={**os.environ, **environment})  # fmt: skip


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Usage(unittest.TestCase):
    def test_no_command_is_bad_usage(self):
        answer = aegis()
        self.assertEqual(answer.returncode, 2)
        self.assertEqual(answer.stdout, b"")

    def test_an_unknown_command_or_option_is_bad_usage(self):
        for arguments in (["chek"], ["check", "--nonsense"], ["run"], ["lag"], ["check"]):
            answer = aegis(*arguments)
            self.assertEqual(answer.returncode, 2, arguments)
            self.assertEqual(answer.stdout, b"", arguments)
            self.assertTrue(answer.stderr, arguments)

    def test_every_command_has_help_with_an_example(self):
        top = aegis("--help")
        self.assertEqual(top.returncode, 0)
        commands = [line.split()[0] for line in top.stdout.decode().split("Subcommands:")[1].splitlines()
                    if line.startswith("  ") and not line.startswith("   ")]  # fmt: skip
        self.assertGreaterEqual(set(commands) & {"run", "check", "lag", "version"}, {"run", "check", "lag", "version"})
        # The footer's example line is indented, too.
        for command in (c for c in commands if c != "aegis"):
            answer = aegis(command, "--help")
            self.assertEqual(answer.returncode, 0, command)
            self.assertRegex(answer.stdout, rb"Examples?:\n  ", command)
            self.assertIn(b"aegis " + command.encode(), answer.stdout, command)

    def test_version_names_what_it_is_built_on(self):
        answer = aegis("version")
        self.assertEqual(answer.returncode, 0)
        self.assertRegex(answer.stdout.decode(), r"^aegis \d+\.\d+\.\d+\n(.*\n)*librdkafka \d+\.\d+\.\d+")
        self.assertEqual(aegis("--version").returncode, 0)

    def test_a_full_disk_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            answer = subprocess.run([BINARY, "check", "--schema"], stdout=full, stderr=subprocess.PIPE, timeout=SECONDS,
                                    check=False)  # fmt: skip
        self.assertEqual(answer.returncode, 1)
        self.assertIn(b"stdout", answer.stderr)


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="aegis-check-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, text):
        path = self.folder / "p.yaml"
        path.write_text(text)
        return str(path)

    def test_a_good_file(self):
        answer = aegis("check", "-c", self.write(GOOD % 9092))
        self.assertEqual((answer.returncode, answer.stdout), (0, b""), answer.stderr)

    def test_every_mistake_at_once_with_its_position(self):
        file = self.write("nam: p\nkafka: {brokers: [x]}\npolicies: {p: {}}\nroutes:\n  - from: {topics: [a]}\n")
        answer = aegis("check", "-c", file)
        self.assertEqual(answer.returncode, 2)
        self.assertEqual(answer.stderr.decode().splitlines(), [
            f"{file}:1:1: error: unknown key `nam`; did you mean `name`?",
            f"{file}:1:1: error: `name` is missing",
            f"{file}:2:19: error: a broker is host:port, as localhost:9092; found `x`",
            f"{file}:5:5: error: `to` is missing",
        ])  # fmt: skip

    def test_stdin_and_pipes(self):
        self.assertEqual(aegis("check", "-c", "-", given=(GOOD % 1).encode()).returncode, 0)
        self.assertEqual(aegis("check", "-c", "-", given=b"name: [").returncode, 2)

    def test_a_missing_file(self):
        answer = aegis("check", "-c", str(self.folder / "none.yaml"))
        self.assertEqual(answer.returncode, 2)
        self.assertIn(b"none.yaml: error: No such file", answer.stderr)

    def test_the_schema_is_json(self):
        answer = aegis("check", "--schema")
        self.assertEqual(answer.returncode, 0)
        self.assertIn("routes", json.loads(answer.stdout)["properties"])

    def test_a_cluster_that_does_not_answer_is_a_failure_not_a_mistake(self):
        file = self.write(GOOD % closed_port())
        for arguments in (["check", "-c", file, "--connect"], ["lag", "-c", file], ["run", "-c", file, "--drain"]):
            answer = aegis(*arguments)
            self.assertEqual(answer.returncode, 1, arguments)
            self.assertIn(b"error:", answer.stderr, arguments)

    def test_run_starts_nothing_with_a_bad_file(self):
        state = self.folder / "state"
        file = self.write((GOOD % 1).replace("[a]", "[]") + f"state: {{dir: {state}}}\n")
        answer = aegis("run", "-c", file)
        self.assertEqual((answer.returncode, answer.stdout), (2, b""))
        self.assertIn(b"p.yaml:5:20: error: at least one topic is needed", answer.stderr)
        self.assertFalse(state.exists())

    def test_an_instance_that_another_process_holds(self):
        state = self.folder / "state"
        file = self.write((GOOD % closed_port()) + f"state: {{dir: {state}}}\n")
        with subprocess.Popen([BINARY, "run", "-c", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as first:
            try:
                self.assertRegex(first.stdout.readline(), rb"^admin http://127\.0\.0\.1:\d+\n$")
                answer = aegis("run", "-c", file)
                self.assertEqual(answer.returncode, 2, answer.stderr)
                self.assertIn(b"error:", answer.stderr)
            finally:
                first.kill()

    def test_an_admin_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            answer = aegis("run", "-c", self.write((GOOD % closed_port()).replace("127.0.0.1:0", f"127.0.0.1:{port}")))
        self.assertEqual((answer.returncode, answer.stdout), (2, b""), answer.stderr)
        self.assertIn(str(port).encode(), answer.stderr)

    def test_colour_only_for_a_person(self):
        file = self.write("name: [")
        self.assertNotIn(b"\033", aegis("check", "-c", file).stderr)
        for environment, coloured in (({"NO_COLOR": "", "TERM": "xterm"}, True), ({"NO_COLOR": "1", "TERM": "xterm"}, False),
                                      ({"NO_COLOR": "", "TERM": "dumb"}, False)):  # fmt: skip
            ours, theirs = os.openpty()
            try:
                subprocess.run([BINARY, "check", "-c", file], stderr=theirs, timeout=SECONDS, check=False,
                               env={**os.environ, **environment})  # fmt: skip
                self.assertEqual(b"\033" in os.read(ours, 4096), coloured, environment)
            finally:
                os.close(ours)
                os.close(theirs)


if __name__ == "__main__":
    unittest.main()
