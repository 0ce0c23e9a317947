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

    def test_bad_usage_says_what_and_where_to_read_on(self):
        for arguments, what, command in (
            (["--nope"], "--nope", "aegis"), (["run", "--nope"], "not expected: --nope", "aegis run"), (["run"], "--config is required", "aegis run"),
            (["test", "--nope", "--more"], "not expected: --nope --more", "aegis test"), (["lag", "-c", "x", "y", "z"], "not expected: y z", "aegis lag"),
            (["check", "-c"], "--config", "aegis check"), (["keys"], "subcommand", "aegis keys"), (["keys", "new", "--nope"], "--nope", "aegis keys new"),
            (["keys", "new"], "FILE", "aegis keys new"), (["version", "x"], "not expected: x", "aegis version"), (["rules", "x"], "x", "aegis rules"),
            (["check", "-c", "a", "-c", "b"], "--config", "aegis check"), (["keys", "new", "x", "--id", "A B"], "--id", "aegis keys new"),
        ):  # fmt: skip
            answer = aegis(*arguments)
            self.assertEqual((answer.returncode, answer.stdout), (2, b""), arguments)
            first, second = answer.stderr.decode().splitlines()
            self.assertRegex(first, "^aegis: error: ", arguments)
            self.assertIn(what, first, arguments)
            self.assertEqual(second, f"Run `{command} --help` for more information.", arguments)

    def test_verify_refuses_what_cannot_be(self):
        good = {"--brokers": "127.0.0.1:1", "--from": "a", "--to": "b", "--receipts": "r"}
        for name, value, why in (("--brokers", "http://x", "without `http://`"), ("--brokers", "x", "host:port"), ("--brokers", "a:1,", "host:port"),
                                 ("--brokers", "a:0", "port"), ("--from", "a b", "topic"), ("--to", "..", "topic"), ("--receipts", "x" * 250, "topic"),
                                 ("--to", "", "--to")):  # fmt: skip
            answer = aegis("verify", *[word for pair in {**good, name: value}.items() for word in pair])
            self.assertEqual((answer.returncode, answer.stdout), (2, b""), (name, value))
            self.assertIn(why, answer.stderr.decode())

    def test_talk_goes_to_stderr(self):
        answer = aegis("verify", "--brokers", f"127.0.0.1:{closed_port()}", "--from", "a", "--to", "b", "--receipts", "r")
        self.assertEqual((answer.returncode, answer.stdout), (1, b""))
        self.assertIn(b"error:", answer.stderr)

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

    def test_keys_are_never_overwritten(self):
        with tempfile.TemporaryDirectory(prefix="aegis-keys-") as folder:
            file = Path(folder) / "ids.keyset"
            self.assertEqual(aegis("keys", "new", str(file)).returncode, 0)
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            before = file.read_bytes()
            for name, why in ((str(file), "exists"), (folder, "exists"), (folder + "/none/x", "No such file"), ("/dev/full", "exists")):
                answer = aegis("keys", "new", name)
                self.assertEqual((answer.returncode, answer.stdout), (1, b""), name)
                self.assertIn(f"{name}: ", answer.stderr.decode())
                self.assertIn(why, answer.stderr.decode())
            self.assertEqual(file.read_bytes(), before)
            self.assertEqual(aegis("keys", "new", "").returncode, 2)

    def test_what_cannot_be_written_is_a_failure(self):
        card = Path(tempfile.mkstemp(prefix="aegis-card-")[1])
        self.addCleanup(card.unlink)
        card.write_text("4111 1111 1111 1111\n")
        for arguments in (["check", "--schema"], ["rules"], ["rules", "--json"], ["version"], ["--version"], ["--help"], ["scan", "--help"],
                          ["scan", str(card)], ["scan", "--json", str(card)], ["scan", "--redact", str(card)], ["scan", "--batch"]):  # fmt: skip
            given = b'{"id":1,"text":"a"}\n'
            with open("/dev/full", "wb") as full:
                answer = subprocess.run([BINARY, *arguments], input=given, stdout=full, stderr=subprocess.PIPE, timeout=SECONDS, check=False)
            self.assertEqual(answer.returncode, 1, arguments)
            self.assertIn(b"written" if arguments[0] == "scan" and "--help" not in arguments else b"stdout", answer.stderr, arguments)
            closed = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", BINARY, *arguments], input=given, stderr=subprocess.PIPE,
                                    timeout=SECONDS, check=False)  # fmt: skip
            self.assertEqual(closed.returncode, 1, arguments)
            self.assertIn(b"error:", closed.stderr, arguments)

    def test_no_file_takes_the_place_of_a_closed_stream(self):
        with tempfile.TemporaryDirectory(prefix="aegis-streams-") as folder:
            answer = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", BINARY, "keys", "new", folder + "/a.keyset"], check=False,
                                    timeout=SECONDS)  # fmt: skip
            self.assertEqual(answer.returncode, 0)
            self.assertEqual(json.loads(Path(folder, "a.keyset").read_text())["primary"], "k1")


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
            f"{file}:2:19: error: a broker is host:port, as localhost:9092",
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
