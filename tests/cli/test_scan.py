"""The contract of `aegis scan`, driven as another program would. AEGIS_BIN names the binary."""
import json
import os
import random
import select
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BINARY = os.environ["AEGIS_BIN"]
SECONDS = 60
CARD = "4111 1111 1111 1111"
WORDS = ["order", "naïve", "Łódź", "東京", "👩‍💻", "\u200b", "ﬁnal", "a", "\u0000", "\"quoted\"", "back\\slash", "line\nbreak"]
PLANTED = [CARD, "jane.doe@example.co.uk", "078-05-1123", "+1 212-555-0142", "DE89370400440532013000", "203.0.113.77"]


def scan(*arguments, given=b""):
    return subprocess.run([BINARY, "scan", *arguments], input=given, capture_output=True, timeout=SECONDS, check=False)


def batch(rows):
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    answer = scan("--batch", given=(text + "\n").encode())
    return answer.returncode, [json.loads(line) for line in answer.stdout.decode().splitlines()]


class Batch(unittest.TestCase):
    def test_answers_in_order_and_ids_keep_their_type(self):
        ids = [1, "1", 1.5, None, True, [1], {"a": 2}, -0, 12345678901234567890]
        code, answers = batch([{"id": i, "text": f"card {CARD}"} for i in ids])
        self.assertEqual(code, 0)
        self.assertEqual([a["id"] for a in answers], ids)
        self.assertEqual([type(a["id"]) for a in answers], [type(i) for i in ids])
        for answer in answers:
            self.assertEqual(list(answer), ["id", "redacted", "findings"])
            self.assertEqual([f["entity"] for f in answer["findings"]], ["CREDIT_CARD"])

    def test_offsets_are_utf8_bytes_and_nothing_reported_is_left(self):
        seed = 20260117
        print(f"seed {seed}", file=sys.stderr)
        rng = random.Random(seed)
        rows = []
        for number in range(2000):
            parts = [rng.choice(WORDS) for _ in range(rng.randint(0, 12))]
            for _ in range(rng.randint(0, 3)):
                parts.insert(rng.randint(0, len(parts)), rng.choice(PLANTED))
            rows.append({"id": number, "text": " ".join(parts)})
        code, answers = batch(rows)
        self.assertEqual(code, 0)
        self.assertEqual([a["id"] for a in answers], list(range(2000)))
        found = 0
        for row, answer in zip(rows, answers):
            data, rebuilt, at = row["text"].encode(), b"", 0
            for finding in answer["findings"]:
                self.assertLessEqual(at, finding["start"], "sorted and not overlapping")
                self.assertLess(finding["start"], finding["end"])
                self.assertLessEqual(0.5, finding["score"])
                data[finding["start"]:finding["end"]].decode()   # on character boundaries
                rebuilt += data[at:finding["start"]] + f"[{finding['entity']}]".encode()
                at = finding["end"]
                found += 1
            self.assertEqual((rebuilt + data[at:]).decode(), answer["redacted"])
            for planted in PLANTED:
                self.assertNotIn(planted, answer["redacted"])
        self.assertGreater(found, 1000)

    def test_bad_lines_are_answered_and_end_in_exit_1(self):
        code, answers = batch(['{"id": 7, "text": 1}', "nonsense", "[]", '{"id": "x"}', '{"text": "a"}', "", '{"id":1,"text":"\\ud800"}'])
        self.assertEqual(code, 1)
        self.assertEqual([a["id"] for a in answers], [7, None, None, "x", None, None, None])
        self.assertEqual(["error" in a for a in answers], [True, True, True, True, False, True, True])

    def test_a_bad_line_is_not_repeated(self):
        secret = "hunter2-" + CARD
        code, answers = batch([f'{{"id": 1, "text": "{secret}" broken'])
        self.assertEqual(code, 1)
        self.assertNotIn(CARD, json.dumps(answers))

    def test_ids_that_are_numbers_come_back_as_they_are_spelled(self):
        ids = ["123456789012345678901234567890", "1E5", "-0", "1.50", "0.1e-3"]
        answer = scan("--batch", given="".join(f'{{"text":"x","id":{i}}}\n' for i in ids).encode())
        self.assertEqual([line.split(",")[0] for line in answer.stdout.decode().splitlines()], [f'{{"id":{i}' for i in ids])

    def test_ids_of_every_kind_come_back_byte_by_byte(self):
        ids = ["null", "true", '""', '"\\u00e9\\/"', "[1.50, 1e5]", '{"b": 1.0,"a":[ ],"a":"\\n"}', "[[[[]]]]", '"\\ud83d\\ude00"',
               "-0.0", "1" + "0" * 300, "[" * 500 + "]" * 500]
        for given in ("".join(f'{{"id": {i} ,"text":"x"}}\r\n' for i in ids), "".join(f'{{"text":"x","i\\u0064":{i}}}\n' for i in ids)):
            answer = scan("--batch", given=given.encode())
            self.assertEqual(answer.returncode, 0, answer.stderr)
            self.assertEqual(answer.stdout.decode(), "".join(f'{{"id":{i},"redacted":"x","findings":[]}}\n' for i in ids))

    def test_of_repeated_members_the_last_counts(self):
        code, answers = batch([f'{{"id":1,"text":"{CARD}","id":2,"text":"y"}}', f'{{"id":1,"text":"y","x":{{"id":3}},"text":"{CARD}"}}'])
        self.assertEqual((code, [a["id"] for a in answers]), (0, [2, 1]))
        self.assertEqual([a["redacted"] for a in answers], ["y", "[CREDIT_CARD]"])

    def test_every_line_is_answered_whatever_it_is(self):
        good = '{"id":1,"text":"a"}'.encode()
        bad = [b"", good + b"\0", good + b"\0x", b" ", b"\t", b"\0", b"{", b"}", b"null", b"1", b'"a"', b"[]", b"{}", good + good, good + b"//", good[:-1], b'{"id":1}',
               b'{"text":null}', b'{"id":1,"text":1}', b'{"id":1,"text":["a"]}', b'{"id":1,"text":{}}', b'{"id":1,"text":true}',
               b'{"id":NaN,"text":"a"}', b"{'id':1,'text':'a'}", b'{"id":1e999,"text":"a"}', b'{"id":01,"text":"a"}',
               b'{"id":1,"text":"\xff"}', b'{"id":"\xff","text":"a"}', b'{"id":1,"text":"\xed\xa0\x80"}', b'{"id":1,"text":"\0"}',
               b'{"id":1,"text":"\\ud800"}', b'{"id":1,"text":"\\udc00 a"}', b'{"id":"\\ud800","text":"a"}', b'{"id":1,"text":"\\x"}',
               b'{"id":1,"text":"a\tb"}', b'\xff\xfe{\0"\0', b'\xef\xbb\xbf', b'{"id":' + b"[" * 600 + b"]" * 600 + b',"text":"a"}',
               b'{"id":' + b"[" * 300_000 + b"]" * 300_000 + b',"text":"a"}', b"[" * 300_000, b'{"a":' * 300_000, b"x" * 10_000_000]  # fmt: skip
        fine = [good, good + b"\r", b" " + good + b" ", b"\xef\xbb\xbf" + good, b'{"id":1,"text":""}', b'{"id":1,"text":"\\u0000"}',
                b'{"id":1,"text":"\\ud83d\\ude00"}', b'{"text":"a","more":[1,{"id":2}]}', '{"id":1,"text":"a\u2028b\u0085"}'.encode(),
                b'{"id":1,"text":"' + b"ab " * 3_500_000 + b'"}']  # fmt: skip
        lines = [line for pair in zip(bad, (fine * 5)[:len(bad)]) for line in pair]
        answer = scan("--batch", given=b"\n".join(lines))
        self.assertEqual((answer.returncode, answer.stderr), (1, b""))
        answers = answer.stdout.split(b"\n")
        self.assertEqual(answers.pop(), b"")
        self.assertEqual(len(answers), len(lines))
        for line, text in zip(lines, answers):
            row = json.loads(text)
            self.assertEqual("error" in row, line in bad, (line[:80], text[:200]))
            if line.startswith(good + b"\0"):
                self.assertEqual(row["error"], "the line is not JSON")
            self.assertEqual(list(row), ["id", "error"] if line in bad else ["id", "redacted", "findings"])
            if line not in bad:
                self.assertEqual(row["redacted"], json.loads(line.decode("utf-8-sig"))["text"])

    def test_random_bytes_are_survived(self):
        seed = 20260122
        print(f"seed {seed}", file=sys.stderr)
        rng = random.Random(seed)
        good = [json.dumps({"id": rng.choice([1, "a", None, [1.5], {"b": 2}]), "text": " ".join(rng.choices(WORDS + PLANTED, k=9))},
                           ensure_ascii=rng.random() < 0.5).encode() for _ in range(1500)]  # fmt: skip
        lines = []
        for line in good:
            line = bytearray(line)
            for _ in range(rng.choice([0, 0, 1, 2, 5])):
                at = rng.randrange(len(line))
                line[at:at + rng.randint(0, 3)] = bytes(rng.choices(b'\\"{}[]:,u0d8\x00\xff\xc3\xed e1.-', k=rng.randint(0, 3)))
            lines.append(bytes(line).replace(b"\n", b" "))
        answer = scan("--batch", given=b"\n".join(lines) + b"\n")
        self.assertIn(answer.returncode, (0, 1))
        answers = answer.stdout.splitlines()
        self.assertEqual(len(answers), len(lines))
        for line, text in zip(lines, answers):
            row = json.loads(text)
            if "error" in row:
                continue
            request = json.loads(line.decode())
            self.assertEqual(row["id"], request.get("id"))
            data, at = request["text"].encode(), 0
            for finding in row["findings"]:
                self.assertLessEqual(at, finding["start"])
                value = data[finding["start"]:finding["end"]].decode()
                at = finding["end"]
                self.assertTrue(value)
                self.assertNotIn(value, row["redacted"])

    def test_a_reported_value_is_left_nowhere(self):
        filler = "nothing to see here, " * 20
        for text, value in ((f"SSN 536228726. {filler} again 536228726 end", "536228726"),
                            (f"a{CARD}b and {CARD}", CARD), ("abn 192.168.10.5abn 192.168.10.5", "192.168.10.5")):
            _, answers = batch([{"id": 1, "text": text}])
            self.assertTrue(answers[0]["findings"], text)
            self.assertNotIn(value, answers[0]["redacted"])

    def test_no_input_is_no_output(self):
        answer = scan("--batch")
        self.assertEqual((answer.returncode, answer.stdout), (0, b""))

    def test_last_line_needs_no_newline(self):
        answer = scan("--batch", given=b'{"id":1,"text":"a"}')
        self.assertEqual(answer.returncode, 0)
        self.assertEqual(json.loads(answer.stdout), {"id": 1, "redacted": "a", "findings": []})

    def test_answers_before_it_waits_for_more(self):
        with subprocess.Popen([BINARY, "scan", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for number in range(3):
                process.stdin.write(json.dumps({"id": number, "text": CARD}).encode() + b"\n")
                process.stdin.flush()
                ready, _, _ = select.select([process.stdout], [], [], SECONDS)
                self.assertTrue(ready, "no answer before the next line was sent")
                self.assertEqual(json.loads(process.stdout.readline())["id"], number)
            process.stdin.close()
            self.assertEqual(process.wait(SECONDS), 0)

    def test_a_large_line(self):
        text = "x" * 5_000_000 + " " + CARD
        code, answers = batch([{"id": 1, "text": text}])
        self.assertEqual(code, 0)
        self.assertEqual(answers[0]["findings"][0]["start"], 5_000_001)

    def test_a_closed_output_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            answer = subprocess.run([BINARY, "scan", "--batch"], input=b'{"id":1,"text":"a"}\n', stdout=full,
                                    stderr=subprocess.PIPE, timeout=SECONDS, check=False)
        self.assertEqual(answer.returncode, 1)
        self.assertIn(b"could not be written", answer.stderr)

    def test_detect_and_min_score(self):
        rows = json.dumps({"id": 1, "text": f"{CARD} jane@example.com"}).encode()
        only = json.loads(scan("--batch", "--detect", "EMAIL_ADDRESS", given=rows).stdout)
        self.assertEqual([f["entity"] for f in only["findings"]], ["EMAIL_ADDRESS"])
        without = json.loads(scan("--batch", "--detect", "pii,secrets,-EMAIL_ADDRESS", given=rows).stdout)
        self.assertEqual([f["entity"] for f in without["findings"]], ["CREDIT_CARD"])
        row = json.dumps({"id": 1, "text": "number 12345678901"}).encode()
        self.assertEqual(json.loads(scan("--batch", "--detect", "US_BANK_NUMBER", given=row).stdout)["findings"], [])
        low = json.loads(scan("--batch", "--detect", "US_BANK_NUMBER", "--min-score", "0", given=row).stdout)["findings"]
        self.assertEqual([f["entity"] for f in low], ["US_BANK_NUMBER"])
        self.assertLess(low[0]["score"], 0.5)


class Files(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.file = Path(self.directory.name) / "notes.txt"
        self.file.write_text(f"first line\nsecond {CARD} end\n")

    def tearDown(self):
        self.directory.cleanup()

    def test_shows_masked_with_line_and_column(self):
        answer = scan(str(self.file))
        self.assertEqual(answer.returncode, 0)
        self.assertTrue(answer.stdout.decode().startswith(f"{self.file}:2:8: CREDIT_CARD "))
        self.assertNotIn(CARD, answer.stdout.decode())

    def test_json(self):
        row = json.loads(scan("--json", str(self.file)).stdout)
        self.assertEqual((row["line"], row["column"], row["start"], row["end"]), (2, 8, 18, 37))
        self.assertNotIn(CARD, json.dumps(row))

    def test_redact_changes_nothing_else(self):
        answer = scan("--redact", "-", given=self.file.read_bytes())
        self.assertEqual(answer.stdout.decode(), "first line\nsecond [CREDIT_CARD] end\n")

    def test_redact_keeps_json_json(self):
        answer = scan("--redact", "--format", "json", given=b'{"card" : 4111111111111111, "n":1.50}')
        self.assertEqual(answer.stdout, b'{"card" : "[CREDIT_CARD]", "n":1.50}')

    def test_fail_is_for_scripts(self):
        self.assertEqual(scan("--fail", str(self.file)).returncode, 1)
        self.file.write_text("nothing here\n")
        self.assertEqual(scan("--fail", str(self.file)).returncode, 0)

    def test_bad_usage_is_exit_2(self):
        for arguments in (["--detect", "CREDIT_CRAD"], ["--detect", ""], ["--min-score", "2"], ["--min-score", "nan"], ["--min-score", "-1"],
                          ["--min-score", "0.5x"], ["--min-score", ""], ["--format", "xml"], ["--json", "--redact"], ["--nope"],
                          ["--batch", "--json"], ["--batch", str(self.file)], ["--batch", "-"], ["--redact", "a", "b"]):  # fmt: skip
            answer = scan(*arguments)
            self.assertEqual(answer.returncode, 2, arguments)
            self.assertTrue(answer.stderr, arguments)
        self.assertIn(b"CREDIT_CARD", scan("--detect", "CREDIT_CRAD").stderr)

    def test_a_missing_file_is_exit_1_and_named(self):
        answer = scan("/nonexistent/file")
        self.assertEqual(answer.returncode, 1)
        self.assertIn(b"/nonexistent/file", answer.stderr)

    def test_what_was_not_scanned_is_not_called_clean(self):
        alone = scan("/no/such")
        self.assertEqual((alone.returncode, alone.stdout), (1, b""))
        self.assertNotIn(b"findings", alone.stderr)
        self.assertTrue(alone.stderr.endswith(b"\n1 of 1 files not scanned\n"), alone.stderr)
        among = scan("/no/such", "-", given=b"nothing")
        self.assertEqual(among.returncode, 1)
        self.assertTrue(among.stderr.endswith(b"\n0 findings\n1 of 2 files not scanned\n"), among.stderr)

    def test_bytes_that_are_not_text(self):
        self.assertEqual(scan(given=b"\xff\xfe").returncode, 1)
        answer = scan("--format", "bytes", "--redact", given=b"\xff " + CARD.encode() + b" \xfe")
        self.assertEqual(answer.stdout, b"\xff [CREDIT_CARD] \xfe")

    def test_help_has_an_example(self):
        answer = scan("--help")
        self.assertEqual(answer.returncode, 0)
        self.assertIn(b"aegis scan ", answer.stdout)


if __name__ == "__main__":
    unittest.main()
