"""`aegis test`: a file of tests that cannot fail is refused with a position. AEGIS_BIN names the binary."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
PIPELINE = """\
name: p
kafka: {brokers: ["127.0.0.1:9092"]}
policies: {p: {}}
routes:
  - {name: orders, from: {topics: [orders.raw]}, to: {topic: orders.clean}, dead_letter: {topic: dlq}}
  - {name: logs, from: {pattern: "^(.*)\\\\.log$"}, to: {topic: "${1}.clean"}, format: text}
"""
TEST = "tests:\n  - name: a\n    input: {topic: orders.raw, value: '{}'}\n    expect:\n"


class Tests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="aegis-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "p.yaml").write_text(PIPELINE)

    def run_tests(self, text, pipeline="p.yaml"):
        (self.folder / "p_test.yaml").write_text(text)
        return subprocess.run([BINARY, "test", "-c", pipeline], cwd=self.folder, capture_output=True, text=True,
                              timeout=SECONDS, check=False)  # fmt: skip

    def test_passes_and_fails(self):
        good = self.run_tests(TEST + "      - {to: orders.clean, value: '{}', findings: []}\n")
        self.assertEqual((good.returncode, good.stdout), (0, "ok   a\n1 passed, 0 failed\n"), good.stderr)
        bad = self.run_tests(TEST + "      - {value: '{ }'}\n")
        self.assertEqual(bad.returncode, 1)
        self.assertIn("FAIL a\n  p_test.yaml:2:5\n  orders: value\n    expected '{ }'\n    got      '{}'\n", bad.stdout)

    def test_a_topic_that_no_route_may_read(self):
        text = "tests:\n  - {name: a, input: {topic: orders.clean}, expect: no_route}\n"
        self.assertEqual(self.run_tests(text).returncode, 0)
        read = self.run_tests(text.replace("orders.clean", "orders.raw"))
        self.assertEqual(read.returncode, 1)
        self.assertIn("orders: the record matches this route, and nothing is expected of it", read.stdout)

    def test_the_form_of_numbers_is_the_policys(self):
        given = '{"card": -4000555566667775, "as": [4000555566667775.0, 4.000555566667775E15], "t": "4000555566667775", "n": 1.50}'
        for numbers, card, others in (("string", '"-************7775"', '["************7775", "************7775"]'),
                                      ("null", "null", "[null, null]"),
                                      ("number", "-1111111111127775", "[1111111111127775.0, 1.111111111127775E15]")):  # fmt: skip
            (self.folder / "p.yaml").write_text(
                PIPELINE.replace("policies: {p: {}}", f"policies: {{p: {{numbers: {numbers}, actions: {{default: {{mask: {{keep_last: 4}}}}}}}}}}"))
            wanted = f'{{"card": {card}, "as": {others}, "t": "************7775", "n": 1.50}}'
            answer = self.run_tests(f"tests:\n  - name: a\n    input: {{topic: orders.raw, value: '{given}'}}\n    expect:\n"
                                    f"      - {{value: '{wanted}'}}\n")  # fmt: skip
            self.assertEqual((answer.returncode, answer.stdout), (0, "ok   a\n1 passed, 0 failed\n"), answer.stderr)
        (self.folder / "p.yaml").write_text(PIPELINE.replace("policies: {p: {}}", "policies: {p: {numbers: text}}"))
        answer = self.run_tests(TEST + "      - {value: '{}'}\n")
        self.assertEqual(answer.returncode, 2)
        self.assertIn("p.yaml:3:25: error: expected string, null or number, found `text`", answer.stderr)

    def test_what_says_nothing_is_refused_with_its_position(self):
        whole = "tests:\n  - {name: a, input: {topic: orders.raw}, expect: %s}\n"
        for text, problem in (
            ("", "1:1: error: expected a mapping, found nothing"),
            ("{}\n", "1:1: error: `tests` is missing"),
            ("tests: []\n", "1:8: error: at least one test is needed"),
            ("tests:\n", "1:1: error: expected a list, found nothing"),
            ("tests: {}\n", "1:8: error: expected a list, found a mapping"),
            ("test: []\n", "1:1: error: unknown key `test`; did you mean `tests`?"),
            ("tests: [{}]\n", "1:9: error: `name` is missing"),
            (whole % "[]", "2:51: error: nothing is expected"),
            (whole % "[{}]", "2:52: error: compares nothing"),
            (whole % "[{route: orders}]", "2:52: error: compares nothing"),
            (whole % "no_rout", "2:51: error: expected no_route, found `no_rout`; did you mean `no_route`?"),
            (whole % "", "2:51: error: expected a list or no_route, found nothing"),
            (whole % "[{outcom: forward}]", "2:53: error: unknown key `outcom`; did you mean `outcome`?"),
            (whole % "[{outcome: forwards}]", "2:62: error: expected forward, drop or quarantine, found `forwards`"),
            (whole % "[{outcome: quarantine, value: x}]", "2:74: error: `value` goes with `outcome: forward`, not with `quarantine`"),
            (whole % "[{error: invalid_json}]", "2:53: error: `error` goes with `outcome: quarantine`, not with `forward`"),
            (whole % "[{outcome: quarantine, error: invalid_jsn}]",
             "2:81: error: there is no error `invalid_jsn`; did you mean `invalid_json`?"),
            (whole % "[{value: []}]", "2:60: error: expected a text or null"),
            (whole % "[{headers: {a: []}}]", "2:66: error: expected a text or null"),
            (whole % "[{route: order, to: x}]", "2:60: error: there is no route `order`; did you mean `orders`?"),
            (whole % "[{route: orders, to: x}, {to: x}]", "2:76: error: route `orders` is expected twice"),
            ((whole % "[{to: x}]").replace("orders.raw", "orders.rw"), "2:30: error: no route reads topic `orders.rw`; did you mean `orders.raw`?"),
            ((whole % "[{route: orders, to: x}]").replace("orders.raw", "elsewhere"), "2:30: error: no route reads topic `elsewhere`"),
            ((whole % "[{to: x}]").replace("topic: orders.raw", "topic: orders.raw, vale: x"),
             "2:42: error: unknown key `vale`; did you mean `value`?"),
            ((whole % "[{to: x}]").replace("name: a", "name: \"\""), "2:12: error: a test's name is empty"),
            ((whole % "[{to: x}]") + (whole % "[{to: x}]")[len("tests:\n"):], "3:12: error: a test named `a` is at line 2 already"),
            ("keys: {ids: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=}\n" + whole % "[{to: x}]", "1:8: error: no action uses a key `ids`"),
            ("keys: {ids: AAECAw==}\n" + whole % "[{to: x}]", "1:13: error: a test's key is 32 bytes in base64"),
        ):  # fmt: skip
            answer = self.run_tests(text)
            self.assertEqual((answer.returncode, answer.stdout), (2, ""), (text, answer.stderr))
            self.assertIn(f"p_test.yaml:{problem}", answer.stderr, text)

    def test_files_that_are_not_there_are_named(self):
        answer = subprocess.run([BINARY, "test", "-c", "p.yaml"], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((answer.returncode, answer.stderr), (2, "p_test.yaml: error: No such file or directory\n"))
        answer = self.run_tests(TEST, pipeline="q.yaml")
        self.assertEqual((answer.returncode, answer.stderr), (2, "q.yaml: error: No such file or directory\n"))


if __name__ == "__main__":
    unittest.main()
