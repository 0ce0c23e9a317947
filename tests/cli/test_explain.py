"""`aegis scan --explain`: what it says, what it hides, and that it changes nothing. AEGIS_BIN names the binary."""
import json
import os
import random
import subprocess
import sys
import unittest

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
CARD = "4111 1111 1111 1111"
WRONG_CARD = "4111 1111 1111 1112"
TEXT = f"My card {CARD}, the old one was {WRONG_CARD}."


def scan(*arguments, given):
    given = given if isinstance(given, bytes) else given.encode()
    return subprocess.run([BINARY, "scan", *arguments], input=given, capture_output=True, timeout=SECONDS, check=False)


def rows(*arguments, given):
    answer = scan("--explain", "--json", *arguments, given=given)
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


def near_misses(*arguments, given):
    return [row for row in rows(*arguments, given=given) if row["kind"] == "near_miss"]


class ForPeople(unittest.TestCase):
    def test_as_the_page_shows_it(self):
        answer = scan("--explain", "--near-misses", "1", given=TEXT)
        self.assertEqual(answer.returncode, 0)
        lines = answer.stdout.decode().splitlines()
        self.assertEqual(lines[:6], [
            "-:1:9: CREDIT_CARD 0.96 ***",
            "    rule      credit_card_visa (pii, cards): Visa card number",
            "    found by  digits 4-4-4-4",
            "    check     credit_card_visa passed: Visa card: issuer range, length, Luhn",
            '    words     "card" before it',
            "    score     0.96 = 0.90 of the rule + 0.06 for context",
        ])  # fmt: skip
        at = lines.index("-: near misses, the strongest first:")
        self.assertEqual(lines[at + 1:at + 3], [
            "-:1:46: no CREDIT_CARD ***",
            "    because   the check credit_card_visa failed: Visa card: issuer range, length, Luhn",
        ])  # fmt: skip
        self.assertIn("    score     would be 0.96 = 0.90 of the rule + 0.06 for context", lines[at:])
        self.assertRegex(lines[-1], r"^-: \d+ more near misses; --near-misses N shows the first N$")
        self.assertEqual(answer.stderr.decode(), "1 findings\n")

    def test_values_are_masked_unless_asked_for(self):
        text = TEXT + " key AKIAIOSFODNN7EXAMPLE ssn 536-22-8726, blob c3NuIDUzNi0yMi04NzI2IGlzIG1pbmU="
        for arguments in ([], ["--json"]):
            masked = scan("--explain", "--near-misses", "1000", *arguments, given=text).stdout.decode()
            shown = scan("--explain", "--near-misses", "1000", "--show-values", *arguments, given=text).stdout.decode()
            for value in (CARD, WRONG_CARD, "AKIAIOSFODNN7EXAMPLE", "536-22-8726"):
                self.assertNotIn(value, masked)
                self.assertIn(value, shown)

    def test_a_terminal_gets_no_control_bytes(self):
        answer = scan("--explain", "--show-values", given="card 4111\x0a1111 1111 1111 and password=\"a\x1b[31mQ9z7-kk2\"")
        self.assertNotIn(b"\x1b", answer.stdout)
        self.assertIn(rb"4111\x0a1111", answer.stdout)

    def test_words_that_would_have_counted(self):
        answer = scan("--explain", "--detect", "US_SSN", given="number 536228726 here")
        self.assertRegex(answer.stdout.decode(), r"because   no word for it is near; these would count: .*ssn")


class ForMachines(unittest.TestCase):
    def test_a_finding_has_what_json_has_and_why(self):
        plain = json.loads(scan("--json", given=TEXT).stdout)
        finding = rows(given=TEXT)[0]
        self.assertEqual({key: finding[key] for key in plain}, plain)
        self.assertEqual(finding["kind"], "finding")
        self.assertEqual(finding["region"], "cards")
        self.assertEqual(finding["found_by"], {"shape": "digits", "as": "4-4-4-4"})
        self.assertEqual((finding["check"]["name"], finding["check"]["passed"]), ("credit_card_visa", True))
        self.assertEqual(finding["words_for"], [{"word": "card", "where": "before"}])
        self.assertEqual((finding["score_of_rule"], finding["context"], finding["score"]), (0.9, "raises", 0.96))

    def test_every_reason(self):
        for why, arguments, text in (
            ("check_failed", [], WRONG_CARD),
            ("context_missing", [], "number 536228726"),
            ("spoken_against", [], "invoice 4111111111111111"),
            ("published_sample", [], "AKIAIOSFODNN7EXAMPLE"),
            ("low_score", ["--min-score", "0.99"], CARD),
            ("not_bounded", ["--detect", "CREDIT_CARD"], "1.4111111111111111"),
        ):
            with self.subTest(why):
                self.assertIn(why, [row["why"] for row in near_misses(*arguments, "--near-misses", "1000", given=text)])

    def test_what_overlaps_lost_for_a_reason(self):
        finding = rows(given="http://user:pw8kq@203.0.113.77/x")[0]
        lost = {row["entity"]: row["why"] for row in finding["lost"]}
        self.assertEqual(lost["IP_ADDRESS"], "lower_score")

    def test_the_rest_is_counted(self):
        whole = rows("--near-misses", "10000", given=TEXT)
        few = rows("--near-misses", "2", given=TEXT)
        self.assertEqual(whole[-1]["count"], 0)
        count = len([row for row in whole if row["kind"] == "near_miss"])
        self.assertGreater(count, 2)
        self.assertEqual(few[-1], {"kind": "more_near_misses", "file": "-", "count": count - 2})

    def test_a_users_rule(self):
        path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"aegis-explain-{os.getpid()}.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("add:\n  - {id: acme_employee, entity: ACME_EMPLOYEE, find: {regex: '\\bEMP-\\d{6}\\b'}, default: context, "
                       "context: [acme], matches: ['acme <<EMP-402817>>']}\n")  # fmt: skip
        try:
            found = rows("--rules", path, "--detect", "ACME_EMPLOYEE", given="acme EMP-402817")[0]
            self.assertEqual(found["found_by"], {"shape": "regex", "as": r"\bEMP-\d{6}\b"})
            missed = near_misses("--rules", path, "--detect", "ACME_EMPLOYEE", given="EMP-402817")
            self.assertEqual([(row["why"], row["words_that_would_count"]) for row in missed], [("context_missing", ["acme"])])
        finally:
            os.unlink(path)


class ChangesNothing(unittest.TestCase):
    def test_the_same_findings(self):
        seed = 20261121
        print(f"seed {seed}", file=sys.stderr)
        rng = random.Random(seed)
        pieces = [CARD, WRONG_CARD, "jane.doe@example.co.uk", "078-05-1123", "ssn", "536228726", "DE88370400440532013000", "203.0.113.77", "version",
                  "id 123e4567-e89b-12d3-a456-426614174000", "c3NuIDUzNi0yMi04NzI2", "５３６-２２-８７２６", "\n", "first name: Amara", "12.345678"]  # fmt: skip
        keys = ("line", "column", "start", "end", "entity", "rule", "score", "masked")
        text = " ".join(rng.choice(pieces) for _ in range(3000))
        for arguments in ([], ["--min-score", "0"], ["--detect", "all"], ["--format", "auto"]):
            plain = [json.loads(line) for line in scan("--json", *arguments, given=text).stdout.splitlines()]
            explained = [row for row in rows(*arguments, given=text) if row["kind"] == "finding"]
            self.assertGreater(len(plain), 500)
            self.assertEqual([[row[key] for key in keys] for row in plain], [[row[key] for key in keys] for row in explained])


class Usage(unittest.TestCase):
    def test_what_does_not_go_together(self):
        for arguments in (["--explain", "--redact"], ["--explain", "--batch"], ["--near-misses", "3"], ["--show-values"],
                          ["--explain", "--near-misses", "-1"], ["--explain", "--near-misses", "x"]):  # fmt: skip
            self.assertEqual(scan(*arguments, given="").returncode, 2, arguments)

    def test_fail_and_what_cannot_be_scanned(self):
        self.assertEqual(scan("--explain", "--fail", given=TEXT).returncode, 1)
        self.assertEqual(scan("--explain", "--fail", given=WRONG_CARD).returncode, 0)
        self.assertEqual(scan("--explain", given=b"\xff\xfe").returncode, 1)
        self.assertEqual(scan("--explain", given="").returncode, 0)


if __name__ == "__main__":
    unittest.main()
